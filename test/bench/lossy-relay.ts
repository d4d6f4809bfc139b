// A UDP relay on loopback that loses packets both ways: stands between a caller and one gateway port.
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'

export interface LossyRelay {
  /** Where the caller should send. */
  readonly port: number
  readonly lost: () => number
  readonly passed: () => number
  close(): void
}

const bind = (socket: Socket): Promise<void> => new Promise(resolve => socket.bind(0, '127.0.0.1', resolve))

export type Way = 'up' | 'down'

/** Loses this share (0..1) of the packets of each direction. */
export const losing = (share: number) => (): boolean => Math.random() < share

/** Opens a relay to `target` on 127.0.0.1. `loses`: asked for each packet; up is from the caller to the target. */
export async function openLossyRelay(
  target: number,
  loses: (packet: Buffer, way: Way) => boolean,
): Promise<LossyRelay> {
  const outer = createSocket('udp4')
  const inner = createSocket('udp4')
  await Promise.all([bind(outer), bind(inner)])
  let caller: RemoteInfo | null = null
  let lost = 0
  let passed = 0
  const pass = (packet: Buffer, way: Way, send: () => void) => {
    if (loses(packet, way)) lost += 1
    else {
      passed += 1
      send()
    }
  }
  outer.on('message', (packet, from) => {
    caller = from
    pass(packet, 'up', () => inner.send(packet, target, '127.0.0.1'))
  })
  inner.on('message', packet => {
    const to = caller
    if (to) pass(packet, 'down', () => outer.send(packet, to.port, to.address))
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

/** An answer whose one way leads through a relay to the gateway's UDP port. */
export async function throughRelay(
  answer: string,
  loses: (packet: Buffer, way: Way) => boolean,
): Promise<{ readonly relay: LossyRelay; readonly answer: string }> {
  const port = Number(/^a=candidate:\S+ \d udp \d+ \S+ (\d+)/m.exec(answer)?.[1])
  const relay = await openLossyRelay(port, loses)
  const line = /^(a=candidate:\S+ \d udp \d+ \S+) \d+/gm
  return { relay, answer: answer.replace(line, `$1 ${relay.port}`) }
}
