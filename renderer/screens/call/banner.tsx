// The call is interrupted: what happened, what is being done, and how long it may take. An alert.
import { LIMITS } from '../../call'
import { causeCopy, format, words } from '../../copy'
import { Icon, ProgressLine } from '../../ui'
import { useNow } from '../hooks/use-now'
import type { CallIn } from '../model/screen'

interface BannerProps {
  readonly call: CallIn<'recovering'>
}

/** The try under way, or the pause before the next one. */
function Doing({ call }: { call: CallIn<'recovering'> }) {
  const trying = call.attempts.some(({ stage }) => stage.at !== 'ended')
  return (
    <ul className="do">
      <li className={trying ? 'turning' : 'resting'}>
        <Icon name={trying ? 'turning' : 'dots'} />
        {trying ? words.banner.attempt({ n: call.tries }) : words.banner.pause}
      </li>
    </ul>
  )
}

const TICK_MS = 250

export function Banner({ call }: BannerProps) {
  const usedMs = useNow(TICK_MS) - call.lostAtMs
  const left = format.duration(Math.max(0, LIMITS.recoveryMs - usedMs))
  return (
    <div className="banner">
      <Icon name="warning" />
      <div className="grow" role="alert">
        <h2>{words.banner.title}</h2>
        <p>{causeCopy(call.cause)}</p>
      </div>
      <span className="left num">{words.banner.left({ left })}</span>
      <Doing call={call} />
      <ProgressLine tone="strain" done={usedMs / LIMITS.recoveryMs} label={words.banner.clock} />
    </div>
  )
}
