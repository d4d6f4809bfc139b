// The history as the page may read it: what calls came to, newest first.
import type { Page } from 'playwright-core'
import type { Bridge } from '../../protocol/ipc'
import type { CallReport } from '../../protocol/report'

/** The whole reports of the newest calls. */
export const reportsIn = (page: Page, limit = 50): Promise<readonly CallReport[]> =>
  page.evaluate(async count => {
    const { viaduct } = window as unknown as { viaduct: Bridge }
    const { calls } = await viaduct.listCalls({ query: '', before: null, limit: count })
    const reports = await Promise.all(calls.map(({ callId }) => viaduct.readCall({ callId })))
    return reports.filter(report => report !== null)
  }, limit)

/** The newest one; undefined: nobody has called yet. */
export const newestReport = async (page: Page): Promise<CallReport | undefined> =>
  (await reportsIn(page, 1))[0]
