// The processes of a running app, as /proc tells (proc(5)). Linux only; knows Chromium's command lines, no app.
import { readdirSync, readFileSync } from 'node:fs'

export const readProc = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // A process that ended while we looked.
    return ''
  }
}

/** A process and all that it started. */
export function processTree(root: number): readonly number[] {
  const parents = new Map<number, number>()
  for (const pid of readdirSync('/proc').map(Number).filter(Number.isInteger))
    parents.set(pid, Number(/^PPid:\s+(\d+)/m.exec(readProc(`/proc/${pid}/status`))?.[1]))
  const grow = (pid: number): readonly number[] => [
    pid,
    ...[...parents].filter(([, parent]) => parent === pid).flatMap(([child]) => grow(child)),
  ]
  return grow(root)
}

/** Kinds as Chromium names them on each process's command line; Electron's own Node processes are `node`. */
export function kindOf(pid: number): string {
  const words = readProc(`/proc/${pid}/cmdline`)
  if (words.includes('node.mojom.NodeService')) return 'node'
  const service = /--utility-sub-type=(\w+)\./.exec(words)?.[1]
  return service ?? /--type=([\w-]+)/.exec(words)?.[1] ?? 'browser'
}
