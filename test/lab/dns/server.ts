// The resolver as a process: UDP and TCP port 53 on the addresses it is given. Run: server.ts '{"addresses", "names"}'.
import { createSocket } from 'node:dgram'
import { createServer, isIPv6, type Socket } from 'node:net'
import { answerTo, type Table } from './message'

const { addresses, names } = JSON.parse(process.argv[2] ?? '{}') as {
  addresses: readonly string[]
  names: Table
}
const PORT = 53

function listenUdp(address: string): Promise<void> {
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4')
  socket.on('message', (query, from) => {
    const answer = answerTo(query, names)
    if (answer !== null) socket.send(answer, from.port, from.address)
  })
  return new Promise(resolve => socket.bind(PORT, address, resolve))
}

/** Over TCP two octets of length come first (RFC 1035 section 4.2.2). */
function serveTcp(socket: Socket): void {
  let waiting = Buffer.alloc(0)
  socket.on('error', () => socket.destroy())
  socket.on('data', chunk => {
    waiting = Buffer.concat([waiting, chunk])
    while (waiting.length >= 2 && waiting.length >= 2 + waiting.readUInt16BE(0)) {
      const end = 2 + waiting.readUInt16BE(0)
      const answer = answerTo(waiting.subarray(2, end), names)
      waiting = waiting.subarray(end)
      if (answer === null) continue
      const length = Buffer.alloc(2)
      length.writeUInt16BE(answer.length)
      socket.write(Buffer.concat([length, answer]))
    }
  })
}

const listenTcp = (address: string): Promise<void> =>
  new Promise(resolve => createServer(serveTcp).listen(PORT, address, resolve))

await Promise.all(addresses.flatMap(address => [listenUdp(address), listenTcp(address)]))
console.log('resolver is listening')
