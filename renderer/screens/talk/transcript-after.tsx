// What was said in words in a call that is over, with the ways to take it along.
import type { Line } from '../../../protocol/conversation'
import { words } from '../../copy'
import { IconButton, Toast } from '../../ui'
import { useToast } from '../hooks/use-toast'
import { rowOf, transcriptText } from '../model/transcript'
import { TranscriptRows } from './transcript'

const { talk: text } = words

interface TranscriptAfterProps {
  readonly lines: readonly Line[]
  readonly onCopy: (text: string) => Promise<void>
  /** False: the person changed their mind. */
  readonly onSave: ((text: string) => Promise<boolean>) | null
}

export function TranscriptAfter({ lines, onCopy, onSave }: TranscriptAfterProps) {
  const { said, confirm } = useToast()
  if (lines.length === 0) return null
  const all = transcriptText(lines)
  return (
    <section className="told" aria-label={text.transcript}>
      <header>
        <h2>
          {text.transcript} <span className="n">{text.lines({ count: lines.length })}</span>
        </h2>
        <span className="grow" />
        <IconButton icon="copy" label={text.copy} onClick={() => confirm(text.copied, onCopy(all))} />
        {onSave && (
          <IconButton icon="export" label={text.export} onClick={() => confirm(text.saved, onSave(all))} />
        )}
      </header>
      <TranscriptRows rows={lines.map(rowOf)} />
      {said !== null && <Toast>{said}</Toast>}
    </section>
  )
}
