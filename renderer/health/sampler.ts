// The one sampler: statistics once a second while a call lasts, and what they add up to. Knows no peer: it is given a way to ask.

import type { IceServer } from '../../protocol/ice'
import { NO_POINTS, NO_PROOF } from '../../protocol/plain'
import type { Path, Point, Quality } from '../../protocol/report'
import { createClimber } from './climber'
import { isSamePath, NO_QUALITY, pathOf, qualityOf, relayCostOf } from './figures'
import { playoutMsOf } from './playout'
import { prove, proving, provingElsewhere, standing } from './proof'
import { NO_WARNINGS, type Warnings, warn } from './rating'
import { type Reading, readStats } from './reading'
import type { CallNews, Kept, LiveFigures, Sampler, SamplerWorld } from './sampler-shapes'
import { MINUTE_MS, minuteOf, pointOf, withPoint } from './series'
import { NO_STRETCH, plus, type Stretch, stretchBetween } from './stretch'

const SAMPLE_EVERY_MS = 1_000
/** From the first sound: so that the second reading after it still is within the two seconds of the proof. */
const FIRST_AFTER_MS = 900
/** Readings out of turn leave shorter stretches: one packet lost among three says nothing. They count in the sums alone. */
const TELLING_S = 0.5
/** A call that breaks for an hour must not grow its report without end. */
const JOURNAL_MAX = 200

const NOTHING: Kept = {
  path: null,
  quality: NO_QUALITY,
  overTime: NO_POINTS,
  events: [],
  heard: { agent: false, microphone: false },
  proof: NO_PROOF,
  iceErrors: [],
  states: [],
  relayBytes: 0,
  relayCost: null,
  redundancy: { received: 0, unused: 0 },
  sums: NO_STRETCH,
}

const kept = <T>(journal: readonly T[], entry: T): readonly T[] => [...journal, entry].slice(-JOURNAL_MAX)

const tonesIn = ({ figures }: Warnings): LiveFigures['tones'] => ({
  mos: figures.mos.tone,
  rttMs: figures.rttMs.tone,
  jitterMs: figures.jitterMs.tone,
  lossPct: figures.lossPct.tone,
  concealedPct: figures.concealedPct.tone,
})

export function createSampler(world: SamplerWorld): Sampler {
  let measured: Kept = NOTHING
  let servers: readonly IceServer[] = []
  let last: Reading | null = null
  let shown: Quality = NO_QUALITY
  let playoutMs: number | null = null
  let warnings: Warnings = NO_WARNINGS
  let minute: readonly Point[] = []
  let sound = proving()
  let dialedAtMs = 0
  /** A path seen once more is told: for a moment a call may sound on a path that it does not keep. */
  let glimpsed: Path | null = null
  /** Whose peer has the sound, and what each peer's bytes were when they were last added up. */
  let carrier = 0
  const counted = new Map<number, number>()
  /** How often the sound moved to another peer. */
  let moves = 0
  let timer: ReturnType<typeof setInterval> | null = null
  let first: ReturnType<typeof setTimeout> | undefined

  const since = (): number => Math.max(0, Math.round(world.nowMs() - dialedAtMs))
  const note = (news: CallNews): void => {
    measured = { ...measured, events: kept(measured.events, { ...news, atMs: since() }) }
    world.happened(measured.events)
  }
  const climber = createClimber(world, note)
  const tellPath = (path: Path): void => {
    const told = measured.events.findLast(event => event.type === 'path')
    const isSeenAgain = glimpsed !== null && isSamePath(glimpsed, path)
    glimpsed = path
    if (told === undefined || (isSeenAgain && !isSamePath(told.path, path))) note({ type: 'path', path })
  }
  const priced = () => {
    const { relayBytes } = measured
    return { relayBytes, relayCost: relayCostOf(relayBytes, world.relayPrice()) }
  }
  const addUp = (stretch: Stretch): void => {
    const sums = plus(measured.sums, stretch)
    const redundancy = { received: sums.redundant, unused: sums.redundantUnused }
    measured = { ...measured, sums, quality: qualityOf(sums), redundancy }
  }
  const addSecond = (stretch: Stretch): void => {
    const quality = qualityOf(stretch)
    const point = pointOf(Math.max(0, since() - Math.round(1_000 * stretch.seconds)), quality)
    shown = quality
    warnings = warn(warnings, quality, world.thresholds())
    minute = [...minute, point].filter(({ atMs }) => atMs > point.atMs - MINUTE_MS)
    measured = { ...measured, overTime: withPoint(measured.overTime, point) }
  }
  const compare = (before: Reading, reading: Reading): void => {
    const stretch = stretchBetween(before, reading)
    addUp(stretch)
    if (stretch.seconds < TELLING_S) return
    addSecond(stretch)
    climber.read(reading, stretch, shown, measured.path)
  }
  const tellSound = (reading: Reading): void => {
    const before = standing(sound.proof)
    sound = prove(sound, last, reading, world.sides(), since())
    const now = standing(sound.proof)
    measured = { ...measured, proof: sound.proof }
    for (const what of before) if (!now.includes(what)) note({ type: 'sound', what, is: 'cleared' })
    for (const what of now) if (!before.includes(what)) note({ type: 'sound', what, is: 'raised' })
    if (now.includes('caller_unheard')) world.unheard()
  }
  const take = (reading: Reading): void => {
    const path = pathOf(reading.candidate, servers, world.isProxied) ?? measured.path
    const carried = reading.bytesCarried - (counted.get(carrier) ?? 0)
    counted.set(carrier, reading.bytesCarried)
    measured = {
      ...measured,
      path,
      heard: {
        agent: measured.heard.agent || reading.agentEnergy > 0,
        microphone: measured.heard.microphone || reading.microphoneEnergy > 0,
      },
      relayBytes: measured.relayBytes + (path?.kind === 'relay' ? Math.max(0, carried) : 0),
    }
    if (path !== null) tellPath(path)
    if (last !== null) compare(last, reading)
    tellSound(reading)
    playoutMs = playoutMsOf(last, reading) ?? playoutMs
    last = reading
    world.publish({
      path,
      quality: shown,
      verdict: { tone: warnings.verdict.tone, reason: warnings.reason },
      tones: tonesIn(warnings),
      minute: minuteOf(minute),
      legsMs: path && world.legsMs(path),
      relayed: priced(),
      levels: { agent: reading.agentLevel, microphone: reading.microphoneLevel },
      proof: { links: sound.proof.links, findings: standing(sound.proof) },
      ladder: climber.step(),
    })
  }
  const read = async (): Promise<void> => {
    const asked = moves
    const report = await world.stats()
    // The sound moved to another peer meanwhile: these counters are not the ones that the next reading goes on from.
    if (report !== null && timer !== null && asked === moves) take(readStats(report, world.nowMs()))
  }
  const halt = (): void => {
    if (timer !== null) clearInterval(timer)
    clearTimeout(first)
  }
  const stop = (): void => {
    halt()
    timer = null
  }
  const tick = (): void =>
    void read()
      .catch(() => undefined)
      .then(world.ticked)
  const beat = (): void => {
    halt()
    timer = setInterval(tick, SAMPLE_EVERY_MS)
  }

  return {
    start: (atMs, before = NOTHING) => {
      stop()
      measured = before
      last = null
      counted.clear()
      glimpsed = null
      shown = NO_QUALITY
      playoutMs = null
      warnings = NO_WARNINGS
      minute = []
      sound = proving(before.proof)
      climber.start()
      dialedAtMs = atMs
      world.happened(measured.events)
      beat()
    },
    moved: attempt => {
      moves += 1
      carrier = attempt
      last = null
      sound = provingElsewhere(sound)
      climber.moved()
    },
    servers: given => {
      servers = [...servers, ...given]
    },
    state: (attempt, ice, dtls) => {
      measured = { ...measured, states: kept(measured.states, { attempt, atMs: since(), ice, dtls }) }
    },
    iceError: (server, code) => {
      measured = { ...measured, iceErrors: kept(measured.iceErrors, { server, code, atMs: since() }) }
    },
    note,
    read,
    begin: () => {
      halt()
      first = setTimeout(() => {
        tick()
        beat()
      }, FIRST_AFTER_MS)
      return read()
    },
    readLast: () => {
      halt()
      return read()
    },
    stop,
    delays: () => ({ rttMs: shown.rttMs, bufferMs: shown.bufferMs, playoutMs }),
    measured: () => ({ ...measured, ...priced() }),
  }
}
