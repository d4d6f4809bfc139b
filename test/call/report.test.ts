// The report tells what a call was, in times from dial, and parses by its own schema.
import { describe, expect, test } from 'vitest'
import { FAILURES } from '../../protocol/catalogue'
import { NO_PROOF } from '../../protocol/plain'
import { callReportSchema } from '../../protocol/report'
import { cutOff, type DescribeFailure, type Ended, type Measured, toReport } from '../../renderer/call'
import { activeCall, call } from '../scenario/dsl'

const NOT_MEASURED: Measured = {
  path: null,
  quality: {
    mos: null,
    rttMs: null,
    jitterMs: null,
    lossPct: null,
    concealedPct: null,
    bufferMs: null,
    sentKbps: null,
    receivedKbps: null,
  },
  overTime: { everyMs: 1_000, points: [] },
  events: [],
  proof: NO_PROOF,
  heard: { agent: true, microphone: true },
  iceErrors: [],
  states: [],
  relayBytes: 0,
  relayCost: null,
  redundancy: { received: 0, unused: 0 },
}
const describeFailure: DescribeFailure = ({ name, detail }) => ({
  code: FAILURES[name].code,
  layer: FAILURES[name].layer,
  name,
  message: 'A sentence.',
  detail: detail ?? null,
})
const reportOf = (ended: Ended) =>
  callReportSchema.parse(toReport(ended, NOT_MEASURED, '2026-01-02T03:04:05.000Z', describeFailure))

describe('the call report', () => {
  test('of a call that went well', () => {
    const story = call().dial().after(40).backendOpens('parallel').after(60).answers().after(200).soundFlows()
      .micOpens().told({ type: 'agent.turned', responseMs: 612.4, stages: null }).after(10_000).hangUp() // biome-ignore format: prose
    expect(reportOf(story.ended())).toMatchObject({
      outcome: 'connected',
      failure: null,
      backend: 'viaduct',
      timings: { signalingMs: 40, credentialsMs: 5, firstAttemptMs: 40, connectedMs: 300, firstMediaMs: 300 },
      attempts: [{ n: 1, route: 'direct', startedMs: 40, connectedMs: 300, endedBy: 'caller' }],
      retries: 0,
      recoveries: [],
      alarms: 0,
      responses: [{ ms: 612, by: 'gateway', agentMs: 612 }],
      durationMs: 10_000,
      externalId: 'external-1',
    })
  })

  test('of a talk that was heard: each answer with its parts, each interruption', () => {
    const story = call().dial().after(40).backendOpens('parallel').after(60).answers().after(200).soundFlows()
      .after(5_000).told({ type: 'agent.turned', responseMs: 640, stages: { endpointMs: 600 } })
      .after(200).told({ type: 'turn.heard', ms: 811.6, agoMs: 50, networkMs: 50.2, bufferMs: 40.4 })
      .after(1_000).told({ type: 'interruption.heard', stopMs: 320.4, agoMs: 600 }).hangUp() // biome-ignore format: prose
    const report = reportOf(story.ended())
    const parts = { networkMs: 50, bufferMs: 40, agentMs: 640, stages: { endpointMs: 600 } }
    expect(report.responses).toEqual([{ ms: 812, atMs: 5_450, by: 'ear', ...parts }])
    expect(report.interruptions).toEqual([{ atMs: 5_900, stopMs: 320 }])
  })

  test('of before the ledger is read as one', () => {
    const old = reportOf(call().dial().hangUp().ended())
    const { interruptions: _, ...rest } = old
    expect(callReportSchema.parse({ ...rest, responses: [{ ms: 700 }] })).toMatchObject({
      interruptions: [],
      responses: [{ ms: 700, atMs: null, by: 'gateway', networkMs: null, agentMs: null, stages: null }],
    })
  })

  test('of a retry and of a recovery tells them apart', () => {
    const story = call().dial().micOpens().backendOpens('parallel').answers().after(3_500).soundFlows(2)
      .after(1_000).pathDies().after(250).soundFlows().hangUp() // biome-ignore format: prose
    expect(reportOf(story.ended())).toMatchObject({
      outcome: 'connected',
      retries: 1,
      recoveries: [{ cause: 'relay_lost', gapMs: 250 }],
      attempts: [{ endedBy: 'not needed' }, { endedBy: 'relay_lost' }, { endedBy: 'caller' }],
    })
  })

  test('of a call that failed names the failure', () => {
    const story = call().dial().micOpens().backendOpens('parallel').answers().after(6_000)
    expect(reportOf(story.ended())).toMatchObject({
      outcome: 'failed',
      failure: { code: 'VD-R01', name: 'relay_no_path', layer: 'relay' },
      timings: { connectedMs: null, firstMediaMs: null },
      retries: 1,
      durationMs: 0,
    })
  })

  test('of a call that its caller gave up: not connected, and nobody failed', () => {
    expect(reportOf(call().dial().hangUp().ended())).toMatchObject({
      outcome: 'failed', failure: null, backend: 'none', attempts: [],
    }) // biome-ignore format: one record
  })

  test('of a call that was lost in the middle', () => {
    const story = activeCall().networkGone().pathDies().after(65_000)
    expect(reportOf(story.ended())).toMatchObject({ outcome: 'failed', failure: { name: 'relay_lost' } })
  })

  describe('of a call whose page may not live to see its end', () => {
    /** As it stands so many milliseconds after its dial. */
    const cutAfter = (story: ReturnType<typeof call>, ms: number) => {
      const now = story.call()
      if (now.phase === 'idle' || now.phase === 'ended') throw new Error('the call does not live')
      return { now, report: reportOf(cutOff(now, now.dialedAtMs + ms)) }
    }

    test('that sounds: cut off, with its attempts ended, and the call itself untouched', () => {
      const story = call()
        .dial()
        .micOpens()
        .backendOpens('parallel')
        .answers()
        .after(300)
        .soundFlows()
        .after(2_000)
      const { now, report } = cutAfter(story, 2_300)
      expect(report).toMatchObject({
        outcome: 'failed',
        failure: { code: 'VD-X04', name: 'app_gone' },
        attempts: [{ endedBy: 'failure' }],
        durationMs: 2_000,
      })
      expect([story.call(), now.phase]).toEqual([now, 'active'])
    })

    test('that is being built: failed, without a duration', () =>
      expect(cutAfter(call().dial().micOpens(), 700).report).toMatchObject({
        outcome: 'failed',
        failure: { name: 'app_gone' },
        durationMs: 0,
      }))

    test('whose end was said already: ended so', () => {
      const story = activeCall().after(900).agentEnds('agent')
      expect(cutAfter(story, 950).report).toMatchObject({ outcome: 'connected', failure: null })
    })
  })

  test('of every call without sound that its caller did not end has a failure', () => {
    const story = call().dial().micOpens().backendOpens('parallel').rings().agentEnds('agent')
    expect(reportOf(story.ended())).toMatchObject({ failure: { name: 'agent_gone', detail: 'agent' } })
  })
})
