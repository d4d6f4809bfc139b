// What coturn's log tells of credentials. Pure.

/** One credential that allocated: `expiresAt` in Unix seconds stands in its user name (draft-uberti-behave-turn-rest). */
interface Used {
  readonly username: string
  readonly expiresAt: number
}

const NEW = /session \d+: new, realm=<[^>]*>, username=<((\d+):[^>]*)>/g

/** The credentials that opened an allocation, each once, the one that expires first first. */
export function credentialsIn(logs: readonly string[]): Used[] {
  const found = new Map<string, number>()
  for (const log of logs)
    for (const [, name = '', expiry] of log.matchAll(NEW)) found.set(name, Number(expiry))
  return [...found]
    .map(([username, expiresAt]) => ({ username, expiresAt }))
    .sort((a, b) => a.expiresAt - b.expiresAt)
}

/**
 * Sentences about a call of `seconds` that outlived its credentials, none when each was replaced before it expired.
 * @param ttlSeconds the life of one
 */
export function lapses(used: readonly Used[], ttlSeconds: number, seconds: number): string[] {
  const [first] = used
  const last = used.at(-1)
  if (first === undefined || last === undefined) return ['no credential was used']
  const late = used.slice(1).flatMap(({ expiresAt }, index) => {
    const gap = expiresAt - (used[index]?.expiresAt ?? expiresAt)
    return gap > ttlSeconds
      ? [`credential ${index + 2} came ${gap - ttlSeconds} s after the one before had expired`]
      : []
  })
  const covered = last.expiresAt - (first.expiresAt - ttlSeconds)
  return covered >= seconds
    ? late
    : [...late, `the last credential expired ${Math.round(seconds - covered)} s before the end`]
}

/** What one allocation carried, as coturn counts it when it ends. */
export interface Usage {
  /** UDP towards the peer, both ways, without TURN's own framing. */
  readonly peerBytes: number
  readonly protocol: 'udp' | 'tcp' | 'tls'
}

/** The allocations that ended, each with what it carried: `peer usage` is told several times, for what came since. */
export function usagesIn(log: string): Usage[] {
  const sessions = new Map<string, { peerBytes: number; protocol: Usage['protocol'] }>()
  for (const [, id = '', rest = ''] of log.matchAll(/session (\d+): (.*)/g)) {
    const one = sessions.get(id) ?? { peerBytes: 0, protocol: 'udp' }
    const [, received, sent] = /^peer usage: .* rb=(\d+), sp=\d+, sb=(\d+)/.exec(rest) ?? []
    one.peerBytes += Number(received ?? 0) + Number(sent ?? 0)
    if (/^new, .*cipher=/.test(rest)) one.protocol = 'tls'
    sessions.set(id, one)
  }
  return [...sessions.values()]
}
