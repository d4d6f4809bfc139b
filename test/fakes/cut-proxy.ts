// A TCP road to one port on this computer that can be cut, blackholed and mended. Passes bytes; knows nothing of them.
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net'

export interface CutProxy {
  readonly port: number
  /** Connections that were let through so far. */
  passed(): number
  /** Ends every connection with a reset, as a proxy does that restarts. New ones are let through. */
  cut(): void
  /** Swallows every byte from now on, in connections old and new: a path that died without a word. */
  swallow(): void
  /** New connections pass again; swallowed ones stay dead. */
  mend(): void
  close(): Promise<void>
}

/** Opens the road. */
export async function startCutProxy(toPort: number): Promise<CutProxy> {
  const sockets = new Set<Socket>()
  let road: 'open' | 'swallowing' = 'open'
  let passed = 0

  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
  }
  const join = (from: Socket, to: Socket, alive: { yes: boolean }) => {
    from.on('data', bytes => {
      if (road === 'swallowing') alive.yes = false
      if (alive.yes) to.write(bytes)
    })
    from.on('close', () => {
      if (alive.yes) to.destroy()
    })
  }
  const server = createServer(near => {
    const alive = { yes: road === 'open' }
    keep(near)
    if (!alive.yes) return void near.resume()
    passed += 1
    const far = createConnection({ host: '127.0.0.1', port: toPort })
    keep(far)
    join(near, far, alive)
    join(far, near, alive)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    for (const socket of [...sockets]) socket.resetAndDestroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    passed: () => passed,
    cut,
    swallow: () => {
      road = 'swallowing'
    },
    mend: () => {
      road = 'open'
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        for (const socket of [...sockets]) socket.destroy()
      }),
  }
}
