// What was said in words, and what the person thought of it, as the history keeps them: as long as the policy says, and no longer.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createRecords, saveCall } from '../../../main/records'
import { saveTranscript } from '../../../main/transcript'
import { NO_POLICY } from '../../../protocol/policy'
import { call, idsIn, tempFolder } from './house'

const DAY_MS = 24 * 3_600_000
const conversation = {
  count: 1,
  lines: [{ kind: 'reply', id: 1, text: 'zanzibar', atMs: 0 } as const],
}

function open(folder: string, captionDays: () => number, nowMs: () => number = Date.now) {
  const policy = () => NO_POLICY.history
  return createRecords({ folder, policy, captionDays, nameOf: agent => agent, nowMs })
}
const onDisk = (folder: string, callId: string): string =>
  gunzipSync(readFileSync(join(folder, 'calls', `${callId}.json.gz`))).toString()

test('words go when their days are over, from the disk too, and the call stays', async () => {
  const folder = tempFolder()
  let nowMs = Date.now()
  const records = open(
    folder,
    () => 7,
    () => nowMs,
  )
  await records.finish(call(1, { conversation }))
  const { callId } = call(1)
  nowMs += 6 * DAY_MS
  await records.prune()
  expect((await records.read(callId))?.conversation).toEqual(conversation)
  nowMs += 2 * DAY_MS
  await records.prune()
  expect(await idsIn(records)).toEqual([callId])
  expect((await records.read(callId))?.conversation).toBeUndefined()
  expect(onDisk(folder, callId)).not.toContain('zanzibar')
  // And are not looked for again by another run.
  const later = open(
    folder,
    () => 7,
    () => nowMs,
  )
  expect(await idsIn(later)).toEqual([callId])
})

test('where the policy keeps no words any more, those that were kept go with the next list', async () => {
  const folder = tempFolder()
  await open(folder, () => 7).finish(call(1, { conversation }))
  const strict = open(folder, () => 0)
  expect(await idsIn(strict)).toHaveLength(1)
  expect(onDisk(folder, call(1).callId)).not.toContain('zanzibar')
})

test('a rating is kept with its call; of one that is not there it is not', async () => {
  const records = open(tempFolder(), () => 0)
  await records.finish(call(1))
  const rating = { stars: 4, note: 'Clear' }
  expect(await records.rate(call(1).callId, rating)).toBe(true)
  expect((await records.read(call(1).callId))?.rating).toEqual(rating)
  expect(await records.rate('call-number-9', rating)).toBe(false)
})

test('a report that is exported holds no word; a transcript is what it was given', async () => {
  const folder = tempFolder()
  const file = join(folder, 'report.json')
  expect(
    await saveCall(call(1, { conversation, rating: { stars: 1, note: 'zanzibar' } }), async () => file),
  ).toBe(true)
  expect(readFileSync(file, 'utf8')).not.toContain('zanzibar')
  const names: string[] = []
  const transcript = {
    agentId: '../../it desk',
    startedAt: '2026-11-24T10:00:00.000Z',
    text: '[00:05] Agent: zanzibar\n',
  }
  const isSaved = await saveTranscript(transcript, async ({ defaultPath }) => {
    names.push(defaultPath)
    return file
  })
  expect([isSaved, names]).toEqual([true, ['viaduct-transcript-2026-11-24--it-desk.txt']])
  expect(readFileSync(file, 'utf8')).toBe('\ufeff[00:05] Agent: zanzibar\n')
})
