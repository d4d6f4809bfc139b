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

function note(key: number, [flow, change]: readonly [Flow, FlowChange | null]): void {
  flows.set(key, flow)
  if (change === 'flowing') {
    const last = new Map([...flows].map(([n, { rtpTimestamp }]) => [n, rtpTimestamp]))
    tell({ type: 'flowing', key, last })
  }
  if (change === 'stalled') {
    const silentMs = performance.now() - flow.lastAtMs
    tell({ type: 'stalled', key, rtpTimestamp: flow.rtpTimestamp, silentMs })
  }
}

function standIn({
  side,
  key,
  readable,
  writable,
}: Pick<Pipe, 'side' | 'key' | 'readable' | 'writable'>): void {
  const look = new TransformStream<Encoded, Encoded>({
    transform: (frame, controller) => {
      if (side === 'receiver') {
        const rtpTimestamp = frame.getMetadata?.().rtpTimestamp ?? frame.timestamp ?? 0
        note(key, onPacket(flows.get(key) ?? null, rtpTimestamp, performance.now()))
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
  for (const [key, flow] of flows) note(key, onTick(flow, performance.now()))
}, TICK_MS)

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'forget') flows.delete(data.key)
  else standIn(data)
})

/** `RTCRtpScriptTransform` where the engine has it: the pipe arrives as an event. */
self.addEventListener('rtctransform', event => {
  const { transformer } = event as Event & {
    readonly transformer: Pick<Pipe, 'readable' | 'writable'> & { readonly options: { key: number } }
  }
  const { readable, writable, options } = transformer
  standIn({ side: 'receiver', key: options.key, readable, writable })
})
