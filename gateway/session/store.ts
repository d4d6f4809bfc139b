// Where sessions are kept so that another gateway can go on with them: a shape, and the default that stays in this process.
// Must not know what is said in a session. docs/scale.md tells what a shared one is for.
import type { LedgerState } from '../../protocol/ledger'
import type { TokensState } from './tokens'

/** A session that has no call, as any gateway can take it up. Plain JSON. */
export interface SessionRecord {
  readonly id: string
  /** The gateway that holds it now. */
  readonly home: string
  readonly tokens: TokensState
  readonly ledger: LedgerState
  /** How often it was greeted: relay user names go on from here. */
  readonly welcomes: number
}

/**
 * Sessions by their names. Saved after every frame of a session at rest and removed when a call begins: a call's sound is in one
 * process, so nobody else can take it up. A client greets over one connection at a time, so no two gateways want the same one; but
 * the one that lost it does not know, so what it saves or removes counts no more. Nothing here may throw but `find`.
 */
export interface SessionStore {
  /** Replaces what this record's home saved. It is worth nothing after `keepMs`. */
  save(record: SessionRecord, keepMs: number): void
  find(id: string): Promise<SessionRecord | null>
  /** From now on it is this home's. */
  claim(id: string, home: string): void
  remove(id: string, home: string): void
}

/** Keeps sessions in this process: what is saved goes with it. */
export function createMemoryStore(nowMs: () => number = () => performance.now()): SessionStore {
  const kept = new Map<string, { readonly record: SessionRecord; readonly untilMs: number }>()
  const get = (id: string): SessionRecord | null => {
    const found = kept.get(id)
    return found !== undefined && found.untilMs > nowMs() ? found.record : null
  }
  const isOf = (id: string, home: string): boolean => (get(id)?.home ?? home) === home
  const sweep = (): void => {
    // Saved anew means at the end: the oldest come first.
    for (const [id, { untilMs }] of kept) {
      if (untilMs > nowMs()) return
      kept.delete(id)
    }
  }
  return {
    save: (record, keepMs) => {
      sweep()
      if (!isOf(record.id, record.home)) return
      kept.delete(record.id)
      kept.set(record.id, { record, untilMs: nowMs() + keepMs })
    },
    find: async id => get(id),
    claim: (id, home) => {
      const found = kept.get(id)
      if (found !== undefined) kept.set(id, { ...found, record: { ...found.record, home } })
    },
    remove: (id, home) => {
      if (isOf(id, home)) kept.delete(id)
    },
  }
}
