// A history in a folder of its own, as each run of the app opens it anew.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRecords, type Records } from '../../../main/records'
import type { CallPage } from '../../../protocol/history'
import { NO_POLICY, type Policy } from '../../../protocol/policy'
import type { CallReport } from '../../../protocol/report'
import { GOOD, report, secondsOf } from '../../fixtures/reports'
import { afterTest } from '../signaling/world'

const NAMES: Readonly<Record<string, string>> = { 'it-helpdesk': 'IT Helpdesk Agent', zurich: 'Agent Zürich' }

export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'viaduct-history-'))
  afterTest(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** What another start of the app finds in that folder. */
export const openRecords = (
  folder: string,
  policy: Partial<Policy['history']> = {},
  nowMs: () => number = Date.now,
): Records =>
  createRecords({
    folder,
    policy: () => ({ ...NO_POLICY.history, ...policy }),
    nameOf: agent => NAMES[agent] ?? agent,
    nowMs,
  })

const EARLIEST_MS = Date.now() - 3_600_000

/** Call number `n`: the higher, the later; each has something measured. */
export const call = (n: number, over: Partial<CallReport> = {}): CallReport =>
  report({
    callId: `call-number-${n}`,
    startedAt: new Date(EARLIEST_MS + n * 1_000).toISOString(),
    overTime: { everyMs: 1_000, points: [...secondsOf(GOOD, 5 + (n % 7))] },
    ...over,
  })

export const listAll = (records: Records, query = ''): Promise<CallPage> =>
  records.list({ query, before: null, limit: 500 })
export const idsIn = async (records: Records, query = ''): Promise<readonly string[]> =>
  (await listAll(records, query)).calls.map(({ callId }) => callId)
