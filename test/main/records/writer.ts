// A process that writes a history until it is killed: calls that run, end and are erased, over and over. What is done is said on
// standard output, after it was done and before anything else is. `node writer.mjs FOLDER FIRST`: the number of the first call.
import { writeSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { createRecords } from '../../../main/records'
import { NO_POLICY } from '../../../protocol/policy'
import { callInProgress, idOf, NOW_MS, OVER_S } from './progress'

const [folder = '', first = '0'] = process.argv.slice(2)
const records = createRecords({
  folder,
  policy: () => NO_POLICY.history,
  nameOf: agent => agent,
  nowMs: () => NOW_MS,
})

const say = (...words: readonly (string | number)[]): void => void writeSync(1, `${words.join(' ')}\n`)

await records.list({ query: '', before: null, limit: 1 })
say('ready')
for (let n = Number(first); ; n += 1) {
  for (let second = 1; second < OVER_S; second += 1) {
    await records.keep(callInProgress(n, second))
    say('kept', n, second)
  }
  await records.finish(callInProgress(n, OVER_S))
  say('finished', n)
  const { calls } = await records.list({ query: '', before: null, limit: 500 })
  for (const { callId } of calls.slice(12).reverse()) {
    await records.erase(callId)
    say('erased', callId.slice(idOf('').length))
  }
  // Drops what was erased, and writes the list anew.
  if (n % 2 === 0) await records.close()
  await pause(1)
}
