// Stands in the agent's packets, off the main thread: notices when they stop, and passes on each place in the sound once.
import { type Flow, type FlowChange, onPacket, onTick } from './gaps'
import type { FromWorker, Pipe, ToWorker } from './messages'
import { isDue, judge, listenTo, NO_ORDER, type Order, type Placed, turnTo } from './order'

/** An encoded frame, as far as it is looked at; `timestamp` is its RTP timestamp. */
interface Encoded {
  readonly timestamp?: number
  getMetadata?(): { readonly rtpTimestamp?: number; readonly contributingSources?: readonly number[] }
}

/** A frame that waits for the last ones of another path, and the way on. */
interface Held {
  readonly placed: Placed
  readonly pass: () => void
}

const TICK_MS = 20
const flows = new Map<number, Flow>()
let order: Order = NO_ORDER
let held: readonly Held[] = []
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

function take(frame: Held): void {
  const { placed, pass } = frame
  const [verdict, next] = judge(order, placed, performance.now())
  order = next
  if (verdict === 'hold') held = [...held, frame]
  // A held frame has not arrived yet, for all that anybody hears of it. A dropped one has: it shows that its path lives.
  else note(placed.key, onPacket(flows.get(placed.key) ?? null, placed.timestamp, performance.now()))
  if (verdict === 'play') pass()
}

function releaseHeld(): void {
  const [first] = held
  if (first === undefined || !isDue(order, first.placed.timestamp, performance.now())) return
  const due = held
  held = []
  for (const frame of due) take(frame)
}

function placedOf(key: number, frame: Encoded): Placed {
  const { rtpTimestamp, contributingSources } = frame.getMetadata?.() ?? {}
  return { key, timestamp: rtpTimestamp ?? frame.timestamp ?? 0, go: contributingSources?.[0] ?? 0 }
}

function standIn({
  side,
  key,
  readable,
  writable,
}: Pick<Pipe, 'side' | 'key' | 'readable' | 'writable'>): void {
  const look = new TransformStream<Encoded, Encoded>({
    transform: (frame, controller) => {
      if (side === 'sender') return controller.enqueue(frame)
      take({ placed: placedOf(key, frame), pass: () => controller.enqueue(frame) })
      releaseHeld()
    },
  })
  // Ends when the peer is closed; that is no error of ours.
  readable
    .pipeThrough(look)
    .pipeTo(writable)
    .catch(() => undefined)
}

setInterval(() => {
  releaseHeld()
  for (const [key, flow] of flows) note(key, onTick(flow, performance.now()))
}, TICK_MS)

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'forget') flows.delete(data.key)
  else if (data.type === 'pipe') standIn(data)
  else {
    order = data.go === null ? listenTo(data.key) : turnTo(order, { key: data.key, go: data.go }, data.old)
    held = []
  }
})

/** `RTCRtpScriptTransform` where the engine has it: the pipe arrives as an event. */
self.addEventListener('rtctransform', event => {
  const { transformer } = event as Event & {
    readonly transformer: Pick<Pipe, 'readable' | 'writable'> & { readonly options: { key: number } }
  }
  const { readable, writable, options } = transformer
  standIn({ side: 'receiver', key: options.key, readable, writable })
})
