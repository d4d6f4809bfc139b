// A proxy asks who the person is. One question at a time; what is typed stays here until it is sent, and nowhere after.
import { type FormEvent, useId, useState } from 'react'
import { words } from '../../copy'
import { Button, Icon, Modal, Switch, TextField } from '../../ui'
import type { AppActions, ProxyQuestion } from '../props'

const { proxy: text } = words
const USERNAME_MAX = 300
const PASSWORD_MAX = 1024

interface ProxyDialogProps {
  readonly question: ProxyQuestion
  readonly onAnswer: AppActions['answerProxy']
}

/** Who asks, exactly: people compare it with what IT told them. */
const Asking = ({ host, port, realm }: ProxyQuestion) => (
  <dl className="it">
    <div>
      <dt>{text.proxy}</dt>
      <dd>{`${host}:${port}`}</dd>
    </div>
    {realm !== '' && (
      <div>
        <dt>{text.realm}</dt>
        <dd>{realm}</dd>
      </div>
    )}
  </dl>
)

function Notes({ question, refusedId }: { question: ProxyQuestion; refusedId: string }) {
  return (
    <>
      {question.tries > 0 && (
        <p className="note bad" role="alert" id={refusedId}>
          <Icon name="bad" />
          <span>{text.refused}</span>
        </p>
      )}
      {question.isReadable && (
        <p className="note strain">
          <Icon name="warning" />
          <span>{text.readable}</span>
        </p>
      )}
    </>
  )
}

export function ProxyDialog({ question, onAnswer }: ProxyDialogProps) {
  const { id, tries, stage } = question
  const [username, setUsername] = useState(question.username)
  const [password, setPassword] = useState('')
  const [keep, setKeep] = useState(false)
  const refusedId = useId()
  const checking = stage === 'checking'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (username === '' || checking) return
    setPassword('')
    onAnswer({ id, username, password, keep })
  }
  const decline = () => onAnswer({ id, username: null, password: '', keep: false })
  const field = { invalid: tries > 0, disabled: checking, describedBy: tries > 0 ? refusedId : undefined }
  return (
    <Modal title={text.title} onCancel={decline}>
      <form onSubmit={submit}>
        <p className="say">{text.lead}</p>
        <Asking {...question} />
        <Notes question={question} refusedId={refusedId} />
        <TextField
          {...field}
          label={text.username}
          value={username}
          onChange={setUsername}
          maxLength={USERNAME_MAX}
          focus={question.username === ''}
        />
        <TextField
          {...field}
          label={text.password}
          type="password"
          value={password}
          onChange={setPassword}
          maxLength={PASSWORD_MAX}
          focus={question.username !== ''}
        />
        <Switch on={keep} onChange={setKeep} hint={text.keepHint} disabled={checking}>
          {text.keep}
        </Switch>
        <div className="acts">
          <span className="grow" />
          <Button tone="ghost" size="lg" hint="Esc" onClick={decline}>
            {text.decline}
          </Button>
          <Button tone="primary" size="lg" type="submit" disabled={checking || username === ''}>
            {checking ? text.checking : text.signIn}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
