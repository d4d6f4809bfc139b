// Asks the page to measure, and waits for its finding within a bound. Must not know what is measured.
import type { PageFinding, PageProbe } from '../../../protocol/page-probe'

type Without<P> = P extends { id: string } ? Omit<P, 'id'> : never
type FindingOf<T extends PageProbe['type']> = Extract<
  PageFinding,
  { type: { allocate: 'allocated'; quality: 'measured'; sound: 'sounded' }[T] }
>

export interface PageProbes {
  /** Null: the page is not there, or kept silent. Never rejects. */
  ask<T extends PageProbe['type']>(
    probe: Without<Extract<PageProbe, { type: T }>>,
    type: T,
  ): Promise<FindingOf<T> | null>
  answer(finding: PageFinding): void
}

/** The page bounds itself; this is for one that is gone. */
const GRACE_MS = 500

/** @param tell hands a probe to the page */
export function createPageProbes(tell: (probe: PageProbe) => void): PageProbes {
  const waiting = new Map<string, (finding: PageFinding | null) => void>()
  let asked = 0
  return {
    ask: (probe, type) =>
      new Promise(resolve => {
        asked += 1
        const id = `probe-${asked}`
        const settle = (finding: PageFinding | null) => {
          clearTimeout(late)
          waiting.delete(id)
          // The type of the answer follows from that of the question; the page's word for it is checked.
          resolve(finding?.type === FINDING[type] ? (finding as never) : null)
        }
        const late = setTimeout(() => settle(null), probe.boundMs + GRACE_MS)
        waiting.set(id, settle)
        tell({ ...probe, id } as PageProbe)
      }),
    answer: finding => waiting.get(finding.id)?.(finding),
  }
}

const FINDING = { allocate: 'allocated', quality: 'measured', sound: 'sounded' } as const
