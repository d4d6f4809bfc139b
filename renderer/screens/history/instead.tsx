// What stands in the place of past calls while there are none to show.
import type { ReactNode } from 'react'
import { words } from '../../copy'
import { Button, EmptyState, Skeleton } from '../../ui'
import type { AppState } from '../props'

const { history: text } = words

/** In place of all of it: nothing is kept, nobody has called yet, or it cannot be read. Null: there is a list. */
export function insteadOfAll({ app, past }: Pick<AppState, 'app' | 'past'>, onRetry: () => void): ReactNode {
  if (app?.history.keep === false)
    return (
      <EmptyState icon="lock" title={text.off}>
        {text.offHint} {text.managed}.
      </EmptyState>
    )
  if (past.list.at === 'broken')
    return (
      <EmptyState
        icon="warning"
        title={text.broken}
        action={<Button onClick={onRetry}>{text.tryAgain}</Button>}
      >
        {text.brokenHint}
      </EmptyState>
    )
  if (past.list.at === 'reading' || past.list.total > 0 || past.list.query.trim() !== '') return null
  return (
    <EmptyState icon="history" title={text.none}>
      {text.noneHint}
    </EmptyState>
  )
}

/** In the list's place: it is being read, or a search finds nothing. Null: there are calls. */
export function insteadOfCalls({ list }: AppState['past'], onAll: () => void): ReactNode {
  if (list.at === 'reading') return <Skeleton rows={5} label={text.loading} />
  if (list.at === 'broken' || list.total > 0) return null
  return (
    <EmptyState
      icon="search"
      title={text.noMatch({ query: list.query.trim() })}
      action={<Button onClick={onAll}>{text.showAll}</Button>}
    >
      {text.noMatchHint}
    </EmptyState>
  )
}
