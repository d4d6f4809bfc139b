// Calls of the app against calls as others make them, in the lab's worlds, in one run and in turn; and what idle lines cost.
// Run as root on Linux: npm run bench:calls -- [--json FILE] [--plot [FILE]] [--runs 9] [--only open,pool,warm,udp-dropped,gateway].
// Ends with 'N passed, N failed' by the aims; exit status 1 when one is missed. docs/lab.md tells what each clock includes.
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { Command, InvalidArgumentError } from 'commander'
import { openLab } from '../lab/lab'
import { GROUPS, type Race, race, rowsOf } from './calls/groups'
import { measureLines } from './calls/lines'
import { chartsOf, plot } from './calls/plot'
import { missing, type Row, summaryOf, table } from './calls/rows'
import { quiet } from './start/figures'

const LINES = 'gateway'
const NAMES = [...GROUPS.map(({ name }) => name), LINES]
const [LINE_COUNT, LINE_SECONDS] = [100, 20]
const PLOT = 'docs/images/calls.svg'
const log = (line: string): void => console.error(line)

interface Options {
  readonly runs: number
  readonly only: readonly string[]
  readonly json?: string
  /** True: of this run; a text: of an earlier one, whose `--json` it names. */
  readonly plot?: true | string
}

interface Document {
  readonly date: string
  readonly machine: string
  readonly load: readonly (number | null)[]
  readonly rows: readonly Row[]
  readonly races: readonly Race[]
}

function names(text: string): string[] {
  const wanted = text.split(',')
  const wrong = wanted.find(name => !NAMES.includes(name))
  if (wrong === undefined) return wanted
  throw new InvalidArgumentError(`There is no group ${wrong}; there are ${NAMES.join(', ')}.`)
}

function whole(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be a whole number from 1 to 999.')
}

function parse(words: readonly string[]): Options {
  const program = new Command('bench:calls')
    .option('--runs <n>', 'calls of each in each group', whole, 9)
    .option('--only <groups>', `some of ${NAMES.join(', ')}`, names, NAMES)
    .option('--json <file>', 'write rows and samples here')
    .option('--plot [file]', `draw ${PLOT}; from an earlier --json, without measuring, when one is named`)
    .exitOverride(error => process.exit(error.exitCode === 0 ? 0 : 2))
  program.parse([...words], { from: 'user' })
  return program.opts<Options>()
}

/** A group that cannot be measured is a failure, and no reason to throw the others away. */
async function attempt<T>(what: string, work: () => Promise<T>): Promise<T | Row> {
  try {
    return await work()
  } catch (error) {
    return missing(what, (error as Error).message)
  }
}

const isRow = (one: object): one is Row => 'metric' in one

async function measure({ runs, only }: Options, lab: Parameters<typeof race>[2]): Promise<Document> {
  const races: Race[] = []
  const rows: Row[] = []
  const load: (number | null)[] = []
  for (const group of GROUPS.filter(({ name }) => only.includes(name))) {
    load.push(await quiet(log))
    const done = await attempt(group.name, () => race(group, runs, lab))
    if (!isRow(done)) races.push(done)
    rows.push(...(isRow(done) ? [done] : rowsOf(done)))
  }
  if (only.includes(LINES)) {
    load.push(await quiet(log))
    const costs = await attempt(`gateway with ${LINE_COUNT} idle lines`, () =>
      measureLines(LINE_COUNT, LINE_SECONDS),
    )
    rows.push(...(Array.isArray(costs) ? costs : [costs]))
  }
  const [cpu] = cpus()
  const machine = `${cpus().length} x ${cpu?.model ?? 'CPU'}`
  return { date: new Date().toISOString().slice(0, 10), machine, load, rows, races }
}

function draw({ date, races }: Document): void {
  const note = `Dial to the agent's first packet, 50 ms round trip. npm run bench:calls, ${date}`
  const css = readFileSync('renderer/styles/tokens.css', 'utf8')
  writeFileSync(PLOT, plot(chartsOf(races), note, css))
}

async function main(): Promise<void> {
  const options = parse(process.argv.slice(2))
  if (typeof options.plot === 'string')
    return draw(JSON.parse(readFileSync(options.plot, 'utf8')) as Document)
  const opened = await openLab()
  if (opened.kind === 'missing') {
    for (const sentence of opened.sentences) console.log(sentence)
    console.log(`0 passed, 0 failed, ${options.only.length} skipped`)
    return
  }
  const document = await measure(options, { ...opened, log })
  console.log(table(document.rows))
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(document, null, 2)}\n`)
  if (options.plot) draw(document)
  console.log(summaryOf(document.rows))
  process.exitCode = document.rows.some(({ ok }) => ok === false) ? 1 : 0
}

main()
  .then(() => process.exit())
  .catch((error: unknown) => {
    console.error(`bench:calls: ${error instanceof Error ? error.message : String(error)}`)
    process.exit(1)
  })
