// The waits that are taken out of werift's handshake: what is done to its objects, and that they still have the shape for it.

import { afterEach, describe, expect, it, vi } from 'vitest'
import { RTCPeerConnection, RTCRtpCodecParameters } from 'werift'
import { hastenHandshake } from '../../gateway/media/handshake'
import { createWeriftCaller } from '../fakes/werift-caller'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

function transport(dtls: object) {
  const listeners: ((state: string) => void)[] = []
  return {
    dtls,
    onStateChange: { subscribe: (listener: (state: string) => void) => listeners.push(listener) },
    enter: (state: string) => {
      for (const listener of listeners) listener(state)
      return Promise.resolve()
    },
  }
}

/** A client socket that counts its hellos. */
function socket() {
  let hellos = 0
  return {
    hellos: () => hellos,
    waitForReady: (_: () => boolean) => Promise.resolve(),
    connect: async () => {
      hellos += 1
    },
  }
}

describe('a handshake in haste', () => {
  it('says hello at once, and only once', async () => {
    const dtls = socket()
    const it = transport(dtls)
    hastenHandshake(it)
    await it.enter('connecting')
    expect(dtls.hellos()).toBe(1)
    await dtls.connect()
    expect(dtls.hellos()).toBe(1)
  })

  it('goes on as soon as what it waits for is there, and gives up in the end', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] })
    const dtls = socket()
    const it = transport(dtls)
    hastenHandshake(it)
    await it.enter('connecting')
    let ready = false
    const waited = dtls.waitForReady(() => ready)
    await vi.advanceTimersByTimeAsync(10)
    ready = true
    await vi.advanceTimersByTimeAsync(2)
    await expect(waited).resolves.toBeUndefined()
    const never = expect(dtls.waitForReady(() => false)).rejects.toThrow('stopped')
    await vi.advanceTimersByTimeAsync(5_000)
    await never
  })

  it('leaves alone what it does not know', async () => {
    const told: string[] = []
    const it = transport({ handshake: 'of another kind' })
    hastenHandshake(it, found => told.push(found))
    await it.enter('connecting')
    expect(told).toEqual(['unknown'])
  })

  it('finds its shape in the werift that is installed', async () => {
    const opus = { mimeType: 'audio/opus', clockRate: 48_000, channels: 2 }
    const answerer = new RTCPeerConnection({
      codecs: { audio: [new RTCRtpCodecParameters(opus)], video: [] },
      iceServers: [],
      iceUseIpv4: false,
      iceUseIpv6: false,
      iceAdditionalHostAddresses: ['127.0.0.1'],
    })
    cleanups.push(() => answerer.close())
    const caller = createWeriftCaller(() => undefined)
    cleanups.push(() => caller.close())
    const told: string[] = []
    await answerer.setRemoteDescription({ type: 'offer', sdp: await caller.offer() })
    for (const one of answerer.dtlsTransports) hastenHandshake(one, found => told.push(found))
    await answerer.setLocalDescription(await answerer.createAnswer())
    await caller.accept(answerer.localDescription?.sdp ?? '')
    await caller.connected()
    expect(told).toEqual(['hastened'])
  })
})
