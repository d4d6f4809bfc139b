// One line: a peer connection before any call, negotiated and silent both ways, until a call takes it over or its time is up.
// Owns how a line ends. No clock beats for it, and whatever comes on it is not listened to.
import type { Candidate } from '../../protocol/ice'
import type { ClientMessage, GatewayMessage } from '../../protocol/signaling'
import type { Limits } from '../limits'
import type { Log } from '../log'
import { type AnswererMaker, createLeg, type Leg, type LegFact } from '../media/leg'

export type LineOpen = Extract<ClientMessage, { type: 'line.open' }>
/** Why a line is over, as it is told to the client. */
export type LineEnd = Extract<GatewayMessage, { type: 'line.end' }>['reason']

export interface LineDeps {
  readonly answerer: AnswererMaker
  readonly limits: Pick<Limits, 'lineConnectMs' | 'lineIdleMs'>
  readonly log: Log
}

export interface Line {
  candidate(candidate: Candidate): void
  /** Gives its connection away, as it is: the line does not exist any more. */
  take(): Leg
  end(reason: LineEnd): void
}

/** Opens a line. `onOver` fires once, when it has ended or was taken. */
export function openLine(
  { lineId, sdp }: LineOpen,
  { answerer, limits, log }: LineDeps,
  emit: (message: GatewayMessage) => void,
  onOver: () => void,
): Line {
  const leg = createLeg(answerer)
  const connecting = setTimeout(() => end('broken'), limits.lineConnectMs)
  const idle = setTimeout(() => end('idle'), limits.lineIdleMs)

  const release = (line: string) => {
    clearTimeout(connecting)
    clearTimeout(idle)
    log('info', `line ${lineId.slice(0, 8)}: ${line}`)
    onOver()
  }
  const end = (reason: LineEnd) => {
    leg.close()
    release(`ended, ${reason}`)
    emit({ type: 'line.end', lineId, reason })
  }
  const onFact = (fact: LegFact) => {
    if (fact.type === 'answered') emit({ type: 'line.answer', lineId, sdp: fact.sdp })
    else if (fact.type === 'candidate') emit({ type: 'line.candidate', lineId, candidate: fact.candidate })
    else if (fact.type === 'connected') clearTimeout(connecting)
    else if (fact.type === 'lost') end('broken')
  }

  leg.own(onFact)
  leg.answer(sdp, 'answerer')
  return {
    candidate: candidate => leg.addCandidate(candidate),
    take() {
      release('adopted')
      return leg
    },
    end,
  }
}
