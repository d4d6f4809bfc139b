// Notices the first packet of an attempt's sound. Asks often, but only from connecting until it came.

/** 20 ms is one Opus frame: asking more often tells nothing new. */
const ASK_EVERY_MS = 20

/** Calls `arrived` once, when the receiver has counted a packet. Returns the way to stop asking. */
export function onFirstPacket(receiver: RTCRtpReceiver, arrived: () => void): () => void {
  let stopped = false
  const stop = (): void => {
    stopped = true
    clearInterval(timer)
  }
  const ask = async (): Promise<void> => {
    for (const stat of (await receiver.getStats()).values()) {
      if (stopped || stat.type !== 'inbound-rtp' || stat.packetsReceived === 0) continue
      stop()
      arrived()
    }
  }
  const timer = setInterval(() => {
    ask().catch(stop)
  }, ASK_EVERY_MS)
  return stop
}
