// The agent, large, with its state in words, and whether you are heard.
import { agentStateCopy, phaseCopy, words } from '../../copy'
import { Icon, LevelMeter, PresenceRing, type RingState, SILENT } from '../../ui'
import { type CallIn, isHeld } from '../model/screen'
import type { Levels } from '../props'

interface PresenceView {
  readonly ring: RingState
  readonly word: string
  readonly hint: string
}

type TalkingCall = CallIn<'active' | 'recovering' | 'ending'>

/** What the presence says. Being muted, or not yet heard, matters more than what the agent does. */
function presenceOf(call: TalkingCall): PresenceView {
  if (call.phase === 'recovering')
    return { ring: 'paused', word: words.call.paused, hint: words.call.pausedHint }
  if (call.phase === 'ending')
    return { ring: 'paused', word: phaseCopy.ending.line, hint: words.call.endingHint }
  if (isHeld(call)) return { ring: 'paused', word: words.call.held, hint: words.call.heldHint }
  const state = call.agent ?? 'listening'
  const said = call.agent
    ? agentStateCopy[call.agent]
    : { word: words.call.connected, hint: words.call.connectedHint }
  const unheard = call.muted
    ? words.call.muted
    : call.microphone === 'open'
      ? null
      : words.call.microphoneLater
  return { ring: state, word: said.word, hint: unheard ?? said.hint }
}

interface PresenceProps {
  readonly call: TalkingCall
  readonly levels: Levels
  /** Smaller, beside its words: what was said needs the room. */
  readonly isAside: boolean
}

export function Presence({ call, levels, isAside }: PresenceProps) {
  const { ring, word, hint } = presenceOf(call)
  const live = call.phase === 'active' && !isHeld(call)
  return (
    <div className="presence">
      <PresenceRing
        state={ring}
        agentId={call.agentId}
        size={isAside ? 128 : 232}
        label={word}
        {...(live ? { levels: call.muted && ring === 'listening' ? SILENT : levels } : {})}
      />
      <p className="st" role="status">
        {word}
      </p>
      <p className="hint">{hint}</p>
      <div className="mini-meter">
        <Icon name={call.muted ? 'micOff' : 'mic'} />
        <LevelMeter levels={levels} label={words.call.microphone} muted={call.muted || !live} />
      </div>
    </div>
  )
}
