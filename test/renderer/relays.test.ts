// What the page tells of TURN servers: how fast they allocate, which never do, which carried a call and which lost it.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createRelayTale, type RelayEvent } from '../../renderer/media/relay-tale'
import { namesOf, type RelayTold, watchRelays } from '../../renderer/media/relays'

const TLS = 'turns:eu.example.com:443?transport=tcp'
const UDP = 'turn:eu.example.com:3478'
const FAR = 'turn:us.example.com?transport=tcp'
const SERVERS = [{ urls: ['stun:eu.example.com', UDP, TLS] }, { urls: [FAR] }]

describe('a server of the plan', () => {
  test.each([
    ['turn:eu.example.com:3478?transport=udp', UDP],
    ['turn:EU.example.com', UDP],
    ['turns:eu.example.com:443', TLS],
    ['turn:us.example.com:3478?transport=tcp', FAR],
    ['turn:us.example.com:3478?transport=udp', null],
    ['stun:eu.example.com', null],
    ['', null],
    [null, null],
  ])('is known by what the engine calls it: %s', (url, name) => expect(namesOf(SERVERS)(url)).toBe(name))
})

/** The one thing that a connection is here: a source of events with a gathering state. */
function gathering() {
  const connection = Object.assign(new EventTarget(), {
    iceGatheringState: 'new',
    signalingState: 'have-local-offer',
    remoteDescription: null as object | null,
  })
  const told: RelayTold[] = []
  watchRelays(connection as unknown as RTCPeerConnection, SERVERS, one => told.push(one))
  const fire = (type: string, rest: object = {}) =>
    connection.dispatchEvent(Object.assign(new Event(type), rest))
  return {
    told,
    candidate: (type: string, url: string) => fire('icecandidate', { candidate: { type, url } }),
    error: (url: string) => fire('icecandidateerror', { url }),
    answered: () => {
      connection.remoteDescription = {}
    },
    closed: () => {
      connection.signalingState = 'closed'
    },
    enter: (state: string) => {
      connection.iceGatheringState = state
      fire('icegatheringstatechange')
    },
  }
}

describe('gathering', () => {
  test('tells each server once, at its first relayed candidate', () => {
    const { told, enter, candidate } = gathering()
    enter('gathering')
    candidate('host', '')
    candidate('srflx', 'stun:eu.example.com')
    candidate('relay', 'turn:eu.example.com:3478?transport=udp')
    candidate('relay', 'turn:eu.example.com:3478?transport=udp')
    candidate('relay', TLS)
    expect(told.map(({ server, what }) => [server, what])).toEqual([
      [UDP, 'allocated'],
      [TLS, 'allocated'],
    ])
    expect(told.every(({ ms }) => ms !== null && ms >= 0 && ms < 1_000)).toBe(true)
  })

  describe('of a peer that waits for its call', () => {
    beforeEach(() => void vi.useFakeTimers())
    afterEach(() => void vi.useRealTimers())
    const whats = (told: readonly RelayTold[]) => told.map(({ server, what }) => [server, what])

    test('tells that UDP is silent, when TCP has long answered', () => {
      const { told, enter, candidate } = gathering()
      enter('gathering')
      candidate('relay', TLS)
      vi.advanceTimersByTime(2_999)
      expect(told).toHaveLength(1)
      vi.advanceTimersByTime(1)
      expect(whats(told).slice(1)).toEqual([[UDP, 'silent']])
      candidate('relay', FAR)
      vi.advanceTimersByTime(10_000)
      expect(told).toHaveLength(3)
    })

    test('does not where UDP came late, over STUN alone, or the call began', () => {
      for (const seen of [
        (peer: ReturnType<typeof gathering>) => peer.candidate('relay', UDP),
        (peer: ReturnType<typeof gathering>) => peer.candidate('srflx', 'stun:eu.example.com'),
        (peer: ReturnType<typeof gathering>) => peer.answered(),
        (peer: ReturnType<typeof gathering>) => peer.closed(),
      ]) {
        const peer = gathering()
        peer.enter('gathering')
        peer.candidate('relay', TLS)
        vi.advanceTimersByTime(2_000)
        seen(peer)
        vi.advanceTimersByTime(10_000)
        expect(whats(peer.told)).not.toContainEqual([UDP, 'silent'])
      }
    })
  })

  test('tells of failure only when it is over, and only where the host gave nothing', () => {
    const { told, enter, candidate, error } = gathering()
    enter('gathering')
    error(UDP)
    error(FAR)
    error(FAR)
    candidate('relay', TLS)
    expect(told.map(({ what }) => what)).toEqual(['allocated'])
    enter('complete')
    enter('complete')
    expect(told.slice(1)).toEqual([{ server: FAR, what: 'failed', ms: null }])
  })
})

describe('a call over relays', () => {
  function tale(relays: Record<number, string | null>) {
    const told: RelayEvent[] = []
    const said = createRelayTale(
      attempt => relays[attempt] ?? null,
      event => told.push(event),
    )
    return { ...said, words: () => told.map(({ what, server, attempt }) => `${what} ${server} ${attempt}`) }
  }

  test('is told when its sound flows, once, and again after each move', () => {
    const { carries, flowed, words } = tale({ 1: UDP, 2: TLS })
    carries(1)
    expect(words()).toEqual([])
    flowed(1, 'flowing')
    carries(1)
    carries(1)
    carries(2)
    flowed(2, 'flowing')
    carries(2)
    expect(words()).toEqual([`carries ${UDP} 1`, `carries ${TLS} 2`])
  })

  test('that is direct tells nothing', () => {
    const { carries, flowed, ends, words } = tale({ 1: null })
    flowed(1, 'flowing')
    carries(1)
    flowed(1, 'stalled')
    ends(1)
    expect(words()).toEqual([])
  })

  test.each(['falls silent', 'breaks'] as const)('that %s and is given up has lost its relay', how => {
    const { carries, flowed, broke, ends, words } = tale({ 1: UDP })
    flowed(1, 'flowing')
    carries(1)
    if (how === 'breaks') broke(1)
    else flowed(1, 'stalled')
    ends(1)
    expect(words()).toEqual([`carries ${UDP} 1`, `died ${UDP} 1`])
  })

  test('that spoke again, was moved on purpose or was hung up has lost nothing', () => {
    const { carries, flowed, ends, forget, words } = tale({ 1: UDP, 2: TLS })
    flowed(1, 'flowing')
    carries(1)
    flowed(1, 'stalled')
    flowed(1, 'flowing')
    carries(2)
    flowed(2, 'flowing')
    carries(2)
    // The path that was left falls silent, as it should.
    flowed(1, 'stalled')
    ends(1)
    flowed(2, 'stalled')
    forget()
    ends(2)
    expect(words()).toEqual([`carries ${UDP} 1`, `carries ${TLS} 2`])
  })
})
