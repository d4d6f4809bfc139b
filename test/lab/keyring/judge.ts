// What a desktop's figures must be, and how they read. Pure.
import type { Desk } from './desktops'
import { type KeyringState, WHAT } from './states'

export interface Bounds {
  /** For each operation. */
  readonly settledMs: number
  /** How late a timer or a file of the process that asks may be. */
  readonly lagMs: number
}

const slowest = ({ taken }: Desk): number => Math.max(...taken.map(({ ms }) => ms))
const right = ({ taken }: Desk): number => taken.filter(({ step, said }) => step.said === said).length

/** One sentence for each thing that does not hold; none, and all is well. */
export function faultsOf(state: KeyringState, desk: Desk, bounds: Bounds): readonly string[] {
  const { taken, wrong, loopLagMs, fsLagMs, traces } = desk
  const misnamed = taken.flatMap(({ step, said }, n) =>
    step.said === said ? [] : [`${state}: operation ${n}, ${step.op}, said ${said} and not ${step.said}`],
  )
  return [
    ...misnamed,
    ...(wrong > 0 ? [`${state}: ${wrong} secrets that were never kept`] : []),
    ...(slowest(desk) > bounds.settledMs ? [`${state}: settled after ${slowest(desk)} ms`] : []),
    ...(loopLagMs > bounds.lagMs ? [`${state}: the event loop stood for ${loopLagMs} ms`] : []),
    ...(fsLagMs > bounds.lagMs ? [`${state}: a file took ${fsLagMs} ms`] : []),
    ...traces.map(name => `${state}: a secret in ${name}`),
  ]
}

/** A row of the table. */
export const rowOf = (state: KeyringState, desk: Desk): string =>
  `| ${WHAT[state]} | ${desk.taken.length} | ${right(desk)} | ${slowest(desk)} ms | ${desk.loopLagMs} ms | ${desk.fsLagMs} ms | ${desk.traces.length} |`
