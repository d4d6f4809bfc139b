/**
 * Plain WebRTC, as a reasonable programmer writes it on the first day: one RTCPeerConnection with defaults, every server the
 * gateway lists, trickled candidates, no retry, no restart.
 *
 * What the clock includes: it starts when the peer connection is made. Signaling is open and greeted by then, the servers'
 * credentials are there and the microphone is open, so none of that counts. It stops at the first inbound RTP packet, seen by
 * asking the receiver every 10 ms. Our own rows have the same span in `fromAttemptMs`; their `firstMediaMs` is from the dial.
 */

const SIGNALING_MS = 15_000
/** Plain WebRTC has no verdict of its own; after this nobody waits any more. */
const MEDIA_MS = 20_000
const POLL_MS = 10
const WATCH_MS = 50
/** Less than a second without packets is no outage worth a line. */
const OUTAGE_MS = 1000

/** @typedef {{ type: string, callId?: string, sdp?: string, candidate?: RTCIceCandidateInit | null, ice?: { servers: RTCIceServer[] } }} Message */

/** @param {number} ms */
const pause = ms => new Promise(resolve => setTimeout(resolve, ms))

/**
 * The gateway's protocol, just enough of it.
 * @param {string} url
 */
function openSignaling(url) {
  const socket = new WebSocket(url, 'viaduct.v1')
  let seq = 0
  let ack = 0
  const line = {
    /** @param {{ type: string, [field: string]: unknown }} message Greeting and goodbye belong to the connection and are numbered 0. */
    send(message) {
      if (message.type !== 'hello' && message.type !== 'bye') seq += 1
      const own = message.type === 'hello' || message.type === 'bye' ? 0 : seq
      socket.send(JSON.stringify({ seq: own, ack, message }))
    },
    /** @type {(message: Message) => void} */
    onmessage: () => undefined,
  }
  socket.onmessage = ({ data }) => {
    const { seq: theirs, message } = JSON.parse(data)
    ack = Math.max(ack, theirs)
    line.onmessage(message)
  }
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('signaling_timeout')), SIGNALING_MS)
    socket.onerror = () => reject(new Error('signaling_unreachable'))
    socket.onopen = () => {
      line.onmessage = message => {
        if (message.type === 'welcome') resolve({ line, servers: message.ice?.servers ?? [] })
      }
      line.send({ type: 'hello', versions: [1], client: { name: 'plain', version: '1' } })
    }
  })
}

/** @param {RTCPeerConnection} connection */
async function packetsReceived(connection) {
  const receiver = connection.getReceivers()[0]
  const stats = receiver === undefined ? [] : [...(await receiver.getStats()).values()]
  return stats.find(({ type }) => type === 'inbound-rtp')?.packetsReceived ?? 0
}

/** @param {RTCPeerConnection} connection */
async function pathOf(connection) {
  const stats = await connection.getStats()
  const pair = stats.get(
    [...stats.values()].find(({ type }) => type === 'transport')?.selectedCandidatePairId,
  )
  const local = stats.get(pair?.localCandidateId)
  if (local === undefined) return null
  if (local.candidateType !== 'relay') return `direct/${local.protocol}`
  return `relay/${local.relayProtocol} ${/^\w+:(\[[^\]]+\]|[^:?]+)/.exec(local.url ?? '')?.[1] ?? ''}`.trim()
}

/**
 * Watches the packets of an open call; every outage of a second or more is listed, and one that lasts to the end is its end.
 * @param {RTCPeerConnection} connection
 * @param {number} seconds
 */
async function watch(connection, seconds) {
  const recoveries = []
  const endAt = performance.now() + seconds * 1000
  let heardAt = performance.now()
  let packets = await packetsReceived(connection)
  while (performance.now() < endAt) {
    await pause(WATCH_MS)
    const now = await packetsReceived(connection)
    if (now === packets) continue
    const gapMs = performance.now() - heardAt
    if (gapMs >= OUTAGE_MS) recoveries.push({ cause: 'healed', gapMs })
    heardAt = performance.now()
    packets = now
  }
  return { recoveries, isAlive: performance.now() - heardAt < OUTAGE_MS }
}

/**
 * @param {RTCPeerConnection} connection
 * @param {number} startedAt
 * @returns {Promise<number | null>} milliseconds
 */
async function firstPacket(connection, startedAt) {
  while (performance.now() - startedAt < MEDIA_MS) {
    if ((await packetsReceived(connection)) > 0) return performance.now() - startedAt
    await pause(POLL_MS)
  }
  return null
}

/**
 * When the answer was there, the first pair worked and the handshake was done, in milliseconds: where the time went.
 * @param {RTCPeerConnection} connection
 * @param {number} startedAt
 */
function markStates(connection, startedAt) {
  /** @type {Record<string, number>} */
  const marks = {}
  const mark = (/** @type {string} */ name) => {
    marks[name] ??= Math.round(performance.now() - startedAt)
  }
  connection.addEventListener('signalingstatechange', () => mark(`signaling ${connection.signalingState}`))
  connection.addEventListener('iceconnectionstatechange', () => mark(`ice ${connection.iceConnectionState}`))
  connection.addEventListener('connectionstatechange', () => mark(`peer ${connection.connectionState}`))
  return marks
}

/** @param {any} line @param {RTCPeerConnection} connection @param {string} agent */
async function negotiate(line, connection, agent) {
  const callId = crypto.randomUUID()
  const call = { callId, attempt: 1 }
  /** @type {(RTCIceCandidateInit | null)[]} */
  const early = []
  let started = false
  const tell = (/** @type {RTCIceCandidateInit | null} */ candidate) =>
    line.send({ type: 'attempt.candidate', ...call, candidate })
  connection.onicecandidate = ({ candidate }) => {
    const { sdpMid, sdpMLineIndex } = candidate ?? {}
    const text = candidate?.candidate ?? ''
    const plain =
      text === '' ? null : { candidate: text, sdpMid: sdpMid ?? null, sdpMLineIndex: sdpMLineIndex ?? null }
    if (started) tell(plain)
    else early.push(plain)
  }
  line.onmessage = (/** @type {Message} */ message) => {
    if (message.type === 'attempt.answer') {
      connection.setRemoteDescription({ type: 'answer', sdp: message.sdp ?? '' })
    }
    if (message.type === 'attempt.candidate' && message.candidate) {
      connection.addIceCandidate(message.candidate).catch(() => undefined)
    }
  }
  await connection.setLocalDescription()
  line.send({ type: 'call.start', ...call, agent, sdp: connection.localDescription?.sdp })
  started = true
  for (const candidate of early) tell(candidate)
  return () => {
    line.send({ type: 'call.end', callId, reason: 'done' })
    line.send({ type: 'bye' })
  }
}

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
 * One call. Called by main.mjs.
 * @param {{ url: string, agent: string, seconds: number }} order
 */
async function plainCall({ url, agent, seconds }) {
  const microphone = await navigator.mediaDevices.getUserMedia({ audio: true })
  let opened
  try {
    opened = await openSignaling(url)
  } catch (error) {
    return failed(/** @type {Error} */ (error).message, 'signaling')
  }
  const startedAt = performance.now()
  const connection = new RTCPeerConnection({ iceServers: opened.servers })
  for (const track of microphone.getAudioTracks()) connection.addTrack(track, microphone)
  const marks = markStates(connection, startedAt)
  const hangUp = await negotiate(opened.line, connection, agent)
  const firstMediaMs = await firstPacket(connection, startedAt)
  if (firstMediaMs === null) return failed('relay_no_path', 'relay', { failedMs: MEDIA_MS })
  document.title = 'active'
  const path = await pathOf(connection)
  const { recoveries, isAlive } = await watch(connection, seconds)
  document.title = 'ended'
  const later = await pathOf(connection)
  hangUp()
  const measured = { firstMediaMs, path: later ?? path, recoveries, marks }
  if (!isAlive) return failed('relay_lost', 'relay', measured)
  return { outcome: 'connected', failure: null, failedMs: null, ...measured }
}

Object.assign(globalThis, { plainCall })
