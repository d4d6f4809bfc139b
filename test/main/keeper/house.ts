// A keeper in virtual time with the simplest world around it: a gateway that welcomes at once unless told otherwise, and a
// page that holds what it is told to. Counts what both hold; a thing done twice, or to nobody, is a fault.
import type { Happening } from '../../../main/signaling/keeper/events'
import { createKeeper, type Keeper, type KeeperEffect } from '../../../main/signaling/keeper/keeper'
import { keep } from '../../../main/signaling/keeper/transition'
import type { IceServers } from '../../../protocol/ice'

export const GATEWAY = 'wss://voice.example/v1'
export const OTHER = 'wss://other.example/v1'
export const SECOND = 1_000
export const MINUTE = 60_000

export interface House {
  readonly keeper: () => Keeper
  readonly happen: (...what: readonly Happening[]) => House
  /** Lets time pass, looking every five seconds as main does. Nobody touches the computer meanwhile, if `idle`. */
  readonly wait: (ms: number, idle?: 'idle') => House
  /** What a call does at its dial and at its end. */
  readonly dial: (gateway?: string) => House
  readonly hangUp: () => House
  readonly effects: readonly KeeperEffect[]
  /** Effects since the last question. */
  readonly said: () => readonly string[]
  /** Peers that the page holds: their kinds by name. */
  readonly held: ReadonlyMap<string, 'pool' | 'line'>
  /** Lines that the gateway holds. */
  readonly lines: ReadonlySet<string>
  readonly isOpen: () => boolean
  readonly faults: readonly string[]
}

export interface HouseOptions {
  readonly allowed?: Keeper['allowed']
  readonly welcomes?: 'at once' | 'never' | 'fails'
  /** How long the credentials of each welcome last. */
  readonly lifeMs?: number | null
}

const wordOf = (effect: KeeperEffect): string => {
  if (effect.do === 'send') return `send ${effect.message.type}`
  return effect.do === 'tell' ? effect.fact.type : effect.do
}

export function houseOf(options: HouseOptions = {}): House {
  const { allowed = { pool: true, line: false }, welcomes = 'at once', lifeMs = null } = options
  let nowMs = 1_000_000
  let idleMs = 0
  let open = false
  let keeper = createKeeper(allowed, 'auto', nowMs)
  const effects: KeeperEffect[] = []
  const held = new Map<string, 'pool' | 'line'>()
  const lines = new Set<string>()
  const faults: string[] = []
  const ice = (): IceServers => ({ servers: [], expiresAtMs: lifeMs === null ? null : nowMs + lifeMs })

  const tell = (effect: Extract<KeeperEffect, { do: 'tell' }>): Happening[] => {
    const { fact } = effect
    if (fact.type === 'spare.dropped') held.delete(fact.id)
    if (fact.type !== 'spare.planned') return []
    const { id, kind } = fact.plan
    if ([...held.values()].includes(kind)) faults.push(`two of kind ${kind}`)
    held.set(id, kind)
    return kind === 'line' ? [{ type: 'line.offered', id, sdp: 'offer' }] : []
  }
  const perform = (effect: KeeperEffect): Happening[] => {
    if (effect.do === 'tell') return tell(effect)
    if (effect.do === 'open') {
      if (open) faults.push('opened twice')
      open = true
    } else if (!open) faults.push(`${wordOf(effect)} without signaling`)
    if (effect.do === 'close') {
      open = false
      lines.clear()
    }
    if (effect.do === 'send' && effect.message.type === 'line.open') lines.add(effect.message.lineId)
    if (effect.do === 'send' && effect.message.type === 'line.close') lines.delete(effect.message.lineId)
    const greets = effect.do === 'open' || effect.do === 'refresh' || effect.do === 'reconnect'
    if (!greets || welcomes === 'never') return []
    if (welcomes === 'at once') return [{ type: 'signaling.welcomed', ice: ice() }]
    open = false
    return [{ type: 'signaling.failed', pauseMs: 0 }]
  }
  const step = (what: Happening): void => {
    // Whoever says that something is over does not hold it any more.
    if (what.type === 'spare.broke') held.delete(what.id)
    if (what.type === 'line.ended') lines.delete(what.id)
    if (what.type === 'signaling.failed') open = false
    const [next, then] = keep(keeper, { ...what, atMs: nowMs })
    keeper = next
    const answers = then.flatMap(effect => {
      effects.push(effect)
      return perform(effect)
    })
    for (const answer of answers) step(answer)
  }
  let read = 0
  const house: House = {
    keeper: () => keeper,
    happen: (...what) => {
      for (const one of what) step(one)
      return house
    },
    wait: (ms, idle) => {
      for (let left = ms; left > 0; left -= 5 * SECOND) {
        const passed = Math.min(left, 5 * SECOND)
        nowMs += passed
        idleMs = idle === undefined ? 0 : idleMs + passed
        step({ type: 'time.passed', idleMs })
      }
      return house
    },
    dial: (gateway = GATEWAY) => {
      const took = gateway === keeper.gateway && keeper.signaling.at === 'warm'
      // The line and its peer are the call's from now on.
      if (took) open = false
      return house.happen({ type: 'call.began', gateway, took }, { type: 'calls.counted', count: 1 })
    },
    hangUp: () => {
      // The call's goodbye ends its line at the gateway.
      if (!open) lines.clear()
      return house.happen({ type: 'calls.counted', count: 0 })
    },
    effects,
    said: () => {
      const words = effects.slice(read).map(wordOf)
      read = effects.length
      return words
    },
    held,
    lines,
    isOpen: () => open,
    faults,
  }
  return house
}

/** A window somebody looks at, with a gateway to keep warm. */
export const inUse = (options: HouseOptions = {}): House =>
  houseOf(options).happen(
    { type: 'page.started' },
    { type: 'window.focused' },
    { type: 'gateway.chosen', gateway: GATEWAY },
  )
