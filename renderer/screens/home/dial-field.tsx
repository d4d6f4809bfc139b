// The one field to call anyone: a combobox over the agent list below it.
import type { KeyboardEvent, RefObject } from 'react'
import { words } from '../../copy'
import { Icon, IconButton, Kbd } from '../../ui'

interface DialFieldProps {
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly input: RefObject<HTMLInputElement | null>
  readonly hint: string
  readonly listId: string
  readonly activeId: string | undefined
}

export const DialField = ({ query, onQuery, input, hint, listId, activeId, onKeyDown }: DialFieldProps) => (
  <div className="dial">
    <Icon name="search" />
    <input
      ref={input}
      type="text"
      role="combobox"
      aria-label={words.home.dialLabel}
      aria-expanded="true"
      aria-controls={listId}
      aria-autocomplete="list"
      aria-activedescendant={activeId}
      placeholder={words.home.dialPlaceholder}
      autoComplete="off"
      spellCheck={false}
      value={query}
      onChange={event => onQuery(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
    {query === '' ? (
      <span aria-hidden="true">
        <Kbd>{hint}</Kbd>
      </span>
    ) : (
      <IconButton icon="cross" label={words.home.clear} onClick={() => onQuery('')} />
    )}
  </div>
)
