// A UDP relay on loopback that loses packets both ways, for benches: stands between a caller and one gateway port.
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'

export interface LossyRelay {
  /** Where the caller should send. */
  readonly port: number
  readonly lost: () => number
  readonly passed: () => number
  close(): void
}

const bind = (socket: Socket): Promise<void> => new Promise(resolve => socket.bind(0, '127.0.0.1', resolve))

/** Opens a relay to `target` on 127.0.0.1 that loses this share (0..1) of the packets of each direction. */
export async function openLossyRelay(target: number, share: number): Promise<LossyRelay> {
  const outer = createSocket('udp4')
  const inner = createSocket('udp4')
  await Promise.all([bind(outer), bind(inner)])
  let caller: RemoteInfo | null = null
  let lost = 0
  let passed = 0
  const pass = (send: () => void) => {
    if (Math.random() < share) lost += 1
    else {
      passed += 1
      send()
    }
  }
  outer.on('message', (packet, from) => {
    caller = from
    pass(() => inner.send(packet, target, '127.0.0.1'))
  })
  inner.on('message', packet => {
    const to = caller
    if (to) pass(() => outer.send(packet, to.port, to.address))
  })
  return {
    port: outer.address().port,
    lost: () => lost,
    passed: () => passed,
    close() {
      outer.close()
      inner.close()
    },
  }
}
