// The one sampler: statistics once a second while a call lasts, and what they add up to. Knows no peer: it is given a way to ask.

import type { IceServer } from '../../protocol/ice'
import type { Path, Quality } from '../../protocol/report'
import type { Measured } from '../call'
import { NO_QUALITY, pathOf, qualityBetween } from './figures'
import { type Reading, readStats } from './reading'

export interface LiveFigures {
  readonly path: Path | null
  readonly quality: Quality
}

export interface Sampler {
  /**
   * A new call: forgets the last one. `dialedAtMs` is what the report's times count from; `before` is what an earlier page
   * measured of the same call.
   */
  start(dialedAtMs: number, before?: Measured): void
  /** The sound moved to another peer, whose counters start anew. */
  moved(): void
  servers(servers: readonly IceServer[]): void
  state(attempt: number, ice: string, dtls: string): void
  iceError(server: string, code: number): void
  /** Takes one reading now; the last word before an ending is worth asking for. */
  read(): Promise<void>
  stop(): void
  measured(): Measured
}

export interface SamplerWorld {
  nowMs(): number
  stats(): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>> | null>
  publish(figures: LiveFigures): void
}

const SAMPLE_EVERY_MS = 1_000
/** A call that breaks for an hour must not grow its report without end. */
const JOURNAL_MAX = 200

const NOTHING: Measured = {
  path: null,
  quality: NO_QUALITY,
  heard: { agent: false, microphone: false },
  iceErrors: [],
  states: [],
  relayBytes: 0,
}

export function createSampler(world: SamplerWorld): Sampler {
  let measured: Measured = NOTHING
  let servers: readonly IceServer[] = []
  let first: Reading | null = null
  let last: Reading | null = null
  let dialedAtMs = 0
  /** How often the sound moved to another peer. */
  let moves = 0
  let timer: ReturnType<typeof setInterval> | null = null

  const since = (): number => Math.max(0, Math.round(world.nowMs() - dialedAtMs))
  const bytesOf = (reading: Reading | null): number =>
    reading === null ? 0 : reading.bytesSent + reading.bytesReceived

  const take = (reading: Reading): void => {
    const path = pathOf(reading.candidate, servers) ?? measured.path
    const heard = {
      agent: measured.heard.agent || reading.agentEnergy > 0,
      microphone: measured.heard.microphone || reading.microphoneEnergy > 0,
    }
    const gained = path?.kind === 'relay' ? bytesOf(reading) - bytesOf(last) : 0
    const quality = first === null ? measured.quality : qualityBetween(first, reading)
    measured = { ...measured, path, heard, quality, relayBytes: measured.relayBytes + Math.max(0, gained) }
    world.publish({ path, quality: last === null ? NO_QUALITY : qualityBetween(last, reading) })
    first ??= reading
    last = reading
  }
  const read = async (): Promise<void> => {
    const asked = moves
    const report = await world.stats()
    // The sound moved to another peer meanwhile: these counters are not the ones that the next reading goes on from.
    if (report !== null && timer !== null && asked === moves) take(readStats(report, world.nowMs()))
  }
  const stop = (): void => {
    if (timer !== null) clearInterval(timer)
    timer = null
  }

  return {
    start: (atMs, before = NOTHING) => {
      stop()
      measured = before
      first = null
      last = null
      dialedAtMs = atMs
      timer = setInterval(() => {
        read().catch(() => undefined)
      }, SAMPLE_EVERY_MS)
    },
    moved: () => {
      moves += 1
      first = null
      last = null
    },
    servers: given => {
      servers = [...servers, ...given]
    },
    state: (attempt, ice, dtls) => {
      const states = [...measured.states, { attempt, atMs: since(), ice, dtls }].slice(-JOURNAL_MAX)
      measured = { ...measured, states }
    },
    iceError: (server, code) => {
      const iceErrors = [...measured.iceErrors, { server, code, atMs: since() }].slice(-JOURNAL_MAX)
      measured = { ...measured, iceErrors }
    },
    read,
    stop,
    measured: () => measured,
  }
}
