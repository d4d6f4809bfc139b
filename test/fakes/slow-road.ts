// A TCP road to one port on this computer on which every byte takes its time, both ways. Connecting costs nothing, unlike on
// a real one: what is measured over it is a lower bound.
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net'

export interface SlowRoad {
  readonly port: number
  close(): Promise<void>
}

/** @param port where it begins; 0 takes a free one */
export async function startSlowRoad(toPort: number, oneWayMs: number, port = 0): Promise<SlowRoad> {
  const sockets = new Set<Socket>()
  const carry = (from: Socket, to: Socket): void => {
    sockets.add(from)
    // Timers of one length fire in the order in which they were started.
    from.on('data', bytes => void setTimeout(() => to.writable && to.write(bytes), oneWayMs))
    from.on('error', () => from.destroy())
    from.on('close', () => {
      sockets.delete(from)
      setTimeout(() => to.destroy(), oneWayMs)
    })
  }
  const server = createServer({ noDelay: true }, near => {
    const far = createConnection({ host: '127.0.0.1', port: toPort, noDelay: true })
    carry(near, far)
    carry(far, near)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        for (const socket of [...sockets]) socket.destroy()
      }),
  }
}
