// The wire between a client and a gateway, version 1. Owns message shapes; docs/protocol.md tells the story.
// One frame is one JSON text, the same over WebSocket and over the HTTPS event stream.

import { z } from 'zod'
import { CONVERSATION_DOWN, CONVERSATION_UP } from './conversation'
import { failureSchema } from './failure'
import { candidateSchema, iceServersSchema } from './ice'
import { parse } from './parse'
import { REDUNDANCY_MAX } from './red'

export const PROTOCOL_VERSIONS = [1] as const
/** The WebSocket subprotocol, so that a stray endpoint is told from a gateway at the handshake. */
export const SUBPROTOCOL = 'viaduct.v1'
/** A frame larger than this (UTF-8 bytes) is refused unread. An audio-only SDP is about 3 kB. */
export const FRAME_BYTES_MAX = 256 * 1024

const callId = z.string().regex(/^[A-Za-z0-9-]{8,64}$/)
const lineId = callId
const attempt = z.number().int().positive().max(1_000_000)
const sdp = z.string().min(1).max(100_000)
const text = z.string().max(200)
const secret = z.string().min(16).max(200)
const u32 = z.number().int().nonnegative().max(0xffff_ffff)

/** A packet of the agent's sound: the attempt it came on and its RTP timestamp there. */
export const heardUpToSchema = z.object({ attempt, rtpTimestamp: u32 })

/** This client's count of its `go`, rising over the whole call. 32 bits: the gateway writes it into RTP (CSRC). */
export const goNumber = z.number().int().positive().max(0xffff_ffff)

/**
 * Moves the agent's sound to this attempt, to go on after the packet that the client heard last; without one, from now.
 * Sent on signaling and, as the same JSON without a frame around it, on the data channel of the attempt it names.
 * A number that is not higher than every earlier one of the call is a copy or stale, and is ignored.
 */
const goSchema = z.object({
  type: z.literal('go'),
  callId,
  attempt,
  n: goNumber,
  after: heardUpToSchema.nullable().optional(),
})
export type Go = z.infer<typeof goSchema>

/**
 * How many frames before it each packet of the agent shall repeat (RFC 2198), from now on, on whichever attempt; 0 at first. Travels
 * like a `go`, and on the data channel of any attempt. Without RED in the answer it changes nothing.
 */
export const redundancySchema = z.object({
  type: z.literal('call.redundancy'),
  callId,
  /** This client's count of its wishes. */
  n: goNumber,
  depth: z.number().int().nonnegative().max(REDUNDANCY_MAX),
})
export type Redundancy = z.infer<typeof redundancySchema>

/**
 * What an operator tells everybody. `draining`: this gateway takes nothing new and will close; what is there goes on, and is
 * taken up elsewhere or later when its connection ends.
 */
export const NOTICES = ['maintenance', 'draining', 'message'] as const
export const noticeSchema = z.object({
  kind: z.enum(NOTICES),
  /** For a person to read. */
  text: z.string().max(300).optional(),
  /** When it begins, in Unix milliseconds. */
  atMs: z.number().int().nonnegative().optional(),
  /** When whoever has to leave is welcome again, in milliseconds. */
  retryAfterMs: z.number().int().nonnegative().optional(),
})
export type Notice = z.infer<typeof noticeSchema>

export const AGENT_STATES = ['listening', 'thinking', 'speaking'] as const
export type AgentState = (typeof AGENT_STATES)[number]

/** A key of a telephone (RFC 4733 section 3.2). */
export const digitSchema = z.string().regex(/^[0-9*#A-D]$/)
/** How a key travels: within the RTP stream, or beside it where the far end took no telephone-events. */
export const KEY_WAYS = ['rtp', 'signaling'] as const
export type KeyWay = (typeof KEY_WAYS)[number]

/** What arrives of the caller: no packet for a second, packets of silence, or packets that have carried sound. */
export const HEARINGS = ['nothing', 'silence', 'sound'] as const
export type Hearing = (typeof HEARINGS)[number]

/**
 * When an agent came how far with one answer, in its own clock, in milliseconds from the end of the caller's speech: it knew that
 * the caller had ended, had its first token, had its first sound. What an agent does not know it leaves out.
 */
export const stagesSchema = z.object({
  endpointMs: z.number().nonnegative().optional(),
  firstTokenMs: z.number().nonnegative().optional(),
  firstAudioMs: z.number().nonnegative().optional(),
})
export type Stages = z.infer<typeof stagesSchema>

/**
 * Client to gateway. `hello` opens every connection; nothing else is sent before its `welcome`. It may be sent again at any
 * time: the `welcome` that answers carries fresh credentials.
 */
export const clientMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    versions: z.array(z.number().int().positive()).min(1).max(16),
    client: z.object({ name: text, version: text }),
    /** Takes up a session whose connection was lost: its name and the newest token it was given. */
    resume: z.object({ session: secret, token: secret }).optional(),
  }),
  /**
   * Carries the first attempt's offer, so that set-up costs one round trip after `welcome`; or names the open line of this
   * session that becomes the first attempt (`adopt`, and no `sdp`), so that it costs none.
   */
  z
    .object({
      type: z.literal('call.start'),
      callId,
      agent: text,
      attempt,
      sdp: sdp.optional(),
      adopt: lineId.optional(),
      record: z.boolean().optional(),
    })
    .refine(
      ({ sdp: offer, adopt }) => (offer === undefined) !== (adopt === undefined),
      'either sdp or adopt',
    ),
  /** A peer connection before any call: negotiated, silent both ways. Refused or ended by `line.end`. */
  z.object({ type: z.literal('line.open'), lineId, sdp }),
  z.object({ type: z.literal('line.candidate'), lineId, candidate: candidateSchema }),
  z.object({ type: z.literal('line.close'), lineId }),
  z.object({ type: z.literal('attempt.offer'), callId, attempt, sdp }),
  z.object({ type: z.literal('attempt.candidate'), callId, attempt, candidate: candidateSchema }),
  z.object({ type: z.literal('attempt.end'), callId, attempt }),
  goSchema,
  redundancySchema,
  /** The caller hears nothing and says nothing until it is off again; packets flow both ways meanwhile. */
  z.object({ type: z.literal('call.hold'), callId, on: z.boolean() }),
  /** A key that the caller pressed, where it cannot be told within RTP. */
  z.object({ type: z.literal('call.dtmf'), callId, digit: digitSchema }),
  ...CONVERSATION_UP,
  z.object({ type: z.literal('call.end'), callId, reason: text }),
  z.object({ type: z.literal('ping'), id: z.number().int().nonnegative() }),
  /** Ends the session and its calls at once; without it a lost connection is waited for. */
  z.object({ type: z.literal('bye') }),
])
export type ClientMessage = z.infer<typeof clientMessageSchema>

/** Gateway to client. */
export const gatewayMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('welcome'),
    version: z.number().int().positive(),
    gateway: z.object({ name: text, version: text }),
    ice: iceServersSchema,
    /** Calls are recorded here, by this name: each that says `record`, and no other call is taken where it is `required`. */
    recording: z.object({ by: text, required: z.boolean() }).optional(),
    session: secret,
    /** Resumes this session once. The one before it is void as soon as the client has said anything after `hello`. */
    resumeToken: secret,
    resumed: z.boolean(),
  }),
  z.object({ type: z.literal('line.answer'), lineId, sdp }),
  z.object({ type: z.literal('line.candidate'), lineId, candidate: candidateSchema }),
  /** The line is over, or was never taken: `full` (lines are refused first), `broken`, `idle`, `closed`. */
  z.object({ type: z.literal('line.end'), lineId, reason: z.enum(['full', 'broken', 'idle', 'closed']) }),
  z.object({ type: z.literal('call.ringing'), callId }),
  /** The line that `call.start` named is this attempt now. */
  z.object({ type: z.literal('attempt.adopted'), callId, attempt }),
  z.object({ type: z.literal('attempt.answer'), callId, attempt, sdp }),
  z.object({ type: z.literal('attempt.candidate'), callId, attempt, candidate: candidateSchema }),
  z.object({ type: z.literal('agent.state'), callId, state: z.enum(AGENT_STATES) }),
  /** One turn, in the gateway's own clock: end of the caller's speech to the agent's first sound. */
  z.object({
    type: z.literal('agent.turn'),
    callId,
    n: z.number().int().positive(),
    responseMs: z.number().nonnegative(),
    stages: stagesSchema.optional(),
  }),
  /** What arrives of the caller has changed. Told for the first time within a second of the first connected attempt. */
  z.object({ type: z.literal('caller.heard'), callId, state: z.enum(HEARINGS) }),
  /** A key of the caller has arrived, whichever way. */
  z.object({ type: z.literal('dtmf.heard'), callId, digit: digitSchema, by: z.enum(KEY_WAYS) }),
  /** `off` says how much there is, and whether that is all of it, once that is known: before the `call.end`. */
  z.object({
    type: z.literal('recording'),
    callId,
    by: text,
    state: z.enum(['on', 'off']),
    durationMs: z.number().nonnegative().optional(),
    complete: z.boolean().optional(),
  }),
  z.object({ type: z.literal('call.end'), callId, reason: z.enum(['caller', 'agent', 'gateway', 'idle']) }),
  ...CONVERSATION_DOWN,
  noticeSchema.extend({ type: z.literal('notice') }),
  /** With a callId the call is over; without one the connection is. */
  z.object({ type: z.literal('error'), callId: callId.optional(), failure: failureSchema }),
  z.object({ type: z.literal('pong'), id: z.number().int().nonnegative() }),
])
export type GatewayMessage = z.infer<typeof gatewayMessageSchema>

/**
 * Greetings, heartbeats and the last word of a connection concern that connection alone: they are numbered 0, never
 * confirmed and never sent again. Everything else is of the session.
 */
const OF_CONNECTION: ReadonlySet<string> = new Set(['hello', 'welcome', 'ping', 'pong', 'bye'])

/**
 * Whether a message is numbered 0. An `error` without a call is the last word of its connection; that a gateway drains is
 * nothing to be told again by another one.
 */
export const isOfConnection = (message: {
  readonly type: string
  readonly callId?: unknown
  readonly kind?: unknown
}): boolean =>
  OF_CONNECTION.has(message.type) ||
  (message.type === 'error' && message.callId === undefined) ||
  (message.type === 'notice' && message.kind === 'draining')

const frame = <M extends z.ZodType>(message: M) =>
  z.object({
    /** This sender's own count over the whole session, from 1, without holes; 0 for messages of the connection. */
    seq: z.number().int().nonnegative(),
    /** The highest number received from the other end without a hole. */
    ack: z.number().int().nonnegative(),
    message,
  })
/** A frame whose message is not known yet: parsed first, so that an unknown type is not an error. */
const looseFrameSchema = frame(z.looseObject({ type: z.string().max(64) }))
export interface Frame<M> {
  readonly seq: number
  readonly ack: number
  readonly message: M
}

/** The text of a frame around a message that is JSON already: the same body is sent again under a newer `ack`. */
export const frameText = (seq: number, ack: number, body: string): string =>
  `{"seq":${seq},"ack":${ack},"message":${body}}`

/** What a text on the wire turned out to be. `unknown` is normal (a newer peer); `garbage` is not. */
export type Parsed<M> =
  | { readonly kind: 'frame'; readonly frame: Frame<M> }
  | { readonly kind: 'unknown'; readonly seq: number; readonly ack: number; readonly type: string }
  | { readonly kind: 'garbage'; readonly why: string }

function parser<M extends { type: string }>(schema: z.ZodType<M>, types: ReadonlySet<string>) {
  return (wire: string): Parsed<M> => {
    let json: unknown
    try {
      json = JSON.parse(wire)
    } catch {
      return { kind: 'garbage', why: 'not JSON' }
    }
    const loose = parse(looseFrameSchema, json).data
    if (loose === undefined) return { kind: 'garbage', why: 'not a frame' }
    const { seq, ack, message } = loose
    if (!types.has(message.type)) return { kind: 'unknown', seq, ack, type: message.type }
    const strict = parse(schema, message).data
    if (strict === undefined) return { kind: 'garbage', why: `bad ${message.type}` }
    if (isOfConnection(strict) !== (seq === 0)) return { kind: 'garbage', why: `misnumbered ${message.type}` }
    return { kind: 'frame', frame: { seq, ack, message: strict } }
  }
}

const typesOf = (schema: typeof clientMessageSchema | typeof gatewayMessageSchema): ReadonlySet<string> =>
  new Set(schema.options.map(option => option.shape.type.value))

/** Parses one text from a client. Never throws. */
export const parseClientFrame = parser<ClientMessage>(clientMessageSchema, typesOf(clientMessageSchema))
/** Parses one text from a gateway. Never throws. */
export const parseGatewayFrame = parser<GatewayMessage>(gatewayMessageSchema, typesOf(gatewayMessageSchema))

/** The data channel on which an attempt takes its own `go`, and wishes for redundancy. */
export const CHANNEL = 'viaduct'
/** A message on the data channel longer than this is not read. A `go` is about 150 bytes. */
export const CHANNEL_BYTES_MAX = 1024

const channelSchema = z.discriminatedUnion('type', [goSchema, redundancySchema])

/** Reads what a data channel carries; `null` for anything else. Never throws. */
export function parseChannel(wire: string): Go | Redundancy | null {
  if (wire.length > CHANNEL_BYTES_MAX) return null
  try {
    return channelSchema.safeParse(JSON.parse(wire)).data ?? null
  } catch {
    return null
  }
}
