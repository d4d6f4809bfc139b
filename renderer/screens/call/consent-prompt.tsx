// May the call be recorded? Asked before anything sounds; the call waits for the answer.
import { useEffect } from 'react'
import { words } from '../../copy'
import { Button, Modal } from '../../ui'
import type { CallIn } from '../model/screen'
import type { AppActions } from '../props'

interface ConsentPromptProps {
  readonly question: NonNullable<CallIn<'preparing'>['consent']>
  readonly onAnswer: AppActions['consent']
}

const { consent: text } = words

/** Y and N, which the dialog's buttons show. */
function useAnswers(onAnswer: AppActions['consent']): void {
  useEffect(() => {
    const listen = ({ key, repeat, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      if (repeat || ctrlKey || metaKey || altKey) return
      if (key.toLowerCase() === 'y') onAnswer(true)
      if (key.toLowerCase() === 'n') onAnswer(false)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [onAnswer])
}

export function ConsentPrompt({ question: { by, mayDecline }, onAnswer }: ConsentPromptProps) {
  useAnswers(onAnswer)
  return (
    <Modal title={text.title} onCancel={() => onAnswer(false)}>
      <p className="say">{text.by({ by })}</p>
      <p className="say">{mayDecline ? text.mayDecline : text.mustAgree}</p>
      <div className="acts">
        <span className="grow" />
        <Button tone="ghost" size="lg" hint="N" onClick={() => onAnswer(false)}>
          {text.no}
        </Button>
        <Button tone="primary" size="lg" hint="Y" onClick={() => onAnswer(true)}>
          {text.yes}
        </Button>
      </div>
    </Modal>
  )
}
