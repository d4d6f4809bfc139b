// One TURN allocation, made and let go: how long it took, or what was said instead. Knows no call and no region.
import type { IceServer } from '../../../protocol/ice'

export interface Allocation {
  /** Milliseconds; null: none within the bound. */
  readonly ms: number | null
  readonly errors: readonly { readonly code: number; readonly text: string }[]
}

const ERRORS_MAX = 8
const TEXT_MAX = 120
/** Chromium's own code for "nobody was reached": often one address family of several. Every other is the server's word. */
const UNREACHED = 701

/** @param server with one URL: each way shall speak for itself */
export function allocate(server: IceServer, boundMs: number): Promise<Allocation> {
  return new Promise(resolve => {
    const { urls, username = '', credential = '' } = server
    const connection = new RTCPeerConnection({
      iceServers: [{ urls, username, credential }],
      iceTransportPolicy: 'relay',
    })
    const errors: { code: number; text: string }[] = []
    const sinceMs = performance.now()
    const settle = (ms: number | null): void => {
      clearTimeout(late)
      connection.close()
      resolve({ ms, errors })
    }
    const late = setTimeout(settle, boundMs, null)
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate?.type === 'relay') settle(performance.now() - sinceMs)
    })
    connection.addEventListener('icecandidateerror', ({ errorCode: code, errorText }) => {
      if (errors.length < ERRORS_MAX) errors.push({ code, text: errorText.slice(0, TEXT_MAX) })
      if (code !== UNREACHED) settle(null)
    })
    connection.addEventListener('icegatheringstatechange', () => {
      if (connection.iceGatheringState === 'complete') settle(null)
    })
    // Something to gather for.
    connection.createDataChannel('probe')
    connection.setLocalDescription().catch(() => settle(null))
  })
}
