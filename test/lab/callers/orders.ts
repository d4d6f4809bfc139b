// A child process that takes orders: one JSON line each on its standard input, one JSON line each back.
// Must not know what the orders are about.
import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'

export interface OrderTaker {
  /** The answer to one order. Rejects when the child ends first, or after `boundMs`, when it is killed. */
  ask(order: unknown, boundMs: number): Promise<unknown>
  /** Everything it said on standard error so far. */
  said(): string
  /** Ends its input, so that it ends by itself; resolves when it has, killed when that takes too long. */
  close(): Promise<void>
}

const CLOSE_MS = 15_000

/** @param heard told each line that the child says on standard error */
export function takeOrders(child: ChildProcess, heard: (line: string) => void): OrderTaker {
  const { stdin, stdout, stderr } = child
  if (stdin === null || stdout === null || stderr === null) throw new Error('the child needs its three pipes')
  let error = ''
  let answer: (line: string) => void = () => undefined
  stdin.on('error', () => undefined)
  createInterface({ input: stdout }).on('line', line => answer(line))
  createInterface({ input: stderr }).on('line', line => {
    error += `${line}\n`
    heard(line)
  })
  const closed = new Promise<void>(resolve => {
    child.once('error', () => resolve())
    child.once('close', () => resolve())
  })
  // Node ends a stack with its own version: the line that names the error counts.
  const why = (): string => {
    const lines = error.trim().split('\n')
    return (lines.findLast(line => /error/i.test(line)) ?? lines.at(-1))?.slice(0, 200) || 'silence'
  }
  const bounded = async <T>(work: Promise<T>, boundMs: number): Promise<T> => {
    const late = setTimeout(() => child.kill('SIGKILL'), boundMs)
    return work.finally(() => clearTimeout(late))
  }
  return {
    ask: (order, boundMs) => {
      const answered = new Promise<unknown>((resolve, reject) => {
        answer = line => resolve(JSON.parse(line))
        closed.then(() => reject(new Error(`it ended without an answer: ${why()}`)))
        stdin.write(`${JSON.stringify(order)}\n`)
      })
      return bounded(answered, boundMs)
    },
    said: () => error,
    close: () => {
      stdin.end()
      return bounded(closed, CLOSE_MS)
    },
  }
}
