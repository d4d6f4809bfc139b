// A thousand clients whose gateway restarts, in virtual time: they come back spread out, and no two of them in step.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { failure } from '../../../main/signaling/failures'
import { createKeeping } from '../../../main/signaling/keeper'
import { openLine } from '../../../main/signaling/line'
import { LINE_TIMES } from '../../../main/signaling/line-times'
import type { OpenTransport, TransportEvent } from '../../../main/signaling/transport'
import { frameText } from '../../../protocol/signaling'
import { welcome } from '../../fakes/scripted-gateway'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  refreshAnew()
})
afterEach(() => void vi.useRealTimers())

const CLIENTS = 1_000
const URL_OF_ALL = 'wss://gateway.example/'
const CLIENT = { name: 'test', version: '1' }
const ROUND_TRIP_MS = 40
const WINDOW_MS = 50

/** A gateway that can be down. Notes who comes to it, and when, once it is back. */
function createGateway() {
  const state = { up: true, forgets: false, refuses: 0, sinceMs: 0 }
  const arrivals: { client: number; atMs: number }[] = []
  const connected = new Set<(event: TransportEvent) => void>()
  const say = (message: object) => frameText(0, 0, JSON.stringify(message))
  const lost = failure('signaling_lost', 'gone')

  const wayOf =
    (client: number): OpenTransport =>
    (_target, emit) => {
      let isOpen = true
      const later = (event: TransportEvent) => setTimeout(() => isOpen && emit(event), ROUND_TRIP_MS)
      if (state.up && state.sinceMs > 0) arrivals.push({ client, atMs: performance.now() - state.sinceMs })
      const refusal = { ...failure('signaling_overloaded', '503'), retryAfterMs: state.refuses }
      if (!state.up) later({ type: 'closed', failure: failure('signaling_unreachable', 'ECONNREFUSED') })
      else if (state.refuses > 0) later({ type: 'closed', failure: refusal })
      else {
        connected.add(emit)
        later({ type: 'opened' })
      }
      return {
        send: text => {
          const { message } = JSON.parse(text)
          const { resume } = message
          if (message.type === 'ping')
            later({ type: 'received', text: say({ type: 'pong', id: message.id }) })
          if (message.type !== 'hello') return
          const known = !resume || !state.forgets
          const answer = known ? welcome(undefined, resume !== undefined) : { type: 'error', failure: lost }
          later({ type: 'received', text: say(answer) })
        },
        close: () => {
          isOpen = false
          connected.delete(emit)
        },
      }
    }
  /** Every connection ends in the same moment; the gateway is back after `downMs`. */
  const restart = async (downMs: number) => {
    state.up = false
    for (const emit of [...connected]) emit({ type: 'closed', failure: lost })
    await vi.advanceTimersByTimeAsync(downMs)
    state.up = true
    state.sinceMs = performance.now()
  }
  return { state, arrivals, wayOf, restart }
}

/** The fake clock mislays timers when one of thousands is refreshed (it moves it in its heap by the new time). */
function refreshAnew(): void {
  const set = globalThis.setTimeout
  const patched = (...words: Parameters<typeof set>) => {
    let timer = set(...words)
    const handle = {
      refresh: () => {
        clearTimeout(timer)
        timer = set(...words)
        return handle
      },
      unref: () => handle,
      [Symbol.toPrimitive]: () => timer[Symbol.toPrimitive](),
    }
    return handle
  }
  Object.assign(globalThis, { setTimeout: patched })
}

const all = Array.from({ length: CLIENTS }, (_, client) => client)

/** The first arrival of each, as a histogram, and how few moments of 1 ms they share. */
function spreadOf(name: string, arrivals: readonly { client: number; atMs: number }[]) {
  const first = new Map<number, number>()
  for (const { client, atMs } of arrivals) if (!first.has(client)) first.set(client, atMs)
  const windows = new Map<number, number>()
  for (const atMs of first.values()) {
    const at = Math.floor(atMs / WINDOW_MS)
    windows.set(at, (windows.get(at) ?? 0) + 1)
  }
  const peak = Math.max(...windows.values())
  const lastMs = Math.max(...first.values())
  const sameMs = first.size - new Set([...first.values()].map(Math.floor)).size
  const line = `restart, ${name}: ${first.size} back within ${Math.round(lastMs)} ms, at most ${peak} in ${WINDOW_MS} ms`
  process.stdout.write(`${line}, ${sameMs} share a millisecond\n`)
  return { back: first.size, peak, lastMs }
}

async function thousandLines() {
  const gateway = createGateway()
  let welcomed = 0
  const failures: string[] = []
  const lines = all.map(client =>
    openLine(
      { url: URL_OF_ALL },
      { openTransport: gateway.wayOf(client), client: CLIENT, times: LINE_TIMES, log: () => undefined },
      event => {
        if (event.type === 'welcomed') welcomed += 1
        if (event.type === 'failed') failures.push(event.failure.name)
      },
    ),
  )
  // Long enough to count as steady.
  await vi.advanceTimersByTimeAsync(15_000)
  expect(welcomed).toBe(CLIENTS)
  return { ...gateway, failures, end: () => lines.forEach(line => void line.close()) }
}

describe('a thousand clients after a restart', { timeout: 60_000 }, () => {
  it.each([0, 700, 3_000, 30_000])('of %i ms', async downMs => {
    const { arrivals, restart, failures, end } = await thousandLines()
    await restart(downMs)
    await vi.advanceTimersByTimeAsync(10_000)
    end()
    const { back, peak } = spreadOf(`down ${downMs} ms`, arrivals)
    expect([back, failures]).toEqual([CLIENTS, []])
    expect(peak).toBeLessThan(CLIENTS / 10)
  })

  it('who are told to come back in five seconds', async () => {
    const { arrivals, restart, failures, state, end } = await thousandLines()
    state.refuses = 5_000
    await restart(700)
    await vi.advanceTimersByTimeAsync(4_000)
    const told = arrivals.splice(0)
    // Each asked once and no more.
    expect(new Set(told.map(({ client }) => client)).size).toBe(told.length)
    state.refuses = 0
    await vi.advanceTimersByTimeAsync(10_000)
    end()
    const { back, peak } = spreadOf('told to wait 5 s', arrivals)
    expect([back, failures]).toEqual([CLIENTS, []])
    expect(peak).toBeLessThan(CLIENTS / 10)
  })

  it('whose sessions are gone, and who keep one ready for a call', async () => {
    const gateway = createGateway()
    const keepings: ReturnType<typeof createKeeping>[] = []
    const start = (client: number) => {
      const keeping = createKeeping({
        line: { openTransport: gateway.wayOf(client), client: CLIENT, log: () => undefined },
        allowed: { pool: true, line: false },
        wanted: 'auto',
        targetOf: url => ({ url }),
        tell: () => undefined,
        idleMs: () => 0,
        nowMs: Date.now,
      })
      keeping.happened({ type: 'page.started' })
      keeping.happened({ type: 'window.focused' })
      keeping.happened({ type: 'gateway.chosen', gateway: URL_OF_ALL })
      keepings.push(keeping)
    }
    // People start their computers when they come to work.
    for (const client of all) setTimeout(() => start(client), client * 7)
    await vi.advanceTimersByTimeAsync(7 * CLIENTS)
    await vi.advanceTimersByTimeAsync(15_000)
    gateway.state.forgets = true
    await gateway.restart(3_000)
    await vi.advanceTimersByTimeAsync(30_000)
    const resumes = gateway.arrivals.splice(0)
    for (const keeping of keepings) keeping.stop()
    const seen = new Set<number>()
    const second = resumes.filter(({ client }) => seen.size === seen.add(client).size)
    const first = spreadOf('sessions gone, first to resume', resumes)
    const anew = spreadOf('sessions gone, then anew', second)
    expect([first.back, anew.back]).toEqual([CLIENTS, CLIENTS])
    expect(Math.max(first.peak, anew.peak)).toBeLessThan(CLIENTS / 10)
  })
})
