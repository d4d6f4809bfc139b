// What the lab's long runs share: their command line, and how they end. One run, ours only, judged by a command of its own.
import { writeFileSync } from 'node:fs'
import { Command } from 'commander'
import { openLab } from './lab'
import type { Tools } from './measure'
import { wholeUpTo } from './options'

interface LongOptions {
  readonly minutes: number
  readonly json?: string
}

/** What came of a run: a document for `--json`, and what is wrong with it, nothing when it passed. */
export interface Verdict {
  readonly document: object
  readonly complaints: readonly string[]
}

const MINUTES_MAX = 240

/** Writes what was measured, if that is wanted. `rows`: the one run, as every table of the lab has its rows. */
function write(
  { json, minutes }: LongOptions,
  verdict: 'passed' | 'failed' | 'skipped',
  found: object,
): void {
  const document = { version: 1, date: new Date().toISOString(), minutes, rows: [{ verdict }], ...found }
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(document, null, 2)}\n`)
}

/**
 * Runs one long call and ends the process: 0 passed, 1 failed, 2 wrong command line. What is missing on this machine is said,
 * and the run counts as skipped.
 */
export async function longRun(
  name: string,
  minutes: number,
  work: (minutes: number, tools: Tools) => Promise<Verdict>,
): Promise<never> {
  const program = new Command(name)
    .option('--minutes <n>', 'how long the call talks', wholeUpTo(MINUTES_MAX), minutes)
    .option('--json <file>', 'write what was measured here')
    .exitOverride(error => process.exit(error.exitCode === 0 ? 0 : 2))
  const options = program.parse().opts<LongOptions>()
  const opened = await openLab()
  if (opened.kind === 'missing') {
    for (const sentence of opened.sentences) console.log(sentence)
    write(options, 'skipped', { complaints: opened.sentences })
    console.log('0 passed, 0 failed, 1 skipped')
    process.exit(0)
  }
  const { document, complaints } = await work(options.minutes, opened)
  write(options, complaints.length === 0 ? 'passed' : 'failed', { ...document, complaints })
  for (const complaint of complaints) console.log(complaint)
  console.log(complaints.length === 0 ? '1 passed, 0 failed' : '0 passed, 1 failed')
  process.exit(complaints.length === 0 ? 0 : 1)
}
