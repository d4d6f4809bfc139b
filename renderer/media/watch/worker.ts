// Stands in the agent's packets, off the main thread, and notices when they stop. Passes every packet on untouched.
import { type Flow, type FlowChange, onPacket, onTick } from './gaps'
import type { FromWorker, Pipe, ToWorker } from './messages'

/** An encoded frame, as far as it is looked at; `timestamp` is its RTP timestamp. */
interface Encoded {
  readonly timestamp?: number
  getMetadata?(): { readonly rtpTimestamp?: number }
}

const TICK_MS = 20
const flows = new Map<number, Flow>()
const tell = (message: FromWorker): void => self.postMessage(message)

function note(attempt: number, [flow, change]: readonly [Flow, FlowChange | null]): void {
  flows.set(attempt, flow)
  if (change === 'flowing') {
    const last = new Map([...flows].map(([n, { rtpTimestamp }]) => [n, rtpTimestamp]))
    tell({ type: 'flowing', attempt, last })
  }
  if (change === 'stalled') {
    const silentMs = performance.now() - flow.lastAtMs
    tell({ type: 'stalled', attempt, rtpTimestamp: flow.rtpTimestamp, silentMs })
  }
}

function standIn({
  side,
  attempt,
  readable,
  writable,
}: Pick<Pipe, 'side' | 'attempt' | 'readable' | 'writable'>): void {
  const look = new TransformStream<Encoded, Encoded>({
    transform: (frame, controller) => {
      if (side === 'receiver') {
        const rtpTimestamp = frame.getMetadata?.().rtpTimestamp ?? frame.timestamp ?? 0
        note(attempt, onPacket(flows.get(attempt) ?? null, rtpTimestamp, performance.now()))
      }
      controller.enqueue(frame)
    },
  })
  // Ends when the peer is closed; that is no error of ours.
  readable
    .pipeThrough(look)
    .pipeTo(writable)
    .catch(() => undefined)
}

setInterval(() => {
  for (const [attempt, flow] of flows) note(attempt, onTick(flow, performance.now()))
}, TICK_MS)

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'forget') flows.delete(data.attempt)
  else standIn(data)
})

/** `RTCRtpScriptTransform` where the engine has it: the pipe arrives as an event. */
self.addEventListener('rtctransform', event => {
  const { transformer } = event as Event & {
    readonly transformer: Pick<Pipe, 'readable' | 'writable'> & { readonly options: { attempt: number } }
  }
  const { readable, writable, options } = transformer
  standIn({ side: 'receiver', attempt: options.attempt, readable, writable })
})
