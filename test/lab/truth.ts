// `npm run lab:truth -- [PROFILE ...] [--json FILE] [--keep FOLDER]`: each figure of the panel and of the report beside one that the
// app had no hand in: coturn's counters, squid's log, the wire at both ends, and what the lab has set. docs/panel.md has the table.
// Ends with 'N passed, N failed'; exit status 1 when a figure is further off than its bound.
import { mkdirSync, writeFileSync } from 'node:fs'
import { Argument, Command } from 'commander'
import { openLab } from './lab'
import type { Tools } from './measure'
import type { Profile } from './profile'
import { evidenceOf, keep } from './truth/call'
import { TRUTH_PROFILES } from './truth/profiles'
import { type Evidence, type Row, rowsOf, table } from './truth/rows'

const NAMES = TRUTH_PROFILES.map(({ name }) => name)

interface Options {
  readonly json?: string
  readonly keep?: string
}

const failed = (profile: string, error: Error): Row => ({
  profile,
  figure: 'call',
  unit: '',
  app: error.message.slice(0, 200),
  independent: null,
  source: 'the lab',
  difference: null,
  bound: null,
  ok: false,
})

/** A call that looks for another path has its figures from several streams, and none to compare with: it is made again. */
const TRIES = 3

async function undisturbed(profile: Profile, tools: Tools): Promise<Evidence> {
  for (let tries = 1; ; tries += 1) {
    const evidence = await evidenceOf(profile, tools)
    const { alarms, recoveries } = evidence.report
    if (profile.during !== null || alarms + recoveries.length === 0) return evidence
    if (tries === TRIES) throw new Error(`it looked for another path, ${alarms} times, in ${TRIES} calls`)
    console.error(`truth: ${profile.name} again, ${alarms} alarms`)
  }
}

async function main(): Promise<void> {
  const program = new Command('lab:truth')
    .addArgument(new Argument('[profiles...]', 'which; without any, all').choices(NAMES))
    .option('--json <file>', 'write the rows here')
    .option('--keep <folder>', 'write what was seen here, a file for each call')
    .exitOverride(error => process.exit(error.exitCode === 0 ? 0 : 2))
  program.parse()
  const options = program.opts<Options>()
  const wanted = program.args
  const profiles = TRUTH_PROFILES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
  const opened = await openLab()
  if (opened.kind === 'missing') {
    for (const sentence of opened.sentences) console.log(sentence)
    console.log(`0 passed, 0 failed, ${profiles.length} skipped`)
    return
  }
  if (options.keep !== undefined) mkdirSync(options.keep, { recursive: true })
  const rows: Row[] = []
  for (const profile of profiles) {
    console.error(`truth: ${profile.name}`)
    try {
      const evidence = await undisturbed(profile, opened)
      if (options.keep !== undefined) keep(evidence, options.keep)
      rows.push(...rowsOf(evidence))
    } catch (error) {
      rows.push(failed(profile.name, error as Error))
    }
  }
  console.log(table(rows))
  const wrong = rows.filter(({ ok }) => !ok).length
  const document = { version: 1, date: new Date().toISOString(), rows }
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(document, null, 2)}\n`)
  console.log(`${rows.length - wrong} passed, ${wrong} failed`)
  process.exitCode = wrong > 0 ? 1 : 0
}

main()
  .then(() => process.exit())
  .catch((error: unknown) => {
    console.error(`lab:truth: ${error instanceof Error ? error.message : String(error)}`)
    process.exit(1)
  })
