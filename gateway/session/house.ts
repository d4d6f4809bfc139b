// All connections and sessions of a gateway: finds the session that a client comes back to, and keeps their number bounded.
// Must not know what is said in them.
import type { Failure } from '../../protocol/failure'
import type { Notice } from '../../protocol/signaling'
import type { Limits } from '../limits'
import { newSecret, sameSecret } from '../secrets'
import { Connection, type Ticket } from './connection'
import { Session, type SessionDeps, type Transport } from './session'
import { createMemoryStore, type SessionRecord } from './store'

export interface SessionHouse {
  /** Opens a connection over a transport. */
  open(transport: Transport): Connection
  /** The transport of this connection is gone. */
  lost(connection: Connection): void
  /** Whether no connection more is taken, whoever it may be. */
  full(): boolean
  /** Tells every session. What is told while a client is away waits for it. */
  tell(notice: Notice): void
  /** Takes no new sessions from now on, and says so to those that are there and to those that come back. */
  drain(): void
  drains(): boolean
  /** Ends every session here. Those without a call stay in the store. */
  drop(): void
}

type HouseDeps = Omit<SessionDeps, 'onClosed' | 'store' | 'home' | 'draining'> &
  Partial<Pick<SessionDeps, 'store' | 'home'>>

/** Whether a ticket opens this record: one half of the check, the session itself makes the other. */
const fits = ({ tokens }: SessionRecord, { token }: Ticket): boolean =>
  sameSecret(token, tokens.newest) || (tokens.spent !== null && sameSecret(token, tokens.spent))

/** Opens the house. Without a `store` its sessions are its own. */
export function createSessionHouse(limits: Limits, rest: HouseDeps): SessionHouse {
  const sessions = new Map<string, Session>()
  const connections = new Set<Connection>()
  let draining: Notice | null = null
  const deps: SessionDeps = {
    store: createMemoryStore(),
    home: newSecret(),
    ...rest,
    draining: () => draining,
    onClosed: session => {
      if (sessions.get(session.id) === session) sessions.delete(session.id)
    },
  }

  const add = (session: Session): Session => {
    sessions.set(session.id, session)
    return session
  }
  const makeRoom = (): boolean => {
    // The one that waits longest for its client makes room.
    const spare = [...sessions.values()].find(session => session.isSpare())
    if (sessions.size >= limits.sessionsMax) spare?.drop()
    return sessions.size < limits.sessionsMax
  }
  const create = (): Session | Failure => {
    const { retryAfterMs } = limits
    const no = (detail: string): Failure => ({ name: 'signaling_overloaded', detail, retryAfterMs })
    if (draining !== null) return no('this gateway is about to close')
    return makeRoom() ? add(new Session(newSecret(), deps)) : no('as many clients as this gateway takes')
  }
  /** What this gateway holds of a session that went on elsewhere is out of date. */
  const takeOver = async (ticket: Ticket): Promise<Session | null> => {
    const record = await deps.store.find(ticket.session)
    if (record === null || record.home === deps.home || !fits(record, ticket)) return null
    sessions.get(record.id)?.leave()
    if (!makeRoom()) return null
    deps.store.claim(record.id, deps.home)
    return add(new Session(record.id, deps, record))
  }

  return {
    open(transport) {
      const find = (id: string) => sessions.get(id) ?? null
      const connection = new Connection(transport, { create, find, takeOver }, limits)
      connections.add(connection)
      return connection
    },
    lost(connection) {
      connections.delete(connection)
      connection.drop()
    },
    // Whoever comes back must get in while the connection that died still counts: room for every session twice.
    full: () => connections.size >= limits.sessionsMax * 2,
    tell: notice => {
      for (const session of sessions.values()) session.tell(notice)
    },
    drain: () => {
      draining = { kind: 'draining', retryAfterMs: limits.retryAfterMs }
      for (const session of sessions.values()) session.tell(draining)
    },
    drains: () => draining !== null,
    drop() {
      for (const session of [...sessions.values()]) session.leave()
    },
  }
}
