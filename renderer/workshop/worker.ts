// The workshop: one engine in which three rooms do what must not wait for the page, or must not make it wait. Hands each its
// messages, and the ears' levels to the painter, without the page between. Knows no room's inside.
import { createEars, type ToWorker as ToEars } from '../hearing/worker'
import { createStandIn, type ToWorker as ToStandIn, type Transformer } from '../media/worker'
import { createStudio, type ToPainter } from '../ui/worker'
import type { Envelope, RoomName } from './messages'

const lineOf =
  (room: RoomName) =>
  (message: unknown): void =>
    self.postMessage({ room, message } satisfies Envelope)

const ears = createEars(lineOf('hearing'))
const standIn = createStandIn(lineOf('watch'))
const studio = createStudio(lineOf('painter'), ears.levels)

const hands: { readonly [R in RoomName]: (message: unknown) => void } = {
  hearing: message => ears.take(message as ToEars),
  watch: message => standIn.take(message as ToStandIn),
  painter: message => studio.take(message as ToPainter),
}

self.addEventListener('message', ({ data }: MessageEvent<Envelope>) => hands[data.room](data.message))

/** `RTCRtpScriptTransform` where the engine has it: the pipe arrives as an event. */
self.addEventListener('rtctransform', event => {
  standIn.stand((event as Event & { readonly transformer: Transformer }).transformer)
})
