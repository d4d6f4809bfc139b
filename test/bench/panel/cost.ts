// What a page and its app cost while time passes: the page's main thread as Chromium counts its tasks, and all of the app's processes
// as the kernel does. Linux only; knows no app.
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { kindOf, processTree, readProc } from '../../e2e/processes'
import { pause } from '../start/figures'

export interface Cost {
  /** Of the page's main thread, milliseconds of CPU per second: its tasks, as Chromium's tracing of itself has them. */
  readonly mainMs: number
  /** The same thread by the kernel: with what is no task. */
  readonly threadMs: number
  /** Of all processes of the app together. */
  readonly appMs: number
}

/** proc(5): clock ticks a second, on every Linux that Electron runs on. */
const TICKS = 100

/** Milliseconds of CPU of one process, all its threads. */
function cpuMs(pid: number): number {
  // The name may hold spaces and brackets: fields are counted from behind it. Fields 14 and 15 are user and system time.
  const fields = readProc(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? []
  return ((Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 1_000) / TICKS
}

const renderers = (root: number): readonly number[] =>
  processTree(root).filter(pid => kindOf(pid) === 'renderer')

/** The first field of schedstat: nanoseconds on a processor. The first thread of a process has its id. */
const threadMs = (pid: number): number =>
  Number(readProc(`/proc/${pid}/task/${pid}/schedstat`).split(' ')[0] ?? 0) / 1e6

const metricsSchema = z.object({ metrics: z.array(z.object({ name: z.string(), value: z.number() })) })

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

/** Watches for so many seconds. `pid`: the app's first process. */
export async function costOf(page: Page, pid: number, seconds: number): Promise<Cost> {
  const session = await page.context().newCDPSession(page)
  // CPU time, not time that passed: on a busy machine a task waits.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const read = async () => {
    const { metrics } = metricsSchema.parse(await session.send('Performance.getMetrics'))
    const tasksS = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
    return {
      atMs: performance.now(),
      mainMs: 1_000 * tasksS,
      threadMs: sum(renderers(pid).map(threadMs)),
      appMs: sum(processTree(pid).map(cpuMs)),
    }
  }
  const before = await read()
  await pause(1_000 * seconds)
  const after = await read()
  await session.detach()
  const passedS = (after.atMs - before.atMs) / 1_000
  return {
    mainMs: (after.mainMs - before.mainMs) / passedS,
    threadMs: (after.threadMs - before.threadMs) / passedS,
    appMs: (after.appMs - before.appMs) / passedS,
  }
}
