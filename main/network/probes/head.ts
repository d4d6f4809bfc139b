// Reads the head of one HTTP/1.1 answer (RFC 9112) from a socket, as far as a probe needs it. Hostile input: bounded in size and time.
// Must not know what was asked.
import type { Duplex } from 'node:stream'
import type { Shut } from './shut'

export interface Head {
  readonly status: number
  /** Of the first header of that name, in lower case; '' where there is none. */
  readonly get: (name: string) => string
  readonly all: (name: string) => readonly string[]
  /** What came of the body with it. */
  readonly start: string
}

const HEAD_CHARS_MAX = 16_384

/** Null: no HTTP answer. */
export function parseHead(text: string): Head | null {
  const [lines = '', ...rest] = text.split('\r\n\r\n')
  const [first = '', ...headers] = lines.split('\r\n')
  const status = /^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(first)?.[1]
  if (status === undefined) return null
  const pairs = headers.map(line => {
    const at = line.indexOf(':')
    return [line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()] as const
  })
  const all = (name: string) => pairs.filter(([own]) => own === name).map(([, value]) => value)
  return { status: Number(status), get: name => all(name)[0] ?? '', all, start: rest.join('\r\n\r\n') }
}

/** Reads until the head is whole, or says how it ended. What answers no HTTP is `refused`. */
export function readHead(socket: Duplex, boundMs: number): Promise<Head | Shut> {
  return new Promise(resolve => {
    let text = ''
    const settle = (result: Head | Shut) => {
      clearTimeout(late)
      socket.off('data', take).off('end', ended).off('close', ended).off('error', broke)
      resolve(result)
    }
    const late = setTimeout(() => settle('silent'), boundMs)
    const take = (chunk: Buffer) => {
      text += chunk.toString('latin1')
      if (text.includes('\r\n\r\n') || text.length > HEAD_CHARS_MAX) settle(parseHead(text) ?? 'refused')
    }
    const ended = () => settle(parseHead(text) ?? 'reset')
    const broke = () => settle('reset')
    socket.on('data', take).on('end', ended).on('close', ended).on('error', broke)
  })
}

/** Asks over an open socket and reads the head of the answer. No redirect is followed, no cookie is sent. */
export function askHead(
  socket: Duplex,
  { host, path, headers = {} }: { host: string; path: string; headers?: Readonly<Record<string, string>> },
  boundMs: number,
): Promise<Head | Shut> {
  const lines = Object.entries({ Host: host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`)
  return readHead(socket, boundMs)
}
