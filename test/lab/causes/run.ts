// `npm run lab -- causes [CAUSE ...] [--runs N] [--jobs N] [--json FILE] [--logs FOLDER] [--witness]`: the cause table.
// Owns the order of runs, what is printed and the exit status: 1 when a row failed, 2 for a wrong command line.
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Argument, Command } from 'commander'
import { openLab, openWithoutApp } from '../lab'
import type { Tools } from '../measure'
import { wholeUpTo } from '../options'
import type { Cause } from './cause'
import { CAUSES } from './causes'
import { type CauseRow, emptyRow, HEADER, summaryOf, textOf } from './judge'
import { nameCause, witnessCause } from './measure'

interface Options {
  readonly runs: number
  readonly jobs: number
  readonly json?: string
  readonly logs?: string
  readonly witness?: true
}

const list = (): string => CAUSES.map(({ name, about }) => `  ${name.padEnd(22)} ${about}`).join('\n')

function parse(words: readonly string[]): { readonly causes: readonly Cause[]; readonly options: Options } {
  const names = CAUSES.map(({ name }) => name)
  const program = new Command('lab causes')
    .description('Each cause of a failed call, made for real, and how call and check name it. Root on Linux.')
    .addArgument(new Argument('[causes...]', 'which; without any, all').choices(names))
    .option('--runs <n>', 'how often each', wholeUpTo(1000), 1)
    .option('--jobs <n>', 'worlds at the same time', wholeUpTo(8), 2)
    .option('--json <file>', 'write the rows here too')
    .option('--logs <folder>', 'keep the logs of rows that failed here')
    .option('--witness', 'only produce the causes and ask their witnesses, without the app')
    .addHelpText('after', () => `\nCauses:\n${list()}`)
    .exitOverride(error => process.exit(error.exitCode === 0 ? 0 : 2))
  program.parse([...words], { from: 'user' })
  const wanted = new Set(program.args)
  const causes = wanted.size === 0 ? CAUSES : CAUSES.filter(({ name }) => wanted.has(name))
  return { causes, options: program.opts<Options>() }
}

interface Job {
  readonly cause: Cause
  readonly run: number
}

async function runAll(
  jobs: Job[],
  atOnce: number,
  carryOut: (job: Job) => Promise<CauseRow>,
): Promise<CauseRow[]> {
  const rows: CauseRow[] = []
  const worker = async () => {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
      const row = await carryOut(job)
      rows.push(row)
      console.log(textOf(row))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return rows
}

const naming =
  (tools: Tools, logs: string | undefined) =>
  ({ cause, run }: Job): Promise<CauseRow> =>
    nameCause(cause, run, tools, ({ folder }, { verdict }) => {
      if (logs === undefined || verdict === 'passed') return
      cpSync(folder, join(logs, `${cause.name}-${run}`), { recursive: true })
    })

/** Runs the table. @param words what follows `causes` */
export async function runCauses(words: readonly string[]): Promise<CauseRow[]> {
  const { causes, options } = parse(words)
  const { runs, jobs: atOnce, logs, witness, json } = options
  const jobs = Array.from({ length: runs }, (_, index) => index + 1).flatMap(run =>
    causes.map(cause => ({ cause, run })),
  )
  const opened = await (witness ? openWithoutApp() : openLab())
  const rows: CauseRow[] = []
  if (opened.kind === 'missing') {
    for (const sentence of opened.sentences) console.log(sentence)
    const why = opened.sentences.join(' ')
    rows.push(...jobs.map(({ cause, run }) => emptyRow(cause, run, 'skipped', why)))
  } else {
    console.log(HEADER)
    const { certificates } = opened
    const carryOut =
      opened.kind === 'ready'
        ? naming({ programs: opened.programs, certificates }, logs)
        : ({ cause }: Job) => witnessCause(cause, opened)
    rows.push(...(await runAll(jobs, atOnce, carryOut)))
  }
  if (json !== undefined) {
    const document = { version: 1, date: new Date().toISOString(), summary: summaryOf(rows), rows }
    writeFileSync(json, `${JSON.stringify(document, null, 2)}\n`)
  }
  console.log(summaryOf(rows))
  return rows
}
