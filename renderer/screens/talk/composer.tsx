// Types to the agent: Enter sends, Escape closes. What is typed is kept by whoever shows it.
import { type RefObject, useEffect } from 'react'
import { SAID_CHARS_MAX } from '../../../protocol/plain'
import { words } from '../../copy'
import { Button } from '../../ui'

const { talk: text } = words

interface ComposerProps {
  readonly draft: string
  readonly onDraft: (draft: string) => void
  readonly onSend: (text: string) => void
  readonly onClose: () => void
  readonly input: RefObject<HTMLInputElement | null>
  /** The person opened it just now. */
  readonly isAsked: boolean
}

export function MessageComposer({ draft, onDraft, onSend, onClose, input, isAsked }: ComposerProps) {
  useEffect(() => {
    if (isAsked) input.current?.focus()
  }, [isAsked, input])
  const send = () => {
    const said = draft.trim()
    if (said === '') return
    onSend(said)
    onDraft('')
  }
  return (
    <form
      className="composer"
      onSubmit={event => {
        event.preventDefault()
        send()
      }}
    >
      <input
        ref={input}
        type="text"
        aria-label={text.messageLabel}
        placeholder={text.placeholder}
        maxLength={SAID_CHARS_MAX}
        value={draft}
        onChange={({ target }) => onDraft(target.value)}
        onKeyDown={event => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          onClose()
        }}
      />
      <Button size="sm" type="submit" hint="Enter">
        {text.send}
      </Button>
    </form>
  )
}
