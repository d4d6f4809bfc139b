// What the plain page sees of its connection: packets, path, states. Knows no signaling.

const POLL_MS = 10
const WATCH_MS = 50
/** Less than a second without packets is no outage worth a line. */
const OUTAGE_MS = 1000

/** @param {number} ms */
export const pause = ms => new Promise(resolve => setTimeout(resolve, ms))

/** @param {RTCPeerConnection} connection */
async function packetsReceived(connection) {
  const receiver = connection.getReceivers()[0]
  const stats = receiver === undefined ? [] : [...(await receiver.getStats()).values()]
  return stats.find(({ type }) => type === 'inbound-rtp')?.packetsReceived ?? 0
}

/** @param {RTCPeerConnection} connection */
export async function pathOf(connection) {
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
export async function watch(connection, seconds) {
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
 * @param {number} boundMs
 * @returns {Promise<number | null>} milliseconds; null when none came in time
 */
export async function firstPacket(connection, startedAt, boundMs) {
  while (performance.now() - startedAt < boundMs) {
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
export function markStates(connection, startedAt) {
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

/**
 * Plays what comes: what nobody plays is not made up either.
 * @param {RTCPeerConnection} connection
 */
export function play(connection) {
  const audio = new Audio()
  audio.autoplay = true
  connection.addEventListener('track', ({ track }) => {
    audio.srcObject = new MediaStream([track])
  })
}

const SAMPLE_MS = 1000

/**
 * What was made up of the sound that was played, second by second, by the wall's clock.
 * @param {RTCPeerConnection} connection
 */
export function sample(connection) {
  /** @type {{ atMs: number, concealed: number, played: number }[]} */
  const samples = []
  const take = async () => {
    const stats = [...(await connection.getStats()).values()]
    const inbound = stats.find(({ type }) => type === 'inbound-rtp')
    const { concealedSamples: concealed = 0, totalSamplesReceived: played = 0 } = inbound ?? {}
    samples.push({ atMs: performance.timeOrigin + performance.now(), concealed, played })
  }
  const timer = setInterval(take, SAMPLE_MS)
  return {
    stop() {
      clearInterval(timer)
      return samples
    },
  }
}
