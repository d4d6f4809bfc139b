// `npm run lab:keyring [-- --operations 50] [-- --only prompt]`: what the vault says of a desktop's keyring in each of its states,
// with a real gnome-keyring on private buses. Prints the table of docs/vault.md; exits 1 where something does not hold.
import { parseArgs } from 'node:util'
import { buildWorker, inDesktop, missingPrograms } from './keyring/desktops'
import { faultsOf, rowOf } from './keyring/judge'
import { STATES } from './keyring/states'

const { values } = parseArgs({
  options: { operations: { type: 'string', default: '50' }, only: { type: 'string' } },
})
const say = (line: string): void => void process.stdout.write(`${line}\n`)

const missing = missingPrograms()
if (missing.length > 0) {
  say(`Missing: ${missing.join(', ')}`)
  process.exit(2)
}
const worker = await buildWorker()
say('| state | operations | named right | slowest | event loop | files | secrets on disk |')
say('| --- | --- | --- | --- | --- | --- | --- |')
let faults: readonly string[] = []
for (const state of STATES.filter(one => values.only === undefined || one === values.only)) {
  const desk = await inDesktop(state, Number(values.operations), worker)
  say(rowOf(state, desk))
  faults = [...faults, ...faultsOf(state, desk, { settledMs: 2_000, lagMs: 250 })]
}
for (const fault of faults) say(fault)
process.exit(faults.length === 0 ? 0 : 1)
