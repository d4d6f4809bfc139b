// Tells when the agent's packets flow and when they stop, peer by peer, and repeats the microphone's as often as it is told.
// Never polls: its half in the workshop stands in the streams.
// Two ways into the stream: `RTCRtpScriptTransform` (the standard), `createEncodedStreams` (Chromium before it).
import { isOpen, openLine } from '../../workshop'
import type { FromWorker, ToWorker } from './messages'

export type WatchEvent = FromWorker

export interface Watch {
  /** What a connection's configuration must carry, so that its streams can be stood in. */
  readonly configuration: RTCConfiguration
  /**
   * Stands in a transceiver's streams, before anything flows: set later, on the `track` event, the standard transform of
   * Chromium 156 never sees a packet.
   */
  open(key: number, transceiver: RTCRtpTransceiver): void
  /**
   * Listens to this peer from now on: of all others nothing is played. `go` numbers the order that its packets obey; null begins
   * anew, with a stream that has nothing to do with any before.
   */
  listen(key: number, go: number | null, old: 'left' | 'heard'): void
  /** How many sounds before it each packet of the microphone repeats from now on, where the peer has RED. */
  repeat(depth: number, frameMs: number): void
  forget(key: number): void
}

interface Encodable {
  createEncodedStreams(): { readonly readable: ReadableStream; readonly writable: WritableStream }
}
const isEncodable = (side: object): side is Encodable => 'createEncodedStreams' in side

export function createWatch(emit: (event: WatchEvent) => void): Watch {
  const standard = 'RTCRtpScriptTransform' in window
  const { tell, worker } = openLine<ToWorker, FromWorker>('watch', emit)

  const pipe = (side: 'sender' | 'receiver', key: number, end: object): void => {
    if (!isEncodable(end)) return
    const { readable, writable } = end.createEncodedStreams()
    tell({ type: 'pipe', side, key, readable, writable }, [readable, writable])
  }

  return {
    // Known to Chromium only, and to no type: without it `createEncodedStreams` throws.
    configuration: standard ? {} : ({ encodedInsertableStreams: true } as RTCConfiguration),
    open: (key, { sender, receiver }) => {
      if (standard) {
        receiver.transform = new RTCRtpScriptTransform(worker(), { key, side: 'receiver' })
        sender.transform = new RTCRtpScriptTransform(worker(), { key, side: 'sender' })
        return
      }
      pipe('receiver', key, receiver)
      pipe('sender', key, sender)
    },
    listen: (key, go, old) => tell({ type: 'listen', key, go, old }),
    repeat: (depth, frameMs) => {
      if (isOpen()) tell({ type: 'repeat', depth, frameMs })
    },
    forget: key => tell({ type: 'forget', key }),
  }
}
