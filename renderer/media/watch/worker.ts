// Stands in the packets of both directions, off the main thread: notices when the agent's stop, passes on each place in their sound
// once, and repeats the microphone's.
import { unrepeat } from './copies'
import { type Encoded, goOf, isRed, timestampOf } from './encoded'
import { type Flow, type FlowChange, onPacket, onTick } from './gaps'
import type { FromWorker, Pipe, ToWorker } from './messages'
import { isDue, judge, listenTo, NO_ORDER, type Order, type Placed, turnTo } from './order'
import { AS_IT_COMES, createOutgoing, type Wish } from './outgoing'

/** A frame that waits for the last ones of another path, and the way on. */
interface Held {
  readonly placed: Placed
  /** @param played the RTP timestamp of what was played before it */
  readonly pass: (played: number | null) => void
}

const TICK_MS = 20
const flows = new Map<number, Flow>()
let order: Order = NO_ORDER
let held: readonly Held[] = []
let wish: Wish = AS_IT_COMES
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
  const played = order.last
  const [verdict, next] = judge(order, placed, performance.now())
  order = next
  if (verdict === 'hold') held = [...held, frame]
  // A held frame has not arrived yet, for all that anybody hears of it. A dropped one has: it shows that its path lives.
  else note(placed.key, onPacket(flows.get(placed.key) ?? null, placed.timestamp, performance.now()))
  if (verdict === 'play') pass(played)
}

function releaseHeld(): void {
  const [first] = held
  if (first === undefined || !isDue(order, first.placed.timestamp, performance.now())) return
  const due = held
  held = []
  for (const frame of due) take(frame)
}

const placedOf = (key: number, frame: Encoded): Placed => ({
  key,
  timestamp: timestampOf(frame),
  go: goOf(frame),
})

/** Takes the copies out of a packet of the agent that were played by then, on whichever path: each place once. */
function unpack(frame: Encoded, played: number | null): void {
  const kept = isRed(frame) ? unrepeat(new Uint8Array(frame.data), timestampOf(frame), played) : null
  if (kept !== null) frame.data = kept.buffer
}

function standIn({
  side,
  key,
  readable,
  writable,
}: Pick<Pipe, 'side' | 'key' | 'readable' | 'writable'>): void {
  const outgoing = createOutgoing(() => wish)
  const look = new TransformStream<Encoded, Encoded>({
    transform: (frame, controller) => {
      if (side === 'sender') {
        for (const out of outgoing(frame)) controller.enqueue(out)
        return
      }
      const pass = (played: number | null): void => {
        unpack(frame, played)
        controller.enqueue(frame)
      }
      take({ placed: placedOf(key, frame), pass })
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
  else if (data.type === 'repeat') wish = data
  else if (data.type === 'pipe') standIn(data)
  else {
    order = data.go === null ? listenTo(data.key) : turnTo(order, { key: data.key, go: data.go }, data.old)
    held = []
  }
})

/** `RTCRtpScriptTransform` where the engine has it: the pipe arrives as an event. */
self.addEventListener('rtctransform', event => {
  const { transformer } = event as Event & {
    readonly transformer: Pick<Pipe, 'readable' | 'writable'> & {
      readonly options: Pick<Pipe, 'key' | 'side'>
    }
  }
  const { readable, writable, options } = transformer
  standIn({ ...options, readable, writable })
})
