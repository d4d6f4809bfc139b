// What a call and a check must find on a network that is well, and what is then a false alarm. Pure.
import type { CheckId } from '../../../protocol/checks'
import type { Check, NetworkReport } from '../../../protocol/network-report'
import type { Told } from '../callers/outcome'

/** Profiles on which every call works. */
export const HEALTHY = ['open', 'symmetric-nat', 'only-443', 'proxy-443', 'proxy-basic'] as const
export type HealthyName = (typeof HEALTHY)[number]

type Must = Partial<Record<CheckId, Pick<Check, 'status' | 'failure'>>>

/** UDP really is dead there, and a check that did not say so would be wrong. */
const NO_UDP: Must = {
  stun: { status: 'blocked', failure: 'relay_udp_blocked' },
  relays: { status: 'warn', failure: 'relay_udp_blocked' },
}

/** What else than `ok` or `skipped` a check must say, exactly. */
const MUST: Readonly<Record<HealthyName, Must>> = {
  open: {},
  'symmetric-nat': { nat: { status: 'warn', failure: null } },
  'only-443': NO_UDP,
  'proxy-443': NO_UDP,
  'proxy-basic': NO_UDP,
}

const VERDICTS: Readonly<Record<HealthyName, NetworkReport['verdict']>> = {
  open: 'ready',
  'symmetric-nat': 'ready',
  'only-443': 'limited',
  'proxy-443': 'limited',
  'proxy-basic': 'limited',
}

/** The lab's desktop has neither. */
const OF_DESKTOP: ReadonlySet<CheckId> = new Set(['microphone', 'speaker'])

/** Sentences about what was found and is not so; none when all is well. */
export function alarmsOf(name: HealthyName, told: Told, report: NetworkReport | string): string[] {
  const call =
    told.outcome === 'connected'
      ? []
      : [`the call failed: ${told.failure?.name} ${told.failure?.detail ?? ''}`]
  // Whatever it took back again: there was nothing to be found.
  const found = (told.proof?.findings ?? []).map(
    ({ what, fromMs }) => `the call found ${what} at ${fromMs} ms`,
  )
  if (typeof report === 'string') return [...call, ...found, report]
  const checks = report.checks
    .filter(({ id }) => !OF_DESKTOP.has(id))
    .flatMap(({ id, status, failure, evidence }) => {
      const must = MUST[name][id]
      const isSo =
        must === undefined
          ? failure === null && (status === 'ok' || status === 'skipped')
          : must.status === status && must.failure === failure
      return isSo ? [] : [`${id} ${status} ${failure ?? ''} (${evidence})`]
    })
  const verdict = report.verdict === VERDICTS[name] ? [] : [`the verdict is ${report.verdict}`]
  return [...call, ...found, ...checks, ...verdict]
}
