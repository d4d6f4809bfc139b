// How a relay carries a stream of small packets: two peers of this page, connected through it, and packets from one to the other.
// What leaves and what arrives is in one clock, and the way is the call's: up to the relay and down again.
import type { IceServer } from '../../../protocol/ice'

export interface Stream {
  readonly rttMs: number
  readonly jitterMs: number
  readonly lossPct: number
}

/** As many as a call sends; about as long as its packets are. */
const PACKETS_PER_SECOND = 50
const PACKET_BYTES = 100
/** The last packets may be on their way still. */
const TAIL_MS = 500

/** A packet's number and when it left; the rest is padding. */
const write = (n: number, atMs: number): ArrayBuffer => {
  const packet = new ArrayBuffer(PACKET_BYTES)
  new Float64Array(packet, 0, 2).set([n, atMs])
  return packet
}

/** How long packets were on their way, in order of arrival. Jitter is RFC 3550's (section 6.4.1), loss counts what never came. */
export function judge(sent: number, delaysMs: readonly number[]): Stream | null {
  if (sent === 0 || delaysMs.length === 0) return null
  const sum = delaysMs.reduce((total, ms) => total + ms, 0)
  const jitterMs = delaysMs.slice(1).reduce((jitter, ms, index) => {
    const difference = Math.abs(ms - (delaysMs[index] ?? ms))
    return jitter + (difference - jitter) / 16
  }, 0)
  const lossPct = Math.max(0, 100 * (1 - delaysMs.length / sent))
  return { rttMs: sum / delaysMs.length, jitterMs, lossPct }
}

async function connect(a: RTCPeerConnection, b: RTCPeerConnection): Promise<void> {
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const)
    from.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate !== null) to.addIceCandidate(candidate).catch(() => undefined)
    })
  await a.setLocalDescription()
  if (a.localDescription !== null) await b.setRemoteDescription(a.localDescription)
  await b.setLocalDescription()
  if (b.localDescription !== null) await a.setRemoteDescription(b.localDescription)
}

/** Sends for so long, then waits for the last. */
function stream(channel: RTCDataChannel, incoming: RTCDataChannel, forMs: number): Promise<Stream | null> {
  const delays: number[] = []
  let sent = 0
  incoming.binaryType = 'arraybuffer'
  incoming.addEventListener('message', ({ data }) => {
    if (data instanceof ArrayBuffer) delays.push(performance.now() - (new Float64Array(data, 0, 2)[1] ?? 0))
  })
  return new Promise(resolve => {
    const ticking = setInterval(() => {
      if (channel.readyState !== 'open') return
      channel.send(write(sent, performance.now()))
      sent += 1
    }, 1000 / PACKETS_PER_SECOND)
    setTimeout(() => clearInterval(ticking), forMs)
    setTimeout(() => resolve(judge(sent, delays)), forMs + TAIL_MS)
  })
}

/** Null: the two did not find each other within the bound. */
export async function measure(
  servers: readonly IceServer[],
  boundMs: number,
  forMs: number,
): Promise<Stream | null> {
  const iceServers = servers.map(({ urls, username = '', credential = '' }) => ({
    urls,
    username,
    credential,
  }))
  const make = () => new RTCPeerConnection({ iceServers, iceTransportPolicy: 'relay' })
  const [a, b] = [make(), make()]
  try {
    // Nothing is sent again: a packet that is lost shall count as lost.
    const channel = a.createDataChannel('quality', { ordered: false, maxRetransmits: 0 })
    const incoming = new Promise<RTCDataChannel>(settle =>
      b.addEventListener('datachannel', event => settle(event.channel)),
    )
    const late = new Promise<null>(settle => setTimeout(settle, boundMs - forMs - TAIL_MS, null))
    await Promise.race([connect(a, b), late])
    const arrived = await Promise.race([incoming, late])
    return arrived === null ? null : await stream(channel, arrived, forMs)
  } catch {
    return null
  } finally {
    a.close()
    b.close()
  }
}
