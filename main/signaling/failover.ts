// Several addresses of one gateway: the next is asked beside those that have not answered (as RFC 8305 section 5 does for the
// addresses of one name). Knows transports by their shape; not which address was good before, nor why another one.
import type { Failure } from '../../protocol/failure'
import { createRace } from './race'
import type { Address, OpenTransport } from './transport'

/**
 * A gateway at 100 ms of round trip opens in 400 ms (TCP, TLS, stream): asked sooner, the second would often win over a first that
 * is well. Five addresses have all been asked before a dial's 2 s are over.
 */
export const NEXT_ADDRESS_MS = 400

/**
 * Asks the addresses in order, each a moment after the one before or at once when it failed. When none opened, the first one says
 * why: it is the one that was meant.
 */
export const inOrder =
  (open: OpenTransport, addresses: readonly Address[]): OpenTransport =>
  (_target, emit) => {
    const race = createRace(emit)
    const failures = new Map<number, Failure>()
    let next = 0
    let timer: NodeJS.Timeout | undefined

    const stop = () => clearTimeout(timer)
    const begin = () => {
      const at = next
      const address = addresses[at]
      stop()
      if (address === undefined) return
      next += 1
      if (next < addresses.length) timer = setTimeout(begin, NEXT_ADDRESS_MS)
      race.begin(open, address, {
        opened: stop,
        failed: reason => {
          failures.set(at, reason)
          if (next < addresses.length) begin()
          else if (race.running() === 0) race.fail(failures.get(0) ?? reason)
        },
      })
    }

    begin()
    return race.transport(stop)
  }
