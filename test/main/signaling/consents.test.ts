// What a gateway that records is told: by policy, or by a person, and always before the call is offered.
import { expect, test } from 'vitest'
import type { Backend, BackendEvent } from '../../../main/signaling/backend'
import { type ConsentPolicy, createConsents } from '../../../main/signaling/consents'

const ICE = { servers: [], expiresAtMs: null }
const TARGET = { url: 'wss://gateway.example/', token: null } as never

/** Opens a call at a gateway that records. */
function opening(policy: ConsentPolicy, isRequired = false) {
  const told: string[] = []
  const started: unknown[] = []
  let emit: (event: BackendEvent) => void = () => undefined
  const inner = {
    start: order => void started.push(order.record),
    close: () => undefined,
  } as Partial<Backend>
  const consents = createConsents(
    (_, listener) => {
      emit = listener
      return inner as Backend
    },
    () => policy,
  )
  const open = () =>
    consents.open({ callId: 'call-0001', target: TARGET }, event => {
      told.push(event.type === 'told' ? event.fact.type : event.type)
    })
  const backend = open()
  const ready = (recording: { by: string; isRequired: boolean } | null = { by: 'gateway', isRequired }) =>
    emit({ type: 'ready', ice: ICE, openedAtMs: 0, spare: null, recording })
  const start = () => backend.start({ callId: 'call-0001', agent: 'ada', attempt: 1, sdp: 'v=0' })
  return { told, started, ready, start, open, backend, answer: consents.answer }
}

test.each([true, false])(
  'asked, nothing goes on until the person says; then the call says so: %s',
  agrees => {
    const call = opening('ask')
    call.ready()
    expect(call.told).toEqual(['consent.asked'])
    call.answer({ callId: 'call-0002', agrees: true })
    expect(call.told).toEqual(['consent.asked'])
    call.answer({ callId: 'call-0001', agrees })
    call.answer({ callId: 'call-0001', agrees: !agrees })
    call.start()
    expect([call.told, call.started]).toEqual([['consent.asked', 'ready'], [agrees]])
  },
)

test('another session of the same call is not asked again', () => {
  const call = opening('ask')
  call.ready()
  call.answer({ callId: 'call-0001', agrees: true })
  call.open()
  call.ready()
  expect(call.told).toEqual(['consent.asked', 'ready', 'ready'])
})

test('declined where it is required: the call fails by its name', () => {
  const call = opening('ask', true)
  call.ready()
  call.answer({ callId: 'call-0001', agrees: false })
  expect(call.told).toEqual(['consent.asked', 'backend.failed'])
})

test('policy answers without a question, and a gateway that does not record is told nothing', () => {
  for (const [policy, record] of [
    ['announce', true],
    ['decline', false],
  ] as const) {
    const call = opening(policy)
    call.ready()
    call.start()
    expect([call.told, call.started]).toEqual([['ready'], [record]])
  }
  const call = opening('announce')
  call.ready(null)
  call.start()
  expect([call.told, call.started]).toEqual([['ready'], [false]])
  const refused = opening('decline', true)
  refused.ready()
  expect(refused.told).toEqual(['backend.failed'])
})

test('a call that is over while the person is asked goes nowhere', () => {
  const call = opening('ask')
  call.ready()
  call.backend.close()
  call.answer({ callId: 'call-0001', agrees: true })
  expect(call.told).toEqual(['consent.asked'])
})
