// Runs a program that listens in a world's namespaces (listening.py), from its "ready" to the one JSON it prints in the end.
// Must not know what is noted. `-B`: no compiled files beside the sources.
import { spawn } from 'node:child_process'

export interface Listener {
  /** Ends it, and tells what it printed, parsed; null where it printed nothing. `error`: its last word. */
  stop(): Promise<{ readonly noted: unknown; readonly error: string }>
}

/** Resolves once it listens, or has died. */
export async function startListener(program: string, namespaces: readonly string[]): Promise<Listener> {
  const child = spawn('python3', ['-B', program, ...namespaces], { stdio: ['pipe', 'pipe', 'pipe'] })
  const said = { out: '', error: '' }
  child.stdin.on('error', () => undefined)
  child.stderr.setEncoding('utf8').on('data', text => {
    said.error += text
  })
  const closed = new Promise<void>(resolve => child.once('close', () => resolve()))
  const ready = new Promise<void>(resolve => child.stdout.once('data', () => resolve()))
  child.stdout.setEncoding('utf8').on('data', text => {
    said.out += text
  })
  await Promise.race([ready, closed])
  return {
    stop: async () => {
      child.stdin.end()
      await closed
      const noted: unknown = JSON.parse(said.out.split('\n')[1] || 'null')
      return { noted, error: said.error.trim().split('\n').at(-1) ?? '' }
    },
  }
}
