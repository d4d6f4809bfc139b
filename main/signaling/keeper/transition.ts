// The keeper's moves: what happened is noted, then what is there is brought in line with what should be. Pure.
import type { IceServers } from '../../../protocol/ice'
import { nearness } from '../near'
import { type PlanBasis, planAttempt } from '../plan'
import {
  type Keeper,
  type KeeperEffect,
  type KeeperEvent,
  type KeeperStep,
  type Kind,
  NO_PAUSE,
} from './keeper'
import { backoffMs, KEEP } from './limits'
import { isInUse, maySignal, wishedKind } from './wish'

const due = ({ expiresAtMs }: IceServers, atMs: number): number | null =>
  expiresAtMs === null ? null : Math.max(expiresAtMs - KEEP.marginMs, atMs + KEEP.lifeMinMs)
const isDue = (dueAtMs: number | null, atMs: number): boolean => dueAtMs !== null && atMs >= dueAtMs

/** The pause after something broke, longer with each time in a row. `livedMs`: how long it had been sound. */
const broken = (keeper: Keeper, what: Kind | 'signaling', atMs: number, livedMs = 0): Keeper => {
  const breaks = livedMs >= KEEP.soundMs ? 1 : keeper.pauses[what].breaks + 1
  return { ...keeper, pauses: { ...keeper.pauses, [what]: { breaks, untilMs: atMs + backoffMs(breaks) } } }
}

/** No sooner than whoever refused wants it. */
const pausedFor = (keeper: Keeper, atMs: number, pauseMs: number): Keeper => {
  const { breaks, untilMs } = keeper.pauses.signaling
  const signaling = { breaks, untilMs: Math.max(untilMs, atMs + pauseMs) }
  return { ...keeper, pauses: { ...keeper.pauses, signaling } }
}

/** Ends the peer at both ends. */
function dropSpare(keeper: Keeper): KeeperStep {
  const { spare, signaling } = keeper
  if (spare === null) return [keeper, []]
  const close: readonly KeeperEffect[] =
    spare.kind === 'line' && signaling.at !== 'closed'
      ? [{ do: 'send', message: { type: 'line.close', lineId: spare.id } }]
      : []
  return [
    { ...keeper, spare: null },
    [...close, { do: 'tell', fact: { type: 'spare.dropped', id: spare.id } }],
  ]
}

/** As a call's first attempt would be planned; while nothing is known of the regions all of them are asked, for there is time. */
function planFor({ wanted, records, gateway }: Keeper, { servers }: IceServers, atMs: number) {
  const basis: PlanBasis = {
    wanted,
    servers,
    records,
    gateway: gateway === null ? 'near' : nearness(gateway),
    carrier: null,
    recoveries: 0,
    nowMs: atMs,
    addresses: 'unknown',
  }
  return planAttempt(1, 'first', basis, Object.keys(records).length === 0 ? 'all' : 'two')
}

/**
 * A pooled peer that was made before anything was known of the regions holds an allocation in each, and every one of them is a
 * pair more to be checked, 48 ms apart, before the one that works. Now the far ones are known, or that UDP is of no use.
 */
function isTooWide(keeper: Keeper, ice: IceServers, atMs: number): boolean {
  if (keeper.spare?.kind !== 'pool') return false
  const { route, servers } = planFor(keeper, ice, atMs)
  return route !== keeper.spare.route || servers.length < keeper.spare.breadth
}

/** Asks the page for a peer; one that is there makes room for it. */
function plan(keeper: Keeper, kind: Kind, ice: IceServers, dueAtMs: number | null, atMs: number): KeeperStep {
  const [free, drops] = dropSpare(keeper)
  const { route, servers } = planFor(keeper, ice, atMs)
  const made = keeper.made + 1
  const id = `spare-${String(made).padStart(6, '0')}`
  const lifeMs = kind === 'line' ? KEEP.lineLifeMs : Number.POSITIVE_INFINITY
  const until = Math.min(dueAtMs ?? Number.POSITIVE_INFINITY, atMs + lifeMs)
  const spare = {
    id,
    kind,
    route,
    madeAtMs: atMs,
    dueAtMs: until === Number.POSITIVE_INFINITY ? null : until,
    breadth: servers.length,
  }
  return [
    { ...free, made, spare },
    [...drops, { do: 'tell', fact: { type: 'spare.planned', plan: { id, kind, route, servers } } }],
  ]
}

/** Signaling is there: brings the one peer in line with what should be. */
function settleSpare(keeper: Keeper, atMs: number): KeeperStep {
  const { signaling, spare } = keeper
  if (signaling.at !== 'warm') return [keeper, []]
  const kind = wishedKind(keeper, atMs)
  if (spare !== null && spare.kind !== kind) {
    const [free, drops] = dropSpare(keeper)
    const [next, effects] = settleSpare(free, atMs)
    return [next, [...drops, ...effects]]
  }
  const isGood = spare !== null && !isDue(spare.dueAtMs, atMs) && !isTooWide(keeper, signaling.ice, atMs)
  if (kind === null || isGood) return [keeper, []]
  if (!isDue(signaling.dueAtMs, atMs)) return plan(keeper, kind, signaling.ice, signaling.dueAtMs, atMs)
  const { askedAtMs } = signaling
  if (askedAtMs !== null && atMs - askedAtMs < KEEP.askAgainMs) return [keeper, []]
  return [{ ...keeper, signaling: { ...signaling, askedAtMs: atMs } }, [{ do: 'refresh' }]]
}

/** Brings what is there in line with what should be. */
function settle(keeper: Keeper, atMs: number): KeeperStep {
  const { signaling, gateway } = keeper
  if (!isInUse(keeper, atMs)) {
    const [free, drops] = dropSpare(keeper)
    if (signaling.at === 'closed') return [free, drops]
    return [{ ...free, signaling: { at: 'closed' } }, [...drops, { do: 'close' }]]
  }
  if (signaling.at !== 'closed') return settleSpare(keeper, atMs)
  if (gateway === null || !maySignal(keeper, atMs)) return [keeper, []]
  return [{ ...keeper, signaling: { at: 'opening' } }, [{ do: 'open', gateway }]]
}

/** Another gateway than the one that is warm: the old one is let go of. */
function choose(keeper: Keeper, gateway: string | null): KeeperStep {
  if (gateway === keeper.gateway) return [keeper, []]
  const [free, drops] = dropSpare(keeper)
  const closes: readonly KeeperEffect[] = free.signaling.at === 'closed' ? [] : [{ do: 'close' }]
  const pauses = { signaling: NO_PAUSE, pool: NO_PAUSE, line: NO_PAUSE }
  return [{ ...free, gateway, pauses, signaling: { at: 'closed' } }, [...drops, ...closes]]
}

/** What connections there are may be dead, and what was gathered is not true any more. */
function doubt(keeper: Keeper): KeeperStep {
  const [free, drops] = dropSpare(keeper)
  const pauses = { ...keeper.pauses, signaling: NO_PAUSE, pool: NO_PAUSE }
  if (free.signaling.at === 'closed') return [{ ...free, pauses }, drops]
  const at = free.signaling.at === 'opening' ? 'opening' : 'doubted'
  return [{ ...free, pauses, signaling: { at } }, [...drops, { do: 'reconnect' }]]
}

/** The gateway's or the page's half of the peer is gone. `of` says whose: the other half is told. */
function lose(keeper: Keeper, of: 'gateway' | 'page', reason: string, atMs: number): KeeperStep {
  const { spare } = keeper
  if (spare === null) return [keeper, []]
  const [free, drops] = dropSpare(keeper)
  const other = drops.filter(({ do: what }) => what === (of === 'gateway' ? 'tell' : 'send'))
  // Nothing broke: nobody had called for a while.
  if (reason === 'idle') return [free, other]
  const paused = broken(free, spare.kind, atMs, atMs - spare.madeAtMs)
  if (reason !== 'full') return [paused, other]
  const line = { breaks: paused.pauses.line.breaks, untilMs: atMs + KEEP.fullMs }
  return [{ ...paused, pauses: { ...paused.pauses, line } }, other]
}

/** What the call took is its own; the rest ends with `settle`, because a call is there now. */
function began(keeper: Keeper, gateway: string, took: boolean): KeeperStep {
  const counted = { ...keeper, calls: keeper.calls + 1 }
  if (!took) return choose(counted, gateway)
  return [{ ...counted, signaling: { at: 'closed' }, spare: null, taken: keeper.spare?.id ?? null }, []]
}

const send = (keeper: Keeper, message: Extract<KeeperEffect, { do: 'send' }>['message']): KeeperStep => [
  keeper,
  [{ do: 'send', message }],
]
const tell = (keeper: Keeper, fact: Extract<KeeperEffect, { do: 'tell' }>['fact']): KeeperStep => [
  keeper,
  [{ do: 'tell', fact }],
]

/** What happened, noted; nothing else is decided here. */
function note(keeper: Keeper, event: KeeperEvent): KeeperStep {
  const { atMs } = event
  // Whatever names a peer that is not the one of now comes too late.
  if ('id' in event && keeper.spare?.id !== event.id) return [keeper, []]
  switch (event.type) {
    case 'page.started':
    case 'page.gone': {
      const [free, drops] = dropSpare(keeper)
      return [{ ...free, page: event.type === 'page.gone' ? 'absent' : 'there' }, drops]
    }
    case 'window.focused':
      return [{ ...keeper, focus: { is: 'here' }, idleMs: 0 }, []]
    case 'window.blurred':
      return [
        keeper.focus.is === 'here' ? { ...keeper, focus: { is: 'elsewhere', sinceMs: atMs } } : keeper,
        [],
      ]
    case 'power.changed':
      return [{ ...keeper, power: event.power }, []]
    case 'time.passed':
      return [{ ...keeper, idleMs: event.idleMs }, []]
    case 'gateway.chosen':
      return choose(keeper, event.gateway)
    case 'policy.changed': {
      const { allowed, wanted } = event
      // A peer that is ready was made for the route of before.
      return wanted === keeper.wanted
        ? [{ ...keeper, allowed }, []]
        : dropSpare({ ...keeper, allowed, wanted })
    }
    case 'network.changed':
      return doubt(keeper)
    case 'signaling.welcomed': {
      if (keeper.signaling.at === 'closed') return [keeper, []]
      const { ice } = event
      const pauses = { ...keeper.pauses, signaling: NO_PAUSE }
      return [
        { ...keeper, pauses, signaling: { at: 'warm', ice, dueAtMs: due(ice, atMs), askedAtMs: null } },
        [],
      ]
    }
    case 'regions.known':
      return [{ ...keeper, records: event.records }, []]
    case 'signaling.failed': {
      if (keeper.signaling.at === 'closed') return [keeper, []]
      const [free, drops] = dropSpare({ ...keeper, signaling: { at: 'closed' } })
      return [pausedFor(broken(free, 'signaling', atMs), atMs, event.pauseMs), drops]
    }
    case 'signaling.drains': {
      if (keeper.signaling.at === 'closed') return [keeper, []]
      const [free, drops] = dropSpare(keeper)
      const closed = pausedFor({ ...free, signaling: { at: 'closed' } }, atMs, event.pauseMs)
      return [closed, [...drops, { do: 'close' }]]
    }
    case 'call.began':
      return began(keeper, event.gateway, event.took)
    case 'calls.counted': {
      const counted = { ...keeper, calls: event.count }
      if (event.count > 0 || keeper.taken === null) return [counted, []]
      return tell({ ...counted, taken: null }, { type: 'spare.dropped', id: keeper.taken })
    }
    case 'line.offered':
      return send(keeper, { type: 'line.open', lineId: event.id, sdp: event.sdp })
    case 'line.trickled':
      return send(keeper, { type: 'line.candidate', lineId: event.id, candidate: event.candidate })
    case 'line.answered':
      return tell(keeper, { type: 'spare.answered', id: event.id, sdp: event.sdp })
    case 'line.reached':
      return tell(keeper, { type: 'spare.candidate', id: event.id, candidate: event.candidate })
    case 'line.ended':
      return lose(keeper, 'gateway', event.reason, atMs)
    case 'spare.broke':
      return lose(keeper, 'page', 'broken', atMs)
  }
}

/** One event, and all that follows from it. */
export function keep(keeper: Keeper, event: KeeperEvent): KeeperStep {
  const [noted, first] = note(keeper, event)
  const [settled, then] = settle(noted, event.atMs)
  return [settled, [...first, ...then]]
}
