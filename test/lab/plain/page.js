/**
 * Calls as others make them: no retry, no restart, no second path. Which of `WAYS` is the order's choice.
 *
 * What the clock includes: it starts when the peer connection is made. Signaling is open and greeted by then, the servers'
 * credentials are there and the microphone is open, so none of that counts. It stops at the first inbound RTP packet, seen by
 * asking the receiver every 10 ms. Our own rows have the same span in `fromAttemptMs`; their `firstMediaMs` is from the dial.
 */
import { openSignaling } from './signaling.js'
import { firstPacket, markStates, pathOf, pause, play, sample, watch } from './watch.js'
import { WAYS } from './ways.js'

/** @typedef {{ url: string, agent: string, seconds: number, way: string, settleMs: number }} Order */

const failed = (
  /** @type {string} */ name,
  /** @type {string} */ layer,
  /** @type {object} */ rest = {},
) => ({
  outcome: 'failed',
  failure: { name, layer, detail: null },
  firstMediaMs: null,
  failedMs: null,
  path: null,
  marks: {},
  recoveries: [],
  ...rest,
})

/**
 * Begins a call; resolves with its connection once its offer is on the way, and with what marks its states.
 * @param {import('./ways.js').Way} way @param {Omit<import('./ways.js').Start, 'made'>} start @param {number} startedAt
 */
async function begin(way, start, startedAt) {
  /** @type {RTCPeerConnection[]} */
  const made = []
  /** @type {Record<string, number>} */
  let marks = {}
  await way.begin({
    ...start,
    made: connection => {
      made.push(connection)
      play(connection)
      marks = markStates(connection, startedAt)
    },
  })
  const [connection] = made
  if (connection === undefined) throw new Error('no connection was made')
  return { connection, marks }
}

/**
 * The call itself, everything it needs being open.
 * @param {import('./signaling.js').Opened} opened @param {MediaStream} microphone @param {Order} order
 */
async function callOver({ line, servers }, microphone, { agent, seconds, way: name }) {
  const way = WAYS.get(name)
  if (way === undefined) throw new Error(`there is no way ${name}`)
  const callId = crypto.randomUUID()
  const startedAt = performance.now()
  const { connection, marks } = await begin(way, { line, servers, microphone, agent, callId }, startedAt)
  try {
    const firstMediaMs = await firstPacket(connection, startedAt, way.boundMs)
    if (firstMediaMs === null) return failed('relay_no_path', 'relay', { failedMs: way.boundMs, marks })
    document.title = 'active'
    const path = await pathOf(connection)
    const sampling = sample(connection)
    const { recoveries, isAlive } = await watch(connection, seconds)
    const samples = sampling.stop()
    document.title = 'ended'
    const measured = { firstMediaMs, path: (await pathOf(connection)) ?? path, recoveries, marks, samples }
    if (!isAlive) return failed('relay_lost', 'relay', measured)
    return { outcome: 'connected', failure: null, failedMs: null, ...measured }
  } finally {
    line.send({ type: 'call.end', callId, reason: 'done' })
    connection.close()
  }
}

/**
 * One call. Called by main.mjs for each order.
 * @param {Order} order
 */
async function plainCall(order) {
  const microphone = await navigator.mediaDevices.getUserMedia({ audio: true })
  try {
    const opened = await openSignaling(order.url).catch(error => error)
    if (opened instanceof Error) return failed(opened.message, 'signaling')
    await pause(order.settleMs)
    const result = await callOver(opened, microphone, order)
    opened.line.close()
    return result
  } finally {
    for (const track of microphone.getTracks()) track.stop()
  }
}

Object.assign(globalThis, { plainCall })
