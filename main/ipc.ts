// The only file that touches ipcMain. Checks sender and shape of everything, then hands it to the handlers.
import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron'
import { channelOf, type EventName, REQUESTS, type Reply, type RequestName } from '../protocol/channels'
import {
  CONTRACT,
  EVENT_SHAPES,
  type EventPayload,
  type RequestInput,
  type RequestOutput,
} from '../protocol/ipc'
import { APP_ORIGIN } from './window/origin'

/** Requests that answer by facts return nothing. */
type Answer<N extends RequestName> = undefined extends RequestOutput<N> ? void : RequestOutput<N>

/** One handler per request; a missing or misspelt one does not compile. */
export type Handlers = {
  readonly [N in RequestName]: (
    input: RequestInput<N>,
    window: BrowserWindow,
  ) => Answer<N> | Promise<Answer<N>>
}

/** What the check looks at: the frame that sent, and whether it is the main frame of one of our windows. */
export interface Sender {
  readonly url: string | undefined
  readonly isOwnMainFrame: boolean
}

/** Our own page and nothing else: no frame inside it, no blank page, no look-alike origin. */
export function isTrusted({ url, isOwnMainFrame }: Sender): boolean {
  if (!isOwnMainFrame || url === undefined || !URL.canParse(url)) return false
  // For a custom scheme `origin` is the string "null": protocol and host are what tells it apart.
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}` === APP_ORIGIN
}

const senderOf = (event: IpcMainInvokeEvent, window: BrowserWindow): Sender => ({
  url: event.senderFrame?.url,
  isOwnMainFrame: event.sender === window.webContents && event.senderFrame === event.sender.mainFrame,
})

export interface Refusal {
  readonly channel: string
  /** `broken`: the handler itself failed. */
  readonly why: 'sender' | 'shape' | 'broken'
}

export interface IpcOptions {
  readonly handlers: Handlers
  /** The window that may speak. */
  readonly window: () => BrowserWindow | null
  readonly refused: (refusal: Refusal) => void
}

const REFUSED: Reply = { refused: true }

export function registerHandlers({ handlers, window, refused }: IpcOptions): void {
  const register = <N extends RequestName>(name: N): void => {
    const handler = handlers[name]
    const refuse = (why: Refusal['why']): Reply => {
      refused({ channel: name, why })
      return REFUSED
    }
    ipcMain.handle(channelOf(name), async (event, input: unknown): Promise<Reply> => {
      const own = window()
      // The last words of a page whose window is gone: nobody is there to be answered or warned about.
      if (own === null) return REFUSED
      if (!isTrusted(senderOf(event, own))) return refuse('sender')
      const parsed = CONTRACT[name].input.safeParse(input)
      if (!parsed.success) return refuse('shape')
      try {
        return { value: await handler(parsed.data as RequestInput<N>, own) }
      } catch {
        return refuse('broken')
      }
    })
  }
  for (const name of REQUESTS) register(name)
}

/** Tells the window. A shape of our own that does not fit is a bug, found here and not in the page. */
export function tellWindow<N extends EventName>(
  window: BrowserWindow | null,
  name: N,
  payload: EventPayload<N>,
): void {
  if (window === null || window.isDestroyed()) return
  window.webContents.send(channelOf(name), EVENT_SHAPES[name].parse(payload))
}
