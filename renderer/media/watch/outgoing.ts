// What becomes of the microphone's packets on one peer: as many copies as are wanted, or several sounds in one packet.
// Must not know why. The engine makes a packet of each 20 ms, and with RED a copy in each of its own accord: that one is taken out.
import { parseRed, type RedBlock } from '../../../protocol/red'
import { pack, type Sent } from './copies'
import { type Encoded, type Label, labelOf } from './encoded'
import { canJoin, join } from './joined'

export interface Wish {
  readonly depth: number
  readonly frameMs: number
}
export const AS_IT_COMES: Wish = { depth: 0, frameMs: 20 }
const ENGINE_FRAME_MS = 20

interface Waiting {
  readonly frame: Encoded
  readonly label: Label
  readonly own: Omit<RedBlock, 'offset'>
}

/** The sound of a packet without the engine's copy; null: it is broken. */
const ownOf = (frame: Encoded, { isRed }: Label): Waiting['own'] | null => {
  const data = new Uint8Array(frame.data)
  return isRed ? (parseRed(data)?.at(-1) ?? null) : { payloadType: 0, data }
}

/** @returns takes one packet, gives those that go out now */
export function createOutgoing(wish: () => Wish): (frame: Encoded) => readonly Encoded[] {
  let sent: Sent = []
  let waiting: readonly Waiting[] = []

  const send = (together: readonly Waiting[]): readonly Encoded[] => {
    const [first, ...more] = together
    if (first === undefined) return []
    const { frame, label, own } = first
    const data = more.length === 0 ? own.data : join(together.map(one => one.own.data))
    if (label.isRed) {
      const packed = pack(sent, { ...own, data, timestamp: label.timestamp }, wish().depth)
      sent = packed.sent
      frame.data = packed.packet.buffer
    } else if (more.length > 0) frame.data = data.slice().buffer
    return [frame]
  }

  return frame => {
    const label = labelOf(frame)
    const own = ownOf(frame, label)
    if (own === null) return [frame]
    const next = [...waiting, { frame, label, own }]
    const fits = canJoin(next.map(one => one.own.data))
    const before = fits ? [] : send(waiting)
    waiting = fits ? next : [{ frame, label, own }]
    if (waiting.length * ENGINE_FRAME_MS < wish().frameMs) return before
    const now = send(waiting)
    waiting = []
    return [...before, ...now]
  }
}
