// Ears at both ends of a call: what arrives at the desktop is the agent's sound, what arrives at the gateway the caller's.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Heard } from '../callers/outcome'
import type { Names } from '../net/topology'
import { heardOf, type Moments } from './heard'

const PROGRAM = fileURLToPath(new URL('./ears.py', import.meta.url))

export interface Ears {
  /** The call is active: from now on silence counts. */
  began(): void
  /** The call ends now: what comes later is goodbye. */
  ended(): void
  /** The network is disturbed now. */
  disturbed(): void
  /** The network is whole again, now. */
  healed(): void
  /** Stops listening and tells what was heard. Rejects when the ears died. */
  stop(): Promise<Heard>
}

/** The clock that ears.py uses too (CLOCK_MONOTONIC). */
const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6

/** Starts listening in a world. */
export async function listen({ desk, gw }: Names): Promise<Ears> {
  const child = spawn('python3', [PROGRAM, desk, gw], { stdio: ['pipe', 'pipe', 'pipe'] })
  const said = { out: '', error: '' }
  child.stdin.on('error', () => undefined)
  child.stderr.setEncoding('utf8').on('data', text => {
    said.error += text
  })
  const closed = new Promise<void>(resolve => child.once('close', () => resolve()))
  const ready = new Promise<void>(resolve => child.stdout.once('data', () => resolve()))
  child.stdout.setEncoding('utf8').on('data', text => {
    said.out += text
  })
  await Promise.race([ready, closed])
  const moments: Moments = { began: null, ended: null, disturbed: null, healed: null }
  const note = (moment: keyof Moments) => () => {
    moments[moment] ??= nowMs()
  }
  return {
    began: note('began'),
    ended: note('ended'),
    disturbed: note('disturbed'),
    healed: note('healed'),
    stop: async () => {
      note('ended')()
      child.stdin.end()
      await closed
      const [agent, caller] = JSON.parse(said.out.split('\n')[1] || 'null') ?? []
      if (!agent || !caller) throw new Error(`the ears died: ${said.error.trim().split('\n').at(-1)}`)
      return heardOf({ agent, caller }, moments)
    },
  }
}
