// Servers that mean harm or are none: each way of theirs ends in its own failure, within the time of a dial.
import { describe, expect, it } from 'vitest'
import { type LineEvent, openLine } from '../../../main/signaling/line'
import { LINE_TIMES } from '../../../main/signaling/line-times'
import type { OpenTransport } from '../../../main/signaling/transport'
import type { FailureName } from '../../../protocol/catalogue'
import { type Misbehaviour, startBadGateway } from '../../fakes/bad-gateway'
import { afterTest, collector, first, WAYS } from './world'

/** A moment for a busy machine. */
const AROUND_MS = 300

async function dial(way: OpenTransport, behaviour: Misbehaviour, giveUpMs = 1_000) {
  const { url, close } = await startBadGateway(behaviour)
  afterTest(close)
  const events = collector<LineEvent>()
  const client = { name: 'test', version: '1' }
  const deps = { openTransport: way, client, times: { ...LINE_TIMES, giveUpMs }, log: () => undefined }
  const startedMs = performance.now()
  const line = openLine({ url }, deps, events.take)
  afterTest(line.close)
  const { failure } = await first(events, 'failed')
  return { failure, tookMs: performance.now() - startedMs, seen: events.seen.map(({ type }) => type) }
}

describe.each(WAYS)('over %s', (name, way) => {
  const isStream = name === 'the event stream'

  it.each<[Misbehaviour, FailureName, RegExp]>([
    ['silent', 'signaling_timeout', /^no connection after/],
    ['slow-drip', 'signaling_timeout', /^no connection after/],
    // The stream has its head and no name: for a client it is not open.
    ['silent-switch', 'signaling_timeout', isStream ? /^no connection after/ : /^connected, but no welcome/],
    ['never-welcomes', 'signaling_timeout', /^connected, but no welcome after/],
    [
      'web-page',
      'signaling_unreachable',
      isStream ? /^not a gateway: it sent nothing/ : /^not a gateway: HTTP 200/,
    ],
    ['redirect-loop', 'signaling_unreachable', /^not a gateway: HTTP 302/],
    ['not-http', 'signaling_unreachable', /^not a gateway/],
    ['garbage', 'signaling_garbage', /not JSON/],
    ['huge-frame', 'signaling_oversize', /./],
    ['other-version', 'signaling_version', /99/],
    ['unauthorised', 'signaling_unauthorised', /401/],
    ['overloaded', 'signaling_overloaded', /503/],
  ])('%s is %s', async (behaviour, failureName, detail) => {
    const { failure, tookMs, seen } = await dial(way, behaviour)
    expect(failure.name).toBe(failureName)
    expect(failure.detail).toMatch(detail)
    expect(tookMs).toBeLessThan(LINE_TIMES.openMs + AROUND_MS)
    expect(seen.filter(type => type === 'failed')).toHaveLength(1)
  })

  it('a message that is cut off in its middle is a connection that was lost, and nothing of it is heard', async () => {
    const { failure, seen } = await dial(way, 'cut-mid-message')
    expect(failure.name).toBe('signaling_lost')
    expect(seen).not.toContain('received')
  })
})
