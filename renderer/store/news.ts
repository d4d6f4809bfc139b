// What the media room has to say that is no call's business: peers before any call, and how relays did. Goes to main.
import type { Bridge } from '../../protocol/ipc'
import type { Call } from '../call'
import type { CallMediaEvent, MediaEvent } from '../media'

type News = Exclude<MediaEvent, CallMediaEvent>
const NEWS: { readonly [T in News['type']]: true } = {
  'line.offered': true,
  'line.candidate': true,
  'spare.broke': true,
  'relay.showed': true,
}

export const isOfCall = (event: MediaEvent): event is CallMediaEvent => !(event.type in NEWS)

function ask(bridge: Bridge, event: News, call: Call): Promise<unknown> {
  switch (event.type) {
    case 'line.offered':
      return bridge.offerLine({ id: event.id, sdp: event.sdp })
    case 'line.candidate':
      return bridge.sendLineCandidate({ id: event.id, candidate: event.candidate })
    case 'spare.broke':
      return bridge.dropSpare({ id: event.id })
    case 'relay.showed': {
      const { server, what, ms, attempt: n } = event
      const attempt = n === null || call.phase === 'idle' ? null : { callId: call.callId, attempt: n }
      return bridge.reportRelay({ server, what, ms, attempt })
    }
  }
}

/** A request that main refuses loses its news and nothing else. */
export function tellMain(bridge: Bridge, event: News, call: Call): void {
  ask(bridge, event, call).catch(() => undefined)
}
