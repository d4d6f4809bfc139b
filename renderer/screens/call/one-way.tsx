// Sound goes one way only, and the call goes on: which way it is missing, why, and what helps. Said politely, never as an alarm.
import { Icon } from '../../ui'
import { oneWayOf } from '../model/proof'
import type { CallIn } from '../model/screen'
import type { LiveFigures } from '../props'

interface OneWayProps {
  readonly call: CallIn<'active'>
  readonly live: LiveFigures | null
}

/** The region is always there, because screen readers read out only what changes inside one that they know. */
export function OneWay({ call, live }: OneWayProps) {
  const view = oneWayOf(call, live)
  return (
    <div role="status">
      {view && (
        <div className="banner" data-finding={view.what}>
          <Icon name="warning" />
          <div className="grow">
            <h2>{view.title}</h2>
            <p>{view.line}</p>
          </div>
          <span className="left">{view.way}</span>
          {view.doing && (
            <ul className="do">
              <li className={view.doing.isTrying ? 'turning' : 'resting'}>
                <Icon name={view.doing.isTrying ? 'turning' : 'dots'} />
                {view.doing.text}
              </li>
            </ul>
          )}
        </div>
      )}
    </div>
  )
}
