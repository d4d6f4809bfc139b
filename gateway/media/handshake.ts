// Takes two fixed waits out of werift's DTLS handshake: 100 ms before the first ClientHello, and steps of 100 ms while the parts
// of a flight come in. Together they made up most of a call's set-up (measured: 137 ms on loopback with them, 40 without).
// Knows the shape of werift's objects, not werift: where that has changed nothing is done, and a test says so.
import { repeatLostFlights } from './flights'

/** As it stands in werift 0.25: `RTCDtlsTransport` and the socket in it. */
interface DtlsTransport {
  readonly onStateChange: { subscribe(listener: (state: string) => void): unknown }
  readonly dtls?: unknown
}

interface DtlsSocket {
  waitForReady(isReady: () => boolean): Promise<void>
  /** Of a client alone. */
  connect?: () => Promise<void>
}

const STEP_MS = 2
/** As long as werift itself would wait, in ten steps. */
const READY_MS = 4_500

const isSocket = (value: unknown): value is DtlsSocket =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Partial<DtlsSocket>).waitForReady === 'function'

async function waitForReady(isReady: () => boolean): Promise<void> {
  const endMs = performance.now() + READY_MS
  while (!isReady()) {
    if (performance.now() > endMs) throw new Error('the handshake stopped')
    await new Promise(wake => setTimeout(wake, STEP_MS))
  }
}

/** Says hello now; the same call, made later by werift, gets the same answer. */
function connectAtOnce(socket: DtlsSocket): void {
  const { connect } = socket
  if (connect === undefined) return
  const begun = connect.call(socket)
  // Whoever calls later hears of a failure.
  begun.catch(() => undefined)
  socket.connect = () => begun
}

/** Called once per transport, before it connects. `told` hears whether the waits were there to be taken out. */
export function hastenHandshake(
  transport: DtlsTransport,
  told: (found: 'hastened' | 'unknown') => void = () => undefined,
): void {
  transport.onStateChange.subscribe(state => {
    if (state !== 'connecting') return
    // The socket is made right after this news.
    queueMicrotask(() => {
      const { dtls } = transport
      if (!isSocket(dtls)) return told('unknown')
      dtls.waitForReady = waitForReady
      const isInsisting = repeatLostFlights(dtls)
      connectAtOnce(dtls)
      told(isInsisting ? 'hastened' : 'unknown')
    })
  })
}
