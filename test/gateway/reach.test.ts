// The embedded gateway looks at no address off this computer.
import { describe, expect, it } from 'vitest'
import { type AnswererFact, createAnswerer } from '../../gateway/media/answerer'
import { filterSdp, isLoopback, mayTry } from '../../gateway/media/reach'
import { createWrtcCaller } from '../fakes/wrtc-caller'

const candidate = (address: string) => `candidate:1 1 udp 2122260223 ${address} 50000 typ host`
const OUTSIDE = ['192.0.2.7', '8.8.8.8', '10.0.0.1', '0.0.0.0', 'fe80::1', '2001:db8::1', '::ffff:192.0.2.7']

describe('loopback reach', () => {
  it('tries loopback addresses only, and never a name', () => {
    for (const address of ['127.0.0.1', '127.1.2.3', '::1']) {
      expect(mayTry(candidate(address), { kind: 'loopback' })).toBe(true)
    }
    for (const address of [...OUTSIDE, '3f2a.local', 'evil.example', '127.0.0.1.evil.example', '']) {
      expect(mayTry(candidate(address), { kind: 'loopback' })).toBe(false)
    }
  })

  it('lets addresses pass elsewhere, but resolves no names', () => {
    expect(mayTry(candidate('192.0.2.7'), { kind: 'interfaces' })).toBe(true)
    expect(mayTry(candidate('3f2a.local'), { kind: 'interfaces' })).toBe(false)
  })

  it('drops candidate lines from an SDP and counts them', () => {
    const lines = ['m=audio 9 x 111', ...['127.0.0.1', '192.0.2.7', 'a.local'].map(a => `a=${candidate(a)}`)]
    const { sdp, dropped } = filterSdp(lines.join('\r\n'), { kind: 'loopback' })
    expect(dropped).toBe(2)
    expect(sdp).toContain('127.0.0.1')
    expect(sdp).not.toContain('192.0.2.7')
  })

  it('knows loopback by number, not by look', () => {
    for (const address of OUTSIDE) expect(isLoopback(address)).toBe(false)
    expect(isLoopback('0:0:0:0:0:0:0:1')).toBe(true)
    expect(isLoopback('1::')).toBe(false)
  })

  it('announces 127.0.0.1 alone and counts what it refuses', async () => {
    const facts: AnswererFact[] = []
    const answerer = createAnswerer({ kind: 'loopback' }, fact => facts.push(fact))
    const caller = createWrtcCaller()
    const answer = await answerer.answer(await caller.offer(), 'answerer')
    for (const address of OUTSIDE) {
      answerer.addCandidate({ candidate: candidate(address), sdpMid: '0', sdpMLineIndex: 0 })
    }
    answerer.close()
    caller.close()
    const addresses = [...answer.matchAll(/^a=candidate:\S+ \d \S+ \d+ (\S+)/gm)].map(match => match[1])
    expect(new Set(addresses)).toEqual(new Set(['127.0.0.1']))
    expect(facts.filter(fact => fact.type === 'candidate.refused')).toHaveLength(OUTSIDE.length)
  })
})
