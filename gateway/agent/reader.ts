// The Test Agent reads what is typed and answers in writing, at once; a tool of its takes its time. Knows no sound: what is to be done
// with the voice it says to whoever has one.
import type { AgentFact } from './agent'
import { answerTo, TOOL, TOOL_ENDS, TRANSFER_TO } from './typed'

/** Long enough to be seen. */
export const TOOL_MS = 2_000
/** So many tools at once; further ones are only written about. */
const TOOLS_MAX = 8

export interface Reader {
  read(text: string): void
  /** Time passes, on the call's clock. */
  tick(atMs: number): void
}

/** @param act what is to be done with the voice */
export function createReader(
  emit: (fact: AgentFact) => void,
  act: (what: 'voice' | 'leave') => void,
): Reader {
  const last = { wrote: 0, tool: 0, transfer: 0 }
  let running: readonly {
    readonly id: number
    readonly end: 'done' | 'failed'
    readonly sinceMs: number | null
  }[] = []

  const write = (text: string) => {
    last.wrote += 1
    emit({ type: 'wrote', id: last.wrote, text })
  }
  const run = (end: 'done' | 'failed') => {
    if (running.length >= TOOLS_MAX) return
    last.tool += 1
    emit({ type: 'tool', id: last.tool, label: TOOL, state: 'started' })
    running = [...running, { id: last.tool, end, sinceMs: null }]
  }

  return {
    read(text) {
      const answer = answerTo(text)
      write(answer.text)
      if (answer.act === 'tool') run('done')
      if (answer.act === 'failing tool') run('failed')
      if (answer.act === 'transfer') {
        last.transfer += 1
        emit({ type: 'transfer', id: last.transfer, to: TRANSFER_TO })
      }
      if (answer.act === 'voice' || answer.act === 'leave') act(answer.act)
    },
    tick(atMs) {
      running = running.flatMap(tool => {
        const sinceMs = tool.sinceMs ?? atMs
        if (atMs - sinceMs < TOOL_MS) return [{ ...tool, sinceMs }]
        emit({ type: 'tool', id: tool.id, label: TOOL, state: tool.end })
        write(TOOL_ENDS[tool.end])
        return []
      })
    },
  }
}
