// What lists need of each call, one line each with a checksum, so that the start does not read every call. A copy: a line that
// is lost or spoilt is made again from the call's own file. Must not know those files.
import { appendFile, readFile } from 'node:fs/promises'
import { setImmediate as pause } from 'node:timers/promises'
import { crc32 } from 'node:zlib'
import { type CallSummary, callSummarySchema } from '../../protocol/history'
import { parse } from '../../protocol/parse'
import { writeWhole } from './whole'

export interface Journal {
  /** The last line of each call, and how many lines there are, spoilt ones among them. */
  read(): Promise<{ readonly summaries: ReadonlyMap<string, CallSummary>; readonly lines: number }>
  append(summary: CallSummary): Promise<void>
  rewrite(summaries: readonly CallSummary[]): Promise<void>
}

/** A few milliseconds of reading, before whatever else waits has its turn: a call may be starting. */
const AT_ONCE = 500

const sumOf = (text: string): string => crc32(text).toString(16).padStart(8, '0')

/** Begins with a newline as well: after a torn line it is whole all the same. */
function lineOf(summary: CallSummary): string {
  const text = JSON.stringify(summary)
  return `\n${sumOf(text)} ${text}\n`
}

/** Null: torn, spoilt, or of another version. */
export function readLine(line: string): CallSummary | null {
  const text = line.slice(9)
  if (line[8] !== ' ' || line.slice(0, 8) !== sumOf(text)) return null
  try {
    return parse(callSummarySchema, JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

export function createJournal(file: string): Journal {
  return {
    read: async () => {
      const text = await readFile(file, 'utf8').catch(() => '')
      const lines = text.split('\n').filter(line => line !== '')
      const summaries = new Map<string, CallSummary>()
      for (let at = 0; at < lines.length; at += AT_ONCE) {
        for (const summary of lines.slice(at, at + AT_ONCE).map(readLine))
          if (summary !== null) summaries.set(summary.callId, summary)
        await pause()
      }
      return { summaries, lines: lines.length }
    },
    append: summary => appendFile(file, lineOf(summary), { mode: 0o600 }),
    rewrite: summaries => writeWhole(file, Buffer.from(summaries.map(lineOf).join(''))),
  }
}
