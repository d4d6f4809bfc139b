// Three ways in which others make a call: the same servers, the same gateway, the same microphone.
// Must not know when clocks start or stop.
import { pause } from './watch.js'

/** Plain WebRTC has no verdict of its own; after this nobody waits any more. */
const MEDIA_MS = 20_000
/** Gathering takes 40 s where UDP is dropped: one allocation is retried for so long. */
const GATHER_MS = 60_000

/**
 * What a way is given. `made` is told the connection as soon as there is one.
 * @typedef {object} Start
 * @property {import('./signaling.js').Line} line
 * @property {RTCIceServer[]} servers
 * @property {MediaStream} microphone
 * @property {string} agent
 * @property {string} callId
 * @property {(connection: RTCPeerConnection) => void} made
 */

/** @param {RTCIceCandidate | RTCIceCandidateInit | null} candidate */
const plainCandidate = candidate => {
  const { candidate: text = '', sdpMid = null, sdpMLineIndex = null } = candidate ?? {}
  return text === '' ? null : { candidate: text, sdpMid, sdpMLineIndex }
}

/**
 * Candidates may be told only after the offer: the early ones wait.
 * @param {Start} start
 */
function teller({ line, callId }) {
  /** @type {(RTCIceCandidateInit | null)[]} */
  const early = []
  let started = false
  const send = (/** @type {RTCIceCandidateInit | null} */ candidate) =>
    line.send({ type: 'attempt.candidate', callId, attempt: 1, candidate })
  return {
    tell(/** @type {RTCIceCandidate | RTCIceCandidateInit | null} */ candidate) {
      if (started) send(plainCandidate(candidate))
      else early.push(plainCandidate(candidate))
    },
    begin() {
      started = true
      for (const candidate of early) send(candidate)
    },
  }
}

/** @param {Start} start */
function plainConnection({ line, servers, microphone, made }) {
  const connection = new RTCPeerConnection({ iceServers: servers })
  made(connection)
  for (const track of microphone.getAudioTracks()) connection.addTrack(track, microphone)
  line.onmessage = message => {
    if (message.type === 'attempt.answer') {
      connection.setRemoteDescription({ type: 'answer', sdp: message.sdp ?? '' })
    }
    if (message.type === 'attempt.candidate' && message.candidate) {
      connection.addIceCandidate(message.candidate).catch(() => undefined)
    }
  }
  return connection
}

/** @param {Start} start @param {string | undefined} sdp */
const startCall = ({ line, callId, agent }, sdp) =>
  line.send({ type: 'call.start', callId, attempt: 1, agent, sdp })

/**
 * One RTCPeerConnection with defaults, as a reasonable programmer writes it on the first day: candidates trickle.
 * @param {Start} start
 */
async function trickle(start) {
  const connection = plainConnection(start)
  const candidates = teller(start)
  connection.onicecandidate = ({ candidate }) => candidates.tell(candidate)
  await connection.setLocalDescription()
  startCall(start, connection.localDescription?.sdp)
  candidates.begin()
}

/**
 * As SIP libraries do by default (JsSIP): the offer waits until every candidate is gathered, and nothing trickles.
 * @param {Start} start
 */
async function gatherFirst(start) {
  const connection = plainConnection(start)
  const gathered = new Promise(resolve => {
    connection.onicegatheringstatechange = () => connection.iceGatheringState === 'complete' && resolve(null)
  })
  await connection.setLocalDescription()
  await Promise.race([gathered, pause(GATHER_MS)])
  startCall(start, connection.localDescription?.sdp)
}

/**
 * The library's own file is a classic script (index.html), so its class is a global.
 * @returns {typeof import('simple-peer/simplepeer.min.js').default}
 */
const simplePeerClass = () => Reflect.get(globalThis, 'SimplePeer')

/**
 * simple-peer with its defaults, but with the gateway's servers in place of its public ones.
 * @param {Start} start
 */
async function simplePeer(start) {
  const { line, servers, microphone, made } = start
  const SimplePeer = simplePeerClass()
  const peer = new SimplePeer({ initiator: true, stream: microphone, config: { iceServers: servers } })
  made(peer._pc)
  const candidates = teller(start)
  peer.on('error', () => undefined)
  line.onmessage = message => {
    if (peer.destroyed) return
    if (message.type === 'attempt.answer') peer.signal({ type: 'answer', sdp: message.sdp ?? '' })
    if (message.type === 'attempt.candidate' && message.candidate) {
      peer.signal({ type: 'candidate', candidate: new RTCIceCandidate(message.candidate) })
    }
  }
  await new Promise(resolve =>
    peer.on('signal', data => {
      if (data.type === 'candidate') candidates.tell(data.candidate)
      if (data.type !== 'offer') return
      startCall(start, data.sdp)
      candidates.begin()
      resolve(null)
    }),
  )
}

/** @typedef {{ begin: (start: Start) => Promise<void>, boundMs: number }} Way */

/** By the name that orders use. `boundMs`: how long its first packet is waited for. */
export const WAYS = new Map(
  /** @type {[string, Way][]} */ ([
    ['trickle', { begin: trickle, boundMs: MEDIA_MS }],
    ['simple-peer', { begin: simplePeer, boundMs: MEDIA_MS }],
    ['gather-first', { begin: gatherFirst, boundMs: GATHER_MS }],
  ]),
)
