// Measures what main asks the page to, and answers. Belongs to no call, and changes nothing that is shown.
import type { Bridge } from '../../protocol/ipc'
import type { PageFinding, PageProbe } from '../../protocol/page-probe'
import { mos } from '../health'
import { allocate, listenOnce, measure } from '../media'

/** A jitter buffer holds about twice the jitter, and no less than 40 ms. */
const bufferOf = (jitterMs: number): number => Math.max(40, 2 * jitterMs)

async function find(probe: PageProbe): Promise<PageFinding> {
  const { id } = probe
  if (probe.type === 'allocate') {
    const { ms, errors } = await allocate(probe.server, probe.boundMs)
    return { type: 'allocated', id, ms, errors: [...errors] }
  }
  if (probe.type === 'sound')
    return { type: 'sounded', id, ...(await listenOnce(navigator.mediaDevices, probe.boundMs)) }
  const seen = await measure(probe.servers, probe.boundMs, probe.forMs)
  if (seen === null) return { type: 'measured', id, quality: null }
  const { rttMs, jitterMs, lossPct } = seen
  // Raw loss, as nothing is repaired here: the estimate is on the safe side of what a call conceals.
  const score = mos({ concealedPct: lossPct, rttMs, jitterBufferMs: bufferOf(jitterMs) })
  return { type: 'measured', id, quality: { rttMs, jitterMs, lossPct, mos: score } }
}

/** A probe that breaks is one that found nothing: main does not wait for it for ever. */
export function answerProbes(bridge: Bridge): void {
  bridge.onPageProbe(probe => {
    find(probe)
      .then(finding => bridge.answerProbe(finding))
      .catch(() => undefined)
  })
}
