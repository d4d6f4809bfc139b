// Memory of a running app: proportional set size over its processes, by kind. Knows no app.
import { kindOf, processTree, readProc } from '../../e2e/processes'

const pssKb = (pid: number): number =>
  Number(/^Pss:\s+(\d+) kB/m.exec(readProc(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)

export type Memory = Readonly<Record<string, number>>

/** Megabytes (10^6 bytes) by kind of process. */
export function memoryOf(root: number): Memory {
  const sums: Record<string, number> = {}
  for (const pid of processTree(root)) {
    const kind = kindOf(pid)
    sums[kind] = (sums[kind] ?? 0) + (pssKb(pid) * 1024) / 1e6
  }
  return sums
}

/** All kinds but those left out. */
export const total = (memory: Memory, without: readonly string[] = []): number =>
  Object.entries(memory).reduce((sum, [kind, mb]) => (without.includes(kind) ? sum : sum + mb), 0)
