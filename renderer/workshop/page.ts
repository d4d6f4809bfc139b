// The page's way to the workshop: one worker, hence one engine, for all that is done off the main thread. Knows no room's messages.
import type { Envelope, RoomName } from './messages'

/** One room's line to its half in the workshop. */
export interface Line<To> {
  tell(message: To, transfer?: Transferable[]): void
  /** For what an engine wants to be given a worker itself. Starts it. */
  worker(): Worker
}

const listeners = new Map<RoomName, (message: unknown) => void>()
let started: Worker | null = null

/** Started by the first that is told anything, not by the page: it is an engine of its own, and an idle window does without. */
function worker(): Worker {
  if (started !== null) return started
  started = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'workshop' })
  started.addEventListener('message', ({ data }: MessageEvent<Envelope>) =>
    listeners.get(data.room)?.(data.message),
  )
  return started
}

export const isOpen = (): boolean => started !== null

/** @param hear what the room's half says; both halves are of one build, and of one mind about their messages */
export function openLine<To, From>(room: RoomName, hear: (message: From) => void): Line<To> {
  listeners.set(room, message => hear(message as From))
  return {
    tell: (message, transfer = []) => worker().postMessage({ room, message } satisfies Envelope, transfer),
    worker,
  }
}
