// Rows: what a run showed, whether that is what the profile expects, and how it all reads. Pure.
import type { Outcome } from './callers/outcome'
import { type Spread, spreadOf } from './figures'
import { FAIL_MS_MAX, type Profile } from './profile'

export type Caller = 'viaduct' | 'plain'

export interface Row {
  readonly profile: string
  readonly caller: Caller
  /** From 1. */
  readonly run: number
  readonly verdict: 'passed' | 'failed' | 'skipped'
  /** Why it failed or was skipped. */
  readonly why: string | null
  readonly result: Outcome | null
}

/** More than a burst of loss: a call that ends so has died, whatever it says of itself. */
const SILENT_MS_MAX = 2000

/** A password that a proxy refused twice is one refusal from a locked account. */
const REFUSALS_MAX = 2

/** What the log of a proxy that asks shows to be wrong, or null. */
function proxyComplaint({ expects, proxyAsks }: Profile, { proxy, path }: Outcome): string | null {
  if (proxyAsks === null) return null
  if (proxy === null) return 'the proxy wrote nothing'
  if (proxy.refused > REFUSALS_MAX) return `the proxy refused ${proxy.refused} tries of a password`
  const asked = Object.entries(proxy.asked)
  // Kerberos and NTLM answer anew on each connection, NTLM in two steps; a password is asked for once and is then known: by what primes, or by it and
  // signaling, which found out.
  const times = asked.reduce((sum, [, n]) => sum + n, 0)
  const isByConnection = proxyAsks === 'negotiate' || proxyAsks === 'ntlm'
  if (!isByConnection && times > 2) return `the proxy asked ${times} times`
  if (expects.kind === 'fails') return null
  const steps = proxyAsks === 'ntlm' ? 2 : 1
  const often = asked.find(([host, n]) => n > steps * (proxy.connects[host] ?? 0))
  if (often !== undefined) return `the proxy asked ${often[1]} times for ${often[0]}`
  if (proxy.refused > 0) return 'the proxy refused the right password'
  const hosts = path === null ? [] : proxy.tunnels.filter(host => path.endsWith(` ${host}`))
  return hosts.length > 0 ? null : `media went ${path ?? 'nowhere'}, not through the proxy`
}

/** The first thing that is wrong with an outcome, or null. */
export const complaint = (profile: Profile, result: Outcome): string | null =>
  callComplaint(profile, result) ?? proxyComplaint(profile, result)

function callComplaint(
  { expects, during, mediaMsMax, soundBackMsMax }: Profile,
  result: Outcome,
): string | null {
  const { outcome, failure, failedMs, firstMediaMs, silentAtEndMs } = result
  if (expects.kind === 'connects') {
    if (outcome === 'connected') {
      if (silentAtEndMs === null) return 'no sound arrived at one end'
      if (silentAtEndMs > SILENT_MS_MAX) return `silent for the last ${silentAtEndMs} ms`
      const backMs = result.soundBackMs
      if (soundBackMsMax !== null && (backMs === null || backMs > soundBackMsMax)) {
        return `sound was back ${backMs ?? 'never'} ms after the network, not within ${soundBackMsMax} ms`
      }
      const isLate = mediaMsMax !== null && firstMediaMs !== null && firstMediaMs > mediaMsMax
      return isLate ? `sounded after ${mediaMsMax} ms` : null
    }
    const what = during !== null && firstMediaMs !== null ? 'did not survive' : 'did not connect'
    return `${what}: ${failure?.name ?? 'unknown'}${failure?.detail ? ` (${failure.detail})` : ''}`
  }
  if (outcome === 'connected') return `connected where ${expects.layer} should have failed`
  if (failure?.layer !== expects.layer) {
    return `blamed ${failure?.layer ?? 'nothing'} (${failure?.name}) where ${expects.layer} failed`
  }
  if (expects.name !== undefined && failure.name !== expects.name) {
    return `named ${failure.name} where it was ${expects.name}`
  }
  if (failedMs !== null && failedMs > FAIL_MS_MAX) return `took ${failedMs} ms to say so`
  return null
}

/**
 * Plain WebRTC is measured, not judged: that it does not connect, or dies, is a result. That its signaling fails where signaling
 * can work is none: it must be open before the clock starts, so then the lab itself is broken.
 */
function isMeasured({ expects }: Profile, { failure }: Outcome): boolean {
  if (failure === null || failure.layer === 'relay') return true
  return failure.layer === 'signaling' && expects.kind === 'fails' && expects.layer === 'signaling'
}

/** One run as a row. */
export function rowOf(profile: Profile, caller: Caller, run: number, result: Outcome): Row {
  const why = complaint(profile, result)
  const isPassed = why === null || (caller === 'plain' && isMeasured(profile, result))
  return {
    profile: profile.name,
    caller,
    run,
    verdict: isPassed ? 'passed' : 'failed',
    why,
    result,
  }
}

export const skipped = ({ name }: Profile, caller: Caller, run: number, why: string): Row => ({
  profile: name,
  caller,
  run,
  verdict: 'skipped',
  why,
  result: null,
})

const ms = (value: number | null | undefined): string => (value == null ? '-' : `${value}`)

const COLUMNS = [16, 8, 4, 8, 10, 20, 13, 14, 10] as const
const line = (cells: readonly string[]): string =>
  cells
    .map((cell, index) => cell.padEnd(COLUMNS[index] ?? 0))
    .join(' ')
    .trimEnd()

export const HEADER = line([
  'profile',
  'caller',
  'run',
  'verdict',
  'outcome',
  'failure',
  'firstMediaMs',
  'fromAttemptMs',
  'silenceMs',
  'path',
])

/** One row as a line; why it failed or was skipped stands at the end. */
export function textOf({ profile, caller, run, verdict, why, result }: Row): string {
  const recoveries = (result?.recoveries ?? []).map(({ cause, gapMs }) => `${cause} ${Math.round(gapMs)} ms`)
  const cells = [
    profile,
    caller,
    `${run}`,
    verdict,
    result?.outcome ?? '-',
    result?.failure?.name ?? '-',
    ms(result?.firstMediaMs),
    ms(result?.fromAttemptMs),
    ms(result?.silenceMs),
    [result?.path ?? '-', ...recoveries].join(', '),
  ]
  return `${line(cells)}${why === null ? '' : `  # ${why}`}`
}

/** 'N passed, N failed', and how many were skipped if any were. */
export function summaryOf(rows: readonly Row[]): string {
  const count = (verdict: Row['verdict']) => rows.filter(row => row.verdict === verdict).length
  const left = count('skipped')
  return `${count('passed')} passed, ${count('failed')} failed${left > 0 ? `, ${left} skipped` : ''}`
}

/** What the runs of one caller on one profile come to. */
export interface Share {
  readonly profile: string
  readonly caller: Caller
  readonly runs: number
  /** 0..1; a call counts as connected when it says so itself. */
  readonly connected: number
  readonly passed: number
  readonly firstMediaMs: Spread
}

const shareOf = (first: Row, group: readonly Row[]): Share => {
  const share = (fits: (row: Row) => boolean) => group.filter(fits).length / group.length
  return {
    profile: first.profile,
    caller: first.caller,
    runs: group.length,
    connected: share(({ result }) => result?.outcome === 'connected'),
    passed: share(({ verdict }) => verdict === 'passed'),
    firstMediaMs: spreadOf(group.flatMap(({ result }) => result?.firstMediaMs ?? [])),
  }
}

/** By profile and caller, in the order of their first rows. Skipped runs do not count. */
export function sharesOf(rows: readonly Row[]): Share[] {
  const ran = rows.filter(({ result }) => result !== null)
  const alike = (one: Row) => (other: Row) => other.profile === one.profile && other.caller === one.caller
  const firsts = ran.filter(row => ran.find(alike(row)) === row)
  return firsts.map(first => shareOf(first, ran.filter(alike(first))))
}
