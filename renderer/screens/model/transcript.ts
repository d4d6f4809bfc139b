// What was said in words as rows of a transcript, and as text to be copied. Pure.
import type { Line } from '../../../protocol/conversation'
import type { CallEvent } from '../../../protocol/report'
import { format, words } from '../../copy'

const { talk: text } = words

export type Row =
  | {
      readonly at: 'turn'
      readonly key: string
      readonly who: 'agent' | 'you'
      /** What stands. */
      readonly text: string
      /** What may still change, or is about to be said. */
      readonly soon: string
      readonly isLive: boolean
      /** Said beside it in a word or two. */
      readonly note: string | null
      readonly isTrouble: boolean
    }
  | { readonly at: 'mark'; readonly key: string; readonly tone: 'plain' | 'strain'; readonly text: string }

const turn = (
  line: Line,
  who: 'agent' | 'you',
  said: {
    readonly text: string
    readonly soon?: string
    readonly note?: string
    readonly isTrouble?: boolean
  },
): Row => ({
  at: 'turn',
  // A finished caption is another row than the unfinished one, so that it is read out once, and whole.
  key: `${line.kind} ${line.id}${line.kind === 'caption' && !line.isFinal ? ' live' : ''}`,
  who,
  text: said.text,
  soon: said.soon ?? '',
  isLive: line.kind === 'caption' && !line.isFinal,
  note: said.note ?? null,
  isTrouble: said.isTrouble ?? false,
})
const mark = (key: string, words: string, tone: 'plain' | 'strain' = 'plain'): Row => ({
  at: 'mark',
  key,
  tone,
  text: words,
})

export function rowOf(line: Line): Row {
  switch (line.kind) {
    case 'caption': {
      const who = line.who === 'agent' ? 'agent' : 'you'
      const stands = line.isFinal ? line.text.length : (line.settled ?? 0)
      return turn(line, who, {
        text: line.text.slice(0, stands),
        soon: line.text.slice(stands),
        ...(line.interrupted ? { note: text.interrupted } : {}),
      })
    }
    case 'message':
      return turn(line, 'you', {
        text: line.text,
        ...(line.state === 'taken' ? {} : { note: line.state === 'sent' ? text.sending : text.lost }),
        isTrouble: line.state === 'lost',
      })
    case 'reply':
      return turn(line, 'agent', { text: line.text })
    case 'tool': {
      const tone = line.state === 'failed' ? 'strain' : 'plain'
      return mark(`tool ${line.id}`, text.tool[line.state]({ label: line.label }), tone)
    }
    case 'transfer':
      return mark(`transfer ${line.id}`, text.transfer({ to: line.to }))
  }
}

/** When the sound went and came, in the time of the lines. */
const breaks = (events: readonly CallEvent[], dialedAtMs: number, soundsAfterMs: number) => {
  const told = events.filter(({ type }) => type === 'paused' || type === 'resumed')
  return told.flatMap((event, at) => {
    if (event.type !== 'paused' && event.type !== 'resumed') return []
    // A gap that was over before it was told of as a pause is the panel's business.
    if (event.type === 'resumed' && told[at - 1]?.type !== 'paused') return []
    const time = format.timeOfDay(dialedAtMs + event.atMs)
    const words = event.type === 'paused' ? text.pausedAt({ time }) : text.resumedAt({ time })
    const row = mark(`${event.type} ${event.atMs}`, words, event.type === 'paused' ? 'strain' : 'plain')
    return [{ atMs: event.atMs - soundsAfterMs, row }]
  })
}

/** The lines with the breaks of the sound between them. Unix milliseconds: of the dial, and of the first sound. */
export function rowsOf(
  lines: readonly Line[],
  events: readonly CallEvent[],
  call: { readonly dialedAtMs: number; readonly activeAtMs: number | null },
): readonly Row[] {
  const marks = breaks(events, call.dialedAtMs, (call.activeAtMs ?? call.dialedAtMs) - call.dialedAtMs)
  if (lines.length === 0) return []
  const rows: Row[] = []
  let next = 0
  for (const line of lines) {
    for (let due = marks[next]; due !== undefined && due.atMs <= line.atMs; due = marks[next]) {
      rows.push(due.row)
      next += 1
    }
    rows.push(rowOf(line))
  }
  return [...rows, ...marks.slice(next).map(({ row }) => row)]
}

const spoken = (line: Line): string => {
  const row = rowOf(line)
  if (row.at === 'mark') return `(${row.text})`
  const note = row.note === null ? '' : ` [${row.note}]`
  return `${row.who === 'agent' ? text.agent : text.you}: ${row.text}${row.soon}${note}`
}

/** `[00:05] Agent: Hello` a line, for the clipboard and for a file. */
export const transcriptText = (lines: readonly Line[]): string =>
  lines.map(line => `[${format.timer(line.atMs)}] ${spoken(line)}\n`).join('')
