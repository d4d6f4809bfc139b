// Finished calls, one JSON line each, newest last. A line that cannot be read is skipped, never the file.

import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parse } from '../../protocol/parse'
import { type CallReport, callReportSchema } from '../../protocol/report'

export interface Records {
  add(report: CallReport): Promise<void>
  /** The newest first. */
  recent(count: number): Promise<CallReport[]>
}

function parseLine(line: string): CallReport[] {
  try {
    const { data } = parse(callReportSchema, JSON.parse(line))
    return data ? [data] : []
  } catch {
    return []
  }
}

/** Appends are done one after the other, so that two calls that end together do not mix their lines. */
export function createRecords(file: string): Records {
  let writing: Promise<void> = Promise.resolve()
  const append = async (report: CallReport): Promise<void> => {
    await mkdir(dirname(file), { recursive: true })
    await appendFile(file, `${JSON.stringify(report)}\n`, { mode: 0o600 })
  }
  return {
    add: report => {
      writing = writing.catch(() => undefined).then(() => append(report))
      return writing
    },
    recent: async count => {
      await writing.catch(() => undefined)
      const text = await readFile(file, 'utf8').catch(() => '')
      return text
        .split('\n')
        .slice(-count - 1)
        .flatMap(parseLine)
        .reverse()
        .slice(0, count)
    },
  }
}
