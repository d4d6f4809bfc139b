// What a hostile signaling server sends: bytes of one frame, of every kind that is known to break parsers, and well-formed ones between
// them, so that sessions come far enough to be harmed. Everything comes from one seed.
import { FRAME_BYTES_MAX, frameText, isOfConnection } from '../../protocol/signaling'
import { GATEWAY_MESSAGES } from '../protocol/messages'

/** What the server knows of the session: the number that is due, and how much was said to it. */
export interface Place {
  readonly due: number
  readonly said: number
  readonly callId: string
}

export interface Hostile {
  /** Which kind it is, for the count. */
  readonly kind: string
  readonly bytes: Uint8Array
}

const NASTY: readonly unknown[] = [
  null, true, -1, 0, 1.5, 2 ** 31, 2 ** 53, -0, 1e308, '', '0', 'x'.repeat(5_000), '\u0000', '\ud800', '👩‍👩‍👧', '__proto__',
  [], {}, [[[]]], { __proto__: 1 }, ['constructor'], { length: -1 }, { toString: null }, { toJSON: 1 }, 'v=0\r\n'.repeat(1_000),
] // biome-ignore format: one list

const KEYS = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', '0', '', '👩'] as const

const POLLUTIONS: readonly string[] = [
  '{"__proto__":{"polluted":1},"seq":DUE,"ack":0,"message":{"type":"call.ringing","callId":"CALL"}}',
  '{"seq":DUE,"ack":0,"message":{"type":"call.ringing","callId":"CALL","__proto__":{"polluted":1}}}',
  '{"seq":DUE,"ack":0,"message":{"__proto__":{"type":"call.ringing","callId":"CALL"}}}',
  '{"seq":DUE,"ack":0,"message":{"type":"__proto__"}}',
  '{"seq":DUE,"ack":0,"message":{"type":"constructor","prototype":{"polluted":1}}}',
  '{"seq":DUE,"ack":0,"message":{"type":"error","failure":{"name":"__proto__"}}}',
  '{"seq":DUE,"ack":0,"message":{"type":"error","callId":"CALL","failure":{"name":"toString"}}}',
  '{"constructor":{"prototype":{"polluted":1}},"seq":DUE,"ack":0,"message":{"type":"notice","kind":"valueOf"}}',
]

/** Makes frames from `random`, numbers in [0, 1). */
export function createHostility(random: () => number) {
  const below = (max: number): number => Math.floor(random() * max)
  const one = <T>(list: readonly T[]): T => list[below(list.length)] as T
  const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8')
  const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, () => below(256))

  const ours = (callId: string): object => {
    const message = structuredClone(one(GATEWAY_MESSAGES))
    return 'callId' in message ? { ...message, callId } : message
  }
  const numbered = (message: unknown, seq: number, ack: number): string => {
    const typed = typeof message === 'object' && message !== null && 'type' in message
    const ofConnection = typed && isOfConnection(message as { type: string })
    return frameText(ofConnection ? 0 : seq, ack, JSON.stringify(message))
  }
  const inOrder = ({ due, said, callId }: Place): string => numbered(ours(callId), due, below(said + 1))

  /** Puts something nasty in the place of a random value somewhere in a message. */
  const spoil = (value: unknown, depth = 0): unknown => {
    const inside = typeof value === 'object' && value !== null && depth < 4 && random() < 0.8
    if (!inside) return one(NASTY)
    const keys = Object.keys(value)
    if (keys.length === 0) return one(NASTY)
    const key = one(keys)
    if (random() < 0.1) return { ...value, [one(KEYS)]: one(NASTY) }
    return { ...value, [key]: spoil(Reflect.get(value, key), depth + 1) }
  }
  /** Flips, doubles, drops and moves bytes of a good frame. */
  const mutate = (good: Uint8Array): Uint8Array => {
    let bad = Buffer.from(good)
    for (let changes = 1 + below(4); changes > 0 && bad.length > 0; changes -= 1) {
      const at = below(bad.length)
      const what = below(4)
      if (what === 0) bad[at] = below(256)
      if (what === 1) bad = Buffer.concat([bad.subarray(0, at), bytes(1 + below(6)), bad.subarray(at)])
      if (what === 2) bad = Buffer.concat([bad.subarray(0, at), bad.subarray(at + 1 + below(6))])
      if (what === 3) bad = Buffer.concat([bad.subarray(0, at), bad.subarray(below(bad.length))])
    }
    return bad
  }
  const deep = (): string => {
    const [open, close] = one([['[', ']'], ['{"a":', '}'], ['[{"b":', '}]']] as const) // biome-ignore format: one line
    const depth = 10 ** below(5) + below(50)
    const nest = open.repeat(depth) + (random() < 0.5 ? `0${close.repeat(depth)}` : '')
    return random() < 0.5 ? nest : `{"seq":1,"ack":0,"message":{"type":"welcome","ice":${nest}}}`
  }
  const huge = ({ due, callId }: Place): string => {
    const size = one([FRAME_BYTES_MAX - 200, FRAME_BYTES_MAX, FRAME_BYTES_MAX * 4])
    const filling = one(['x', 'ü', '\\u0041', ' ']).repeat(Math.ceil(size / 6))
    return frameText(due, 0, JSON.stringify({ type: 'attempt.answer', callId, attempt: 1, sdp: filling }))
  }
  const welcome = GATEWAY_MESSAGES.find(({ type }) => type === 'welcome')
  const wild = (): number => one([0, 1, 2, -1, 2 ** 31, 2 ** 53, below(100), Number.MAX_VALUE, 0.5])

  const kinds: readonly (readonly [share: number, kind: string, make: (place: Place) => Uint8Array])[] = [
    [30, 'well-formed', place => utf8(inOrder(place))],
    [18, 'spoilt value', place => utf8(numbered(spoil(ours(place.callId)), place.due, 0))],
    [16, 'mutated bytes', place => mutate(utf8(inOrder(place)))],
    [8, 'wrong number', place => utf8(frameText(wild(), wild(), JSON.stringify(ours(place.callId))))],
    [8, "another call's", place => utf8(numbered(ours(`call-${below(9_000) + 1_000}`), place.due, 0))],
    [6, 'random bytes', () => bytes(below(300))],
    [
      5,
      'prototypes',
      ({ due, callId }) => utf8(one(POLLUTIONS).replace('DUE', `${due}`).replace('CALL', callId)),
    ],
    [
      4,
      'unknown type',
      ({ due }) => utf8(numbered({ type: `x${random()}`, ...{ more: one(NASTY) } }, due, 0)),
    ],
    [2, 'another version', () => utf8(numbered({ ...welcome, version: 2 + below(2 ** 30) }, 0, 0))],
    [3, 'bad UTF-8', place => Buffer.concat([utf8(inOrder(place)).subarray(0, -9), bytes(3), utf8('xx"}}')])],
    [1.5, 'deep', () => utf8(deep())],
    [0.5, 'huge', place => utf8(huge(place))],
  ]
  const total = kinds.reduce((sum, [share]) => sum + share, 0)

  return (place: Place): Hostile => {
    let left = random() * total
    for (const [share, kind, make] of kinds) {
      left -= share
      if (left < 0) return { kind, bytes: make(place) }
    }
    return { kind: 'nothing', bytes: new Uint8Array() }
  }
}
