import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSseParser, type ServerSentEvent } from '../../../main/signaling/sse'

const bytes = (text: string) => new TextEncoder().encode(text)

function parse(chunks: readonly Uint8Array[], max = 1000) {
  const events: ServerSentEvent[] = []
  const parser = createSseParser(max, event => events.push(event))
  const verdicts = chunks.map(chunk => parser.feed(chunk))
  return { events, verdicts }
}

const STREAM = [
  'event: open\ndata: {"session":"abc"}\n\n',
  ': alive\n\n',
  'event: frame\r\nid: 1\r\ndata: {"seq":1,"word":"grüß 你好 🎧"}\r\n\r\n',
  'data:two\rdata: lines\r\r',
  'event: nothing\n\n',
  'retry: 10\ndata\n\n',
  '\uFEFFevent: late byte order mark\n\n',
  'data: unfinished',
].join('')

const EVENTS: ServerSentEvent[] = [
  { event: 'open', data: '{"session":"abc"}' },
  { event: 'frame', data: '{"seq":1,"word":"grüß 你好 🎧"}' },
  { event: 'message', data: 'two\nlines' },
  { event: 'message', data: '' },
]

describe('the event stream parser', () => {
  it('reads events, names, comments and all three line ends', () => {
    expect(parse([bytes(STREAM)]).events).toEqual(EVENTS)
  })

  it('reads the same wherever the stream is cut in two', () => {
    const whole = bytes(STREAM)
    for (let cut = 0; cut <= whole.length; cut += 1) {
      expect(parse([whole.slice(0, cut), whole.slice(cut)]).events, `cut at ${cut}`).toEqual(EVENTS)
    }
  })

  it('reads the same byte by byte, with empty chunks between', () => {
    const drops = [...bytes(STREAM)].flatMap(byte => [Uint8Array.of(byte), new Uint8Array()])
    expect(parse(drops).events).toEqual(EVENTS)
  })

  it('reads the same however it is cut', () => {
    const whole = bytes(STREAM)
    fc.assert(
      fc.property(fc.array(fc.nat(whole.length), { maxLength: 12 }), cuts => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), whole.length]
        const chunks = edges.slice(1).map((edge, index) => whole.slice(edges[index], edge))
        expect(parse(chunks).events).toEqual(EVENTS)
      }),
    )
  })

  it('never throws over bytes of any kind', () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 64 })), chunks => void parse(chunks)))
  })

  it.each([
    ['one line without an end', 'data: xxxxxxxxxxxxxxxxxxxxxxx'],
    ['one event without an end', 'data: x\n'],
    ['empty lines of data', 'data\n'],
  ])('refuses %s that outgrows the bound', (_name, piece) => {
    const { verdicts, events } = parse(Array.from({ length: 1000 }, () => bytes(piece)))
    expect(verdicts[0]).toBe('ok')
    expect(verdicts).toContain('oversize')
    expect(events).toEqual([])
  })

  it('takes a huge chunk of small events', () => {
    expect(parse([bytes('data: x\n\n'.repeat(50_000))]).events).toHaveLength(50_000)
  })

  it('takes a full frame in single bytes without slowing down', () => {
    const frame = bytes(`data: ${'x'.repeat(256 * 1024)}\n\n`)
    const before = performance.now()
    const events: ServerSentEvent[] = []
    const parser = createSseParser(300_000, event => events.push(event))
    for (const byte of frame) parser.feed(Uint8Array.of(byte))
    expect(events).toHaveLength(1)
    expect(performance.now() - before).toBeLessThan(3_000)
  })
})
