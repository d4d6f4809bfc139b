// All connections and sessions of a gateway: finds the session that a client comes back to, and keeps their number bounded.
// Must not know what is said in them.
import type { Limits } from '../limits'
import { newSecret } from '../secrets'
import { Connection } from './connection'
import { Session, type SessionDeps, type Transport } from './session'

export interface SessionHouse {
  /** Opens a connection over a transport. */
  open(transport: Transport): Connection
  /** The transport of this connection is gone. */
  lost(connection: Connection): void
  /** Whether no connection more is taken, whoever it may be. */
  full(): boolean
  /** Ends every session. */
  drop(): void
}

/** Opens the house. */
export function createSessionHouse(limits: Limits, deps: Omit<SessionDeps, 'onClosed'>): SessionHouse {
  const sessions = new Map<string, Session>()
  const connections = new Set<Connection>()

  const create = (): Session | null => {
    // The one that waits longest for its client makes room.
    const spare = [...sessions.values()].find(session => session.isSpare())
    if (sessions.size >= limits.sessionsMax) spare?.drop()
    if (sessions.size >= limits.sessionsMax) return null
    const session = new Session(newSecret(), { ...deps, onClosed: id => sessions.delete(id) })
    sessions.set(session.id, session)
    return session
  }
  const find = (id: string): Session | null => sessions.get(id) ?? null

  return {
    open(transport) {
      const connection = new Connection(transport, { create, find }, limits)
      connections.add(connection)
      return connection
    },
    lost(connection) {
      connections.delete(connection)
      connection.drop()
    },
    // Whoever comes back must get in while the connection that died still counts: room for every session twice.
    full: () => connections.size >= limits.sessionsMax * 2,
    drop() {
      for (const session of [...sessions.values()]) session.drop()
    },
  }
}
