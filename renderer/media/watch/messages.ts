// What page and worker tell each other about the packets of an attempt.

/** To the worker: the two ends of a pipe it shall stand in. */
export interface Pipe {
  readonly type: 'pipe'
  readonly side: 'sender' | 'receiver'
  readonly attempt: number
  readonly readable: ReadableStream
  readonly writable: WritableStream
}
export type ToWorker = Pipe | { readonly type: 'forget'; readonly attempt: number }

/** From the worker. `last`: the RTP timestamp of every attempt's last packet. */
export type FromWorker =
  | { readonly type: 'flowing'; readonly attempt: number; readonly last: ReadonlyMap<number, number> }
  | {
      readonly type: 'stalled'
      readonly attempt: number
      readonly rtpTimestamp: number
      readonly silentMs: number
    }
