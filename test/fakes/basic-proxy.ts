// A CONNECT proxy on this computer that asks for a password (Basic) and leads every host to one port. Real sockets.
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'

export interface BasicProxy {
  readonly server: string
  /** The passwords it was sent, in order; null: none. */
  readonly sent: readonly (string | null)[]
  close(): void
}

const ASK =
  'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="Work"\r\nContent-Length: 0\r\n\r\n'

const passwordOf = (header: string | undefined): string | null => {
  const [, code] = /^Basic (\S+)$/.exec(header ?? '') ?? []
  return code === undefined ? null : (Buffer.from(code, 'base64').toString().split(':')[1] ?? '')
}

export function startBasicProxy(password: string, toPort: number): Promise<BasicProxy> {
  const sent: (string | null)[] = []
  const sockets = new Set<Socket>()
  const proxy = createServer()
  proxy.on('connection', socket => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
  })
  proxy.on('connect', (request, socket: Socket, head) => {
    const told = passwordOf(request.headers['proxy-authorization'])
    sent.push(told)
    if (told !== password) return void socket.end(ASK)
    const far = connect(toPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      far.write(head)
      far.pipe(socket).pipe(far)
    })
    sockets.add(far)
    far.on('error', () => socket.destroy())
    socket.on('close', () => far.destroy())
  })
  return new Promise(resolve =>
    proxy.listen(0, '127.0.0.1', () =>
      resolve({
        server: `127.0.0.1:${(proxy.address() as AddressInfo).port}`,
        sent,
        close: () => {
          proxy.close()
          for (const socket of sockets) socket.destroy()
        },
      }),
    ),
  )
}
