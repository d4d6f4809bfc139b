// The wire's parsers: never a throw, every message there and back, newer peers understood as far as they can be.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ClientMessage,
  frameText,
  type GatewayMessage,
  isOfConnection,
  parseClientFrame,
  parseGatewayFrame,
} from '../../protocol/signaling'
import { CLIENT_MESSAGES, GATEWAY_MESSAGES } from './messages'

const parsers = { client: parseClientFrame, gateway: parseGatewayFrame } as const
const wire = (message: unknown, seq: unknown = 1, ack: unknown = 0): string =>
  JSON.stringify({ seq, ack, message })
const KINDS = ['frame', 'unknown', 'garbage']

describe.each(Object.entries(parsers))('the parser for a %s', (_, parse) => {
  test('throws at no text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), text => KINDS.includes(parse(text).kind)))
  })

  test('throws at no JSON', () => {
    fc.assert(fc.property(fc.json({ maxDepth: 6 }), text => parse(text).kind === 'garbage'))
  })

  test('throws at nothing that looks like a frame', () => {
    const types = [...CLIENT_MESSAGES, ...GATEWAY_MESSAGES].map(({ type }) => type)
    const message = fc.dictionary(fc.string(), fc.jsonValue()).chain(rest =>
      fc.record({ type: fc.constantFrom(...types, 'constructor', '__proto__', 'toString') }).map(type => ({ ...rest, ...type })),
    ) // biome-ignore format: one line
    fc.assert(
      fc.property(fc.jsonValue(), message, (seq, body) => KINDS.includes(parse(wire(body, seq)).kind)),
    )
  })

  test('keeps prototypes clean', () => {
    for (const key of ['__proto__', 'constructor'])
      parse(
        `{"seq":0,"ack":0,"${key}":{"polluted":1},"message":{"type":"ping","id":1,"${key}":{"polluted":1}}}`,
      )
    expect('polluted' in {}).toBe(false)
  })

  test('survives ten thousand brackets', () => {
    expect(parse('['.repeat(10_000)).kind).toBe('garbage')
    expect(parse(`{"seq":0,"ack":0,"message":{"type":"ping","id":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`).kind).not.toBe('frame') // biome-ignore format: one line
  })

  test('takes an unknown type for a newer peer', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.integer({ min: 1, max: 1_000_000 }), (name, seq) => {
        const type = `x.${name}`
        expect(parse(wire({ type, anything: [1, { deep: true }] }, seq))).toEqual({
          kind: 'unknown',
          seq,
          ack: 0,
          type,
        })
      }),
    )
  })

  test.each([-1, 1.5, '1', null])('takes no frame numbered or confirming %s', number => {
    const end = { type: 'attempt.candidate', callId: 'call-0001', attempt: 1, candidate: null }
    expect(parse(wire(end)).kind).toBe('frame')
    expect(parse(wire(end, number)).kind).toBe('garbage')
    expect(parse(wire(end, 1, number)).kind).toBe('garbage')
  })

  test('numbers what is of the connection 0, and nothing else', () => {
    const own = parse === parseClientFrame ? CLIENT_MESSAGES : GATEWAY_MESSAGES
    for (const message of own) {
      const kinds = [0, 1].map(seq => parse(wire(message, seq)).kind)
      expect(kinds).toEqual(isOfConnection(message) ? ['frame', 'garbage'] : ['garbage', 'frame'])
    }
  })
})

/** zod compares it with a bound, and that throws. */
const NO_NUMBER = { length: { toString: null } }

const roundTrip = <M extends { type: string }>(messages: readonly M[], parse: (wire: string) => unknown) =>
  test.each(messages.map(message => [message.type, message] as const))('%s', (_, message) => {
    const seq = isOfConnection(message) ? 0 : 7
    const frame = { seq, ack: 3, message }
    expect(parse(frameText(seq, 3, JSON.stringify(message)))).toEqual({ kind: 'frame', frame })
  })
describe('from client to gateway and back', () => roundTrip<ClientMessage>(CLIENT_MESSAGES, parseClientFrame))
describe('from gateway to client and back', () =>
  roundTrip<GatewayMessage>(GATEWAY_MESSAGES, parseGatewayFrame))

test('that a gateway drains is of the connection, any other notice of the session', () => {
  const kinds = (kind: string) =>
    [0, 1].map(seq => parseGatewayFrame(wire({ type: 'notice', kind }, seq)).kind)
  expect(kinds('draining')).toEqual(['frame', 'garbage'])
  expect(kinds('maintenance')).toEqual(['garbage', 'frame'])
})

test.each([
  ['a client', parseClientFrame, { type: 'hello', versions: [1], client: { name: NO_NUMBER, version: '1' } }, 'bad hello'],
  ['a gateway', parseGatewayFrame, { type: 'call.ringing', callId: NO_NUMBER }, 'bad call.ringing'],
  ['a frame', parseGatewayFrame, { type: NO_NUMBER }, 'not a frame'],
] as const)('a length that is no number breaks no parser: %s', (_, parse, message, why) => {
  expect(parse(wire(message))).toEqual({ kind: 'garbage', why })
}) // biome-ignore format: one row a case

describe('a known type in a bad shape is garbage, and says which', () => {
  test.each([
    ['a call id too short', parseClientFrame, { type: 'call.end', callId: 'x', reason: '' }, 'bad call.end'],
    ['an attempt zero', parseClientFrame, { type: 'go', callId: 'call-0001', attempt: 0, n: 1 }, 'bad go'],
    ['no versions', parseClientFrame, { type: 'hello', versions: [], client: { name: 'a', version: '1' } }, 'bad hello'],
    ['an SDP too long', parseGatewayFrame, { type: 'attempt.answer', callId: 'call-0001', attempt: 1, sdp: 'x'.repeat(100_001) }, 'bad attempt.answer'],
    ['an agent state unheard of', parseGatewayFrame, { type: 'agent.state', callId: 'call-0001', state: 'bored' }, 'bad agent.state'],
    ['a failure outside the catalogue', parseGatewayFrame, { type: 'error', failure: { name: 'oops' } }, 'bad error'],
  ] as const)('%s', (_, parse, message, why) => {
    expect(parse(wire(message))).toEqual({ kind: 'garbage', why })
  }) // biome-ignore format: one row each

  test('what a newer peer adds to a known message is left out', () => {
    expect(parseGatewayFrame(wire({ type: 'pong', id: 1, newer: true }, 0))).toMatchObject({ frame: { message: { type: 'pong', id: 1 } } }) // biome-ignore format: one line
  })
})
