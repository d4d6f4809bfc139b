// The history: past calls on the left, the one that is looked at beside them.
import { type KeyboardEvent, type RefObject, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { CallReport } from '../../../protocol/report'
import { words } from '../../copy'
import { thresholdsOf } from '../../health'
import { Button, SearchField, Toast } from '../../ui'
import { moved, useKeysOnBody } from '../home/use-directory'
import { useHotkeys } from '../hooks/use-hotkeys'
import { useNow } from '../hooks/use-now'
import { useToast } from '../hooks/use-toast'
import { modKey } from '../model/keyboard'
import { nameOf } from '../model/screen'
import type { AppActions, AppState } from '../props'
import { CallList, optionId } from './call-list'
import { EraseAll, Foot } from './foot'
import { insteadOfAll, insteadOfCalls } from './instead'
import { type CallActs, OpenedCallView } from './opened-call'
import { useErasing } from './use-erasing'

const { history: text } = words
const MINUTE_MS = 60_000

interface HistoryProps {
  readonly state: AppState
  readonly actions: AppActions
  readonly mac: boolean
}

/** Keys of the list, wherever they are pressed: in the field, on the list, or on nothing. */
function useListKeys({ state: { past }, actions }: HistoryProps, onOpen: () => void) {
  const calls = past.list.at === 'read' ? past.list.calls : []
  const selected = calls.findIndex(({ callId }) => callId === past.opened?.callId)
  const onKey = (event: Pick<KeyboardEvent, 'key' | 'preventDefault'>) => {
    const to = moved(event.key, selected, calls.length)
    const next = to === null ? undefined : calls[to]
    if (next) actions.past.open(next.callId)
    else if (event.key === 'Enter' && selected >= 0) onOpen()
    else if (event.key === 'Escape' && past.query !== '') actions.past.search('')
    else return
    event.preventDefault()
  }
  useKeysOnBody(onKey)
  return { calls, selected, call: calls[selected], onKey }
}

/** Whoever looks after the network gets the figures, and no word that was said. */
function reportText({ conversation: _, rating: __, ...figures }: CallReport): string {
  return JSON.stringify(figures, null, 2)
}

export function HistoryPage(props: HistoryProps) {
  const { state, actions, mac } = props
  const { past, agents, app } = state
  const [pane, setPane] = useState<'list' | 'call'>('list')
  const [isAsking, setAsking] = useState(false)
  const find = useRef<HTMLInputElement>(null)
  const listId = useId()
  const nowMs = useNow(MINUTE_MS)
  const { said, confirm } = useToast()
  const [saveProblem, setSaveProblem] = useState<string | null>(null)
  const { canUndo, problem, erase, undo, eraseAll } = useErasing(actions.past)
  const article = useRef<HTMLElement>(null)
  const list = useRef<HTMLDivElement>(null)
  /** Where only one has room, the other is not there to be focused before this is drawn. */
  const show = (next: 'list' | 'call', focus: RefObject<HTMLElement | null>) => {
    flushSync(() => setPane(next))
    focus.current?.focus()
  }
  const { calls, selected, call, onKey } = useListKeys(props, () => show('call', article))
  const thresholds = thresholdsOf(app?.thresholds)
  const report = past.opened?.at === 'read' ? past.opened.report : null

  const save = (callId: string) => {
    setSaveProblem(null)
    const saving = actions.past.save(callId)
    saving.catch(() => setSaveProblem(text.notSaved))
    confirm(text.saved, saving)
  }
  const acts: CallActs | null = call
    ? {
        onAgain: () => actions.dial(call.agent),
        onCopy: report && (() => confirm(text.copied, actions.copy(reportText(report)))),
        onSave: report && (() => save(call.callId)),
        onErase: () => erase(call.callId),
        copyText: actions.copy,
        onBack: () => show('list', list),
      }
    : null
  useHotkeys('history', mac, {
    focusSearch: () => {
      show('list', find)
      find.current?.select()
    },
    ...(acts && { retry: acts.onAgain, erase: acts.onErase }),
    ...(acts?.onCopy && { copy: acts.onCopy }),
    ...(acts?.onSave && { save: acts.onSave }),
    ...(canUndo && { undo }),
    ...(pane === 'call' && { close: () => show('list', list) }),
  })
  const master = (
    <div className="hist" data-pane={call ? pane : 'list'}>
      <div className="hlist">
        <SearchField
          look="find"
          label={words.history.find}
          placeholder={words.history.findHint}
          clearLabel={words.history.clear}
          query={past.query}
          onQuery={actions.past.search}
          onKeyDown={onKey}
          input={find}
          hint={modKey('F', mac)}
          listId={listId}
          activeId={optionId(listId, call?.callId)}
        />
        {insteadOfCalls(past, () => actions.past.search('')) ?? (
          <CallList
            calls={calls}
            total={past.list.at === 'read' ? past.list.total : 0}
            query={past.list.at === 'read' ? past.list.query : ''}
            agents={agents}
            thresholds={thresholds}
            nowMs={nowMs}
            listId={listId}
            list={list}
            selected={selected}
            onSelect={callId => {
              actions.past.open(callId)
              setPane('call')
            }}
            onMore={actions.past.more}
            onKeyDown={onKey}
          />
        )}
        <Foot state={state} onEraseAll={() => setAsking(true)} />
      </div>
      {call && acts && past.opened && (
        <OpenedCallView
          call={call}
          opened={past.opened}
          name={nameOf(agents, call.agent)}
          thresholds={thresholds}
          nowMs={nowMs}
          acts={acts}
          article={article}
          problem={problem ?? saveProblem}
        />
      )}
    </div>
  )
  return (
    <section className="sheet main">
      <h1 className="sr">{words.app.history}</h1>
      {insteadOfAll(state, actions.past.refresh) ?? master}
      <div className="toasts" role="status">
        {canUndo ? (
          <Toast
            action={
              <Button tone="ghost" size="sm" hint={modKey('Z', mac)} onClick={undo}>
                {words.undo}
              </Button>
            }
          >
            {text.erased}
          </Toast>
        ) : (
          said !== null && <Toast>{said}</Toast>
        )}
      </div>
      {isAsking && past.list.at === 'read' && (
        <EraseAll
          count={text.count({ count: past.list.total })}
          onKeep={() => setAsking(false)}
          onErase={() => {
            setAsking(false)
            confirm(text.allErased, eraseAll())
          }}
        />
      )}
    </section>
  )
}
