// The only file that touches ipcMain. Checks the sender of everything, then hands it to what answers, once that is there.
import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron'
import { channelOf, REQUESTS, type Reply, type RequestName } from '../protocol/channels'
import type { Answer } from './contract'
import { APP_ORIGIN } from './window/origin'

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

export interface IpcOptions {
  /** What answers. The page is there before it: requests wait. */
  readonly answer: Promise<Answer>
  /** The window that may speak. */
  readonly window: () => BrowserWindow | null
  /** A request of this channel did not come from our page. */
  readonly refused: (channel: string) => void
}

const REFUSED: Reply = { refused: true }

export function registerRequests({ answer, window, refused }: IpcOptions): void {
  const register = (name: RequestName): void =>
    ipcMain.handle(channelOf(name), async (event, input: unknown): Promise<Reply> => {
      const own = window()
      // The last words of a page whose window is gone: nobody is there to be answered or warned about.
      if (own === null) return REFUSED
      // Before anything is waited for: the frame that sent may be gone by then.
      if (isTrusted(senderOf(event, own))) return (await answer)(name, input, own)
      refused(name)
      return REFUSED
    })
  for (const name of REQUESTS) register(name)
}
