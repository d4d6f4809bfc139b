// What page and worker tell each other about the packets of a peer, which has its key from its making on.

/** To the worker: the two ends of a pipe it shall stand in. */
export interface Pipe {
  readonly type: 'pipe'
  readonly side: 'sender' | 'receiver'
  readonly key: number
  readonly readable: ReadableStream
  readonly writable: WritableStream
}
/** To the worker: which peer is listened to. `go` null: it brings another stream of sound than any before. */
export interface Listen {
  readonly type: 'listen'
  readonly key: number
  readonly go: number | null
  readonly old: 'left' | 'heard'
}
/** To the worker: how many sounds before it each packet of the microphone repeats, and how long its own is, on whichever peer. */
export interface Repeat {
  readonly type: 'repeat'
  readonly depth: number
  readonly frameMs: number
}
export type ToWorker = Pipe | Listen | Repeat | { readonly type: 'forget'; readonly key: number }

/** From the worker. `last`: the RTP timestamp of every peer's last packet. */
export type FromWorker =
  | { readonly type: 'flowing'; readonly key: number; readonly last: ReadonlyMap<number, number> }
  | {
      readonly type: 'stalled'
      readonly key: number
      readonly rtpTimestamp: number
      readonly silentMs: number
    }
