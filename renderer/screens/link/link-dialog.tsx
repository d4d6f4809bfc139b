// What a link or an address would call, exactly, before anything is dialed. One offer at a time; Enter does not call an unknown host.
import { words } from '../../copy'
import { Button, Icon, Modal } from '../../ui'
import { isLive, nameOf } from '../model/screen'
import type { AppActions, AppState } from '../props'

const { link: text } = words

interface LinkDialogProps {
  readonly offer: NonNullable<AppState['offer']>
  readonly state: AppState
  readonly onAnswer: AppActions['answerOffer']
}

type Offer = LinkDialogProps['offer']

/** Exact: people compare it with what they were told. */
const Named = ({ rows }: { rows: readonly (readonly [name: string, value: string])[] }) => (
  <dl className="it">
    {rows.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)

function Refused({
  offer,
  onAnswer,
}: { offer: Extract<Offer, { kind: 'refused' }> } & Pick<LinkDialogProps, 'onAnswer'>) {
  return (
    <Modal title={text.refused} onCancel={() => onAnswer(false)}>
      <p className="say">{text.why[offer.why]}</p>
      {offer.host !== null && <Named rows={[[text.host, offer.host]]} />}
      <div className="acts">
        <span className="grow" />
        <Button tone="primary" size="lg" hint="Esc" onClick={() => onAnswer(false)}>
          {text.close}
        </Button>
      </div>
    </Modal>
  )
}

export function LinkDialog({ offer, state, onAnswer }: LinkDialogProps) {
  if (offer.kind === 'refused') return <Refused offer={offer} onAnswer={onAnswer} />
  const isBusy = isLive(state.call)
  const name = offer.kind === 'agent' ? nameOf(state.agents, offer.agentId) : offer.host
  const rows =
    offer.kind === 'agent'
      ? ([
          [text.agent, name],
          [text.host, offer.host],
        ] as const)
      : ([
          [text.host, offer.host],
          [text.address, offer.agentId],
        ] as const)
  return (
    <Modal title={text.title({ name })} onCancel={() => onAnswer(false)}>
      <p className="say">{text.lead}</p>
      <Named rows={rows} />
      {offer.kind === 'address' && !offer.isListed && (
        <p className="note strain" role="alert">
          <Icon name="warning" />
          <span>{text.unlisted({ host: offer.host })}</span>
        </p>
      )}
      {isBusy && (
        <p className="note strain">
          <Icon name="warning" />
          <span>{text.busy}</span>
        </p>
      )}
      <div className="acts">
        <span className="grow" />
        <Button tone="ghost" size="lg" hint="Esc" onClick={() => onAnswer(false)}>
          {text.leave}
        </Button>
        <Button tone="call" size="lg" icon="phone" disabled={isBusy} onClick={() => onAnswer(true)}>
          {text.call({ name })}
        </Button>
      </div>
    </Modal>
  )
}
