// `npm run lab:ladder -- [--only loss-10,...] [--seconds 60] [--json FILE]`: what the loss ladder makes of a bad line, beside a plain
// page with Chromium's defaults: the share of sound made up, both ways, and the bits that it cost.
import { writeFileSync } from 'node:fs'
import { Command } from 'commander'
import { openLab } from './lab'
import { LADDER_PROFILES } from './ladder/lines'
import { type LadderRow, measureLadder } from './ladder/measure'
import { complaintsOf, HEADER, textOf } from './ladder/rows'
import { wholeUpTo } from './options'

interface Raw {
  readonly only?: string
  readonly seconds: number
  readonly json?: string
}

const program = new Command('lab:ladder')
  .option('--only <names>', `some of ${LADDER_PROFILES.map(({ name }) => name).join(', ')}`)
  .option('--seconds <n>', 'how long the line is bad', wholeUpTo(600), 60)
  .option('--json <file>', 'write the rows here too')
  .exitOverride(error => process.exit(error.exitCode === 0 ? 0 : 2))
const { only, seconds, json } = program.parse().opts<Raw>()
const names = only?.split(',') ?? LADDER_PROFILES.map(({ name }) => name)

const opened = await openLab()
if (opened.kind === 'missing') {
  for (const sentence of opened.sentences) console.log(sentence)
  console.log('0 passed, 0 failed, 1 skipped')
  process.exit(0)
}
const rows: LadderRow[] = []
let failed = 0
console.log(HEADER)
for (const line of LADDER_PROFILES.filter(({ name }) => names.includes(name))) {
  const ours = await measureLadder(line, 'viaduct', seconds, opened)
  const plain = await measureLadder(line, 'plain', seconds, opened)
  rows.push(ours, plain)
  const complaints = complaintsOf(line, ours, plain)
  console.log(textOf(line, ours, plain, complaints))
  if (complaints.length > 0) failed += 1
}
const passed = rows.length / 2 - failed
const document = { version: 1, date: new Date().toISOString(), seconds, rows }
if (json !== undefined) writeFileSync(json, `${JSON.stringify(document, null, 2)}\n`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
