// Listens inside the page: collects its peer connections and reads their own statistics. Nothing is simulated.
import type { Page } from 'playwright-core'

export interface Heard {
  /** Sum of squared level over time of what arrived and was played; grows only while there is sound. */
  readonly agentEnergy: number
  readonly microphoneEnergy: number
  readonly packetsReceived: number
  readonly packetsSent: number
  readonly openPeers: number
}

/** Installs the ears and loads the page anew, so that they are there before the first call. */
export async function putOnEars(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const Native = window.RTCPeerConnection
    const peers: RTCPeerConnection[] = []
    Object.assign(window, { earPeers: peers })
    window.RTCPeerConnection = class extends Native {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        peers.push(this)
      }
    }
  })
  await page.reload()
}

export const listen = (page: Page): Promise<Heard> =>
  page.evaluate(async () => {
    const peers = (window as unknown as { earPeers: RTCPeerConnection[] }).earPeers
    const open = peers.filter(peer => peer.connectionState !== 'closed')
    const sum = {
      agentEnergy: 0,
      microphoneEnergy: 0,
      packetsReceived: 0,
      packetsSent: 0,
      openPeers: open.length,
    }
    for (const peer of open) {
      for (const stat of (await peer.getStats()).values()) {
        if (stat.type === 'inbound-rtp') {
          sum.agentEnergy += stat.totalAudioEnergy ?? 0
          sum.packetsReceived += stat.packetsReceived ?? 0
        }
        if (stat.type === 'outbound-rtp') sum.packetsSent += stat.packetsSent ?? 0
        if (stat.type === 'media-source') sum.microphoneEnergy += stat.totalAudioEnergy ?? 0
      }
    }
    return sum
  })

/** Waits until the reading satisfies the question, or fails with the last reading in its words. */
export async function waitToHear(page: Page, what: string, heard: (now: Heard) => boolean, boundMs: number) {
  const end = Date.now() + boundMs
  for (;;) {
    const now = await listen(page)
    if (heard(now)) return now
    if (Date.now() > end) throw new Error(`${what}: not heard within ${boundMs} ms: ${JSON.stringify(now)}`)
    await new Promise(wake => setTimeout(wake, 100))
  }
}
