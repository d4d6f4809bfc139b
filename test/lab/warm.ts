// `npm run lab -- warm [--json FILE]`: the app's window behind TCP 443 alone, with a line kept to the gateway (policy `warmLine`).
// Its call must sound over that very line. That it did is the gateway's word: it logs each line that a call takes over.
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { openWindows, type Sample } from './callers/window'
import { type Opened, openLab } from './lab'
import { ACCESS } from './profiles/base'
import { buildWorld } from './world'

export interface WarmDial extends Sample {
  /** Whether the call took the line that was kept. */
  readonly adopted: boolean
  readonly verdict: 'passed' | 'failed' | 'skipped'
}

const DIALS = 2

/** @param log a gateway's */
export const adoptionsIn = (log: string): number => log.match(/ line \S+: adopted$/gm)?.length ?? 0

/** One dial as a row. A call that connected by another way is as bad as none: nobody would see that the line is not used any more. */
export const warmDial = (sample: Sample, adoptions: number): WarmDial => {
  const adopted = adoptions === 1
  const passed = sample.sounded && sample.path === 'relay/tls' && adopted
  return { ...sample, adopted, verdict: passed ? 'passed' : 'failed' }
}

async function dials(lab: Extract<Opened, { kind: 'ready' }>, logs: string | undefined): Promise<WarmDial[]> {
  const world = await buildWorld({
    shape: { family: 'ipv4', access: ACCESS, seed: 1 },
    firewall: { udp: 'dropped', tcp: 'only-443' },
    certificates: lab.certificates,
    turnTtlSeconds: null,
  })
  try {
    const windows = openWindows(world, lab.programs.app, { warmLine: true })
    const adoptions = () => adoptionsIn(readFileSync(join(world.folder, 'gateway.log'), 'utf8'))
    const rows: WarmDial[] = []
    // Opens the window too, whose first call is not counted.
    await windows.call()
    for (let dial = 0; dial < DIALS; dial += 1) {
      const before = adoptions()
      const sample = await windows.call()
      rows.push(warmDial(sample, adoptions() - before))
    }
    await windows.close()
    if (logs !== undefined) cpSync(world.folder, logs, { recursive: true })
    return rows
  } finally {
    world.remove()
  }
}

const printed = ({ ms, path, adopted, verdict }: WarmDial): string =>
  `warm line, only TCP 443: sound ${ms} ms after the press, ${path ?? 'no path'}, line ${adopted ? 'taken' : 'NOT taken'}, ${verdict}`

/** Dials. @param words what follows `warm` */
export async function runWarm(words: readonly string[]): Promise<readonly WarmDial[]> {
  const program = new Command('lab warm')
    .description('A call must take the line that is kept. Root on Linux.')
    .option('--json <file>', 'write the dials here too')
    .option('--logs <folder>', 'keep the logs here')
    .exitOverride(error => process.exit(error.exitCode === 0 ? 0 : 2))
  program.parse([...words], { from: 'user' })
  const { json, logs } = program.opts<{ json?: string; logs?: string }>()
  const opened = await openLab()
  if (opened.kind === 'missing') for (const sentence of opened.sentences) console.log(sentence)
  const none: WarmDial = { ms: 0, sounded: false, path: null, adopted: false, verdict: 'skipped' }
  const rows = opened.kind === 'missing' ? [none] : await dials(opened, logs)
  if (opened.kind === 'ready') for (const row of rows) console.log(printed(row))
  const document = { version: 1, date: new Date().toISOString(), rows }
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(document, null, 2)}\n`)
  const count = (verdict: WarmDial['verdict']) => rows.filter(row => row.verdict === verdict).length
  console.log(`${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`)
  return rows
}
