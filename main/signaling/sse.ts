// Reads server-sent events from bytes as they come (WHATWG HTML section 9.2.6), holding a bounded part of them.
// Knows nothing of what the events carry.

export interface ServerSentEvent {
  /** `message` where the stream names none. */
  readonly event: string
  readonly data: string
}

export interface SseParser {
  /** Takes the next bytes, cut anywhere. `oversize`: one event or line outgrew the bound; feed no more. */
  feed(bytes: Uint8Array): 'ok' | 'oversize'
}

/** Makes a parser that emits each complete event and keeps at most `charsMax` characters of an incomplete one. */
export function createSseParser(charsMax: number, emit: (event: ServerSentEvent) => void): SseParser {
  const decoder = new TextDecoder('utf-8')
  let event = ''
  let data: string[] = []
  let dataChars = 0
  let rest = ''
  let endedInCr = false

  const dispatch = () => {
    const complete: ServerSentEvent = { event: event || 'message', data: data.join('\n') }
    const worth = data.length > 0
    event = ''
    data = []
    dataChars = 0
    if (worth) emit(complete)
  }

  const field = (line: string) => {
    const colon = line.indexOf(':')
    if (colon === 0) return
    const name = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (name === 'event') event = value
    if (name !== 'data') return
    data.push(value)
    dataChars += value.length + 1
  }

  return {
    feed(bytes) {
      const decoded = decoder.decode(bytes, { stream: true })
      if (decoded === '') return 'ok'
      // A line end may be cut between CR and LF.
      const text = endedInCr && decoded.startsWith('\n') ? decoded.slice(1) : decoded
      endedInCr = text.endsWith('\r')
      // Only the new text is searched, so that a drip of single bytes costs no more than one big chunk.
      const lines = text.split(/\r\n|\r|\n/)
      for (const [index, part] of lines.entries()) {
        rest += part
        if (rest.length + dataChars > charsMax) return 'oversize'
        if (index === lines.length - 1) break
        const line = rest
        rest = ''
        if (line === '') dispatch()
        else field(line)
      }
      return 'ok'
    },
  }
}
