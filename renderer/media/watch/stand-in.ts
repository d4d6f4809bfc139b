// Stands in the packets of both directions, off the main thread: notices when the agent's stop, passes on each place in their sound
// once, and repeats the microphone's.
import { unrepeat } from './copies'
import { type Encoded, labelOf } from './encoded'
import { dueMs, type Flow, type FlowChange, onPacket, onTick } from './gaps'
import type { FromWorker, Pipe, ToWorker } from './messages'
import { HOLD_MS, isDue, judge, listenTo, NO_ORDER, type Order, type Placed, turnTo } from './order'
import { AS_IT_COMES, createOutgoing, type Wish } from './outgoing'

/** A frame that waits for the last ones of another path, and the way on. */
interface Held {
  readonly placed: Placed
  /** @param played the RTP timestamp of what was played before it */
  readonly pass: (played: number | null) => void
}

/** The two ends of a peer's stream, as `RTCRtpScriptTransform` gives them. */
export interface Transformer extends Pick<Pipe, 'readable' | 'writable'> {
  readonly options: Pick<Pipe, 'key' | 'side'>
}

export interface StandIn {
  take(message: ToWorker): void
  stand(transformer: Transformer): void
}

export function createStandIn(tell: (message: FromWorker) => void): StandIn {
  const flows = new Map<number, Flow>()
  let order: Order = NO_ORDER
  let held: readonly Held[] = []
  let wish: Wish = AS_IT_COMES

  const note = (key: number, [flow, change]: readonly [Flow, FlowChange | null]): void => {
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
  const take = (frame: Held): void => {
    const { placed, pass } = frame
    const played = order.last
    const [verdict, next] = judge(order, placed, performance.now())
    order = next
    if (verdict === 'hold') held = [...held, frame]
    // A held frame has not arrived yet, for all that anybody hears of it. A dropped one has: it shows that its path lives.
    else note(placed.key, onPacket(flows.get(placed.key) ?? null, placed.timestamp, performance.now()))
    if (verdict === 'play') pass(played)
  }
  const releaseHeld = (): void => {
    const [first] = held
    if (first === undefined || !isDue(order, first.placed.timestamp, performance.now())) return
    const due = held
    held = []
    for (const frame of due) take(frame)
  }

  /** When the next alarm or release may be due; each packet moves an alarm away, and its timer is set anew only when it fires. */
  let timer: ReturnType<typeof setTimeout> | null = null
  let timerAtMs = Number.POSITIVE_INFINITY
  const wake = (): void => {
    timer = null
    timerAtMs = Number.POSITIVE_INFINITY
    releaseHeld()
    for (const [key, flow] of flows) note(key, onTick(flow, performance.now()))
    setAlarm()
  }
  const setAlarm = (): void => {
    const heldMs = held.length > 0 && order.heldSinceMs !== null ? order.heldSinceMs + HOLD_MS : Infinity
    const atMs = Math.min(heldMs, ...[...flows.values()].map(dueMs))
    if (atMs >= timerAtMs || atMs === Number.POSITIVE_INFINITY) return
    if (timer !== null) clearTimeout(timer)
    timerAtMs = atMs
    timer = setTimeout(wake, Math.max(1, atMs - performance.now()))
  }

  /** A packet of the agent: in its turn, and without the copies of what was played by then, on whichever path. */
  const hear = (key: number, frame: Encoded, send: (frame: Encoded) => void): void => {
    const { timestamp, isRed, go } = labelOf(frame)
    const pass = (played: number | null): void => {
      const kept = isRed ? unrepeat(new Uint8Array(frame.data), timestamp, played) : null
      if (kept !== null) frame.data = kept.buffer
      send(frame)
    }
    take({ placed: { key, timestamp, go }, pass })
    releaseHeld()
    setAlarm()
  }
  const stand = async ({ readable, writable, options: { side, key } }: Transformer): Promise<void> => {
    const reader: ReadableStreamDefaultReader<Encoded> = readable.getReader()
    const writer = writable.getWriter()
    const outgoing = createOutgoing(() => wish)
    const send = (frame: Encoded): void => void writer.write(frame).catch(() => undefined)
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return writer.close()
      if (side === 'receiver') hear(key, value, send)
      else for (const frame of outgoing(value)) send(frame)
    }
  }
  // Ends when the peer is closed; that is no error of ours.
  const standIn = (pipe: Transformer): void => void stand(pipe).catch(() => undefined)

  return {
    stand: standIn,
    take: message => {
      if (message.type === 'forget') flows.delete(message.key)
      else if (message.type === 'repeat') wish = message
      else if (message.type === 'pipe') {
        const { readable, writable, key, side } = message
        standIn({ readable, writable, options: { key, side } })
      } else {
        const { key, go, old } = message
        order = go === null ? listenTo(key) : turnTo(order, { key, go }, old)
        held = []
      }
    },
  }
}
