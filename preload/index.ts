// The bridge: one typed object, generated from the contract's names. Sandboxed, one small CommonJS file.
import { contextBridge, ipcRenderer } from 'electron'
import { channelOf, EVENTS, REQUESTS, type Reply, type RequestName } from '../protocol/channels'
import type { Bridge } from '../protocol/ipc'

/** A refusal is the page's exception, and says no more than that. */
async function ask(name: RequestName, input: unknown): Promise<unknown> {
  const reply: Reply = await ipcRenderer.invoke(channelOf(name), input)
  if ('refused' in reply) throw new Error(`${name} was refused`)
  return reply.value
}

const requests = REQUESTS.map(name => [name, (input?: unknown) => ask(name, input)] as const)

const listeners = EVENTS.map(name => {
  const listen = (listener: (payload: unknown) => void) => {
    // The event object stays here: it would hand the page Electron's own interfaces.
    const forward = (_: unknown, payload: unknown) => listener(payload)
    ipcRenderer.on(channelOf(name), forward)
    return () => {
      ipcRenderer.removeListener(channelOf(name), forward)
    }
  }
  return [`on${name.charAt(0).toUpperCase()}${name.slice(1)}`, listen] as const
})

const bridge = Object.fromEntries([...requests, ...listeners])
contextBridge.exposeInMainWorld('viaduct', bridge satisfies Record<string, unknown> as unknown as Bridge)
