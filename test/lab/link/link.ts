// Starts the userspace link and changes it mid-call. Must not know what its settings mean.
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The link's program; `python3` runs it. */
export const LINK_PROGRAM = fileURLToPath(new URL('./link.py', import.meta.url))

/** Each direction alone; link.py tells what each means and its default. Times in milliseconds, shares in percent. */
export interface LinkSettings {
  readonly delayMs?: number
  readonly jitterMs?: number
  readonly lossPct?: number
  readonly burstEveryMs?: number
  readonly burstMs?: number
  readonly spikeEveryMs?: number
  readonly spikeMs?: number
  readonly reorderPct?: number
  readonly reorderMs?: number
  readonly rateKbps?: number
  readonly queueMs?: number
}

export interface LinkSpec {
  readonly name: string
  /** The same seed and the same arrivals give the same fates. */
  readonly seed: number
  readonly settings: LinkSettings
  readonly ends: readonly [LinkEnd, LinkEnd]
}

interface LinkEnd {
  readonly ns: string
  readonly dev: string
}

export interface Links {
  /** Changes what is named, from the next packet on. */
  change(link: string, settings: LinkSettings): void
  stop(): void
}

const READY_MS = 10_000

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let complaint = ''
    const late = setTimeout(() => reject(new Error('the link did not start in time')), READY_MS)
    child.stderr?.setEncoding('utf8').on('data', text => {
      complaint = (complaint + text).slice(-500)
    })
    child.once('error', error => reject(new Error(`python3: ${error.message}`)))
    child.once('close', () => reject(new Error(`the link ended: ${complaint.trim().split('\n').at(-1)}`)))
    child.stdout?.once('data', () => {
      clearTimeout(late)
      resolve()
    })
  })
}

/** Makes the links' devices in their namespaces and joins them. Rejects when that cannot be done. */
export async function startLinks(specs: readonly LinkSpec[]): Promise<Links> {
  const child = spawn('python3', [LINK_PROGRAM, 'run', JSON.stringify({ links: specs })], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.on('error', () => undefined)
  await ready(child)
  return {
    change: (link, settings) => void child.stdin.write(`${JSON.stringify({ link, settings })}\n`),
    stop: () => void child.kill('SIGKILL'),
  }
}
