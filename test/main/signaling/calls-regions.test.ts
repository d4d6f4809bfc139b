// What the page reports of relays decides what its next attempts get, over a real connection.
import { expect, it } from 'vitest'
import { LINE_TIMES } from '../../../main/signaling/line-times'
import type { AttemptPlan, Cause } from '../../../protocol/ice'
import { polite, type Script, welcome } from '../../fakes/scripted-gateway'
import { CALL, house } from './calls-house'
import { first, gateway } from './world'

const relayIn = (region: string) => ({
  urls: [`turn:${region}.example`, `turns:${region}.example:443`, 'turns:192.0.2.9:443'],
  username: 'u',
  credential: 'c',
  region,
})
const script: Script = (message, client) => {
  if (message.type !== 'hello') return polite(message, client)
  client.say(welcome({ servers: [relayIn('eu'), relayIn('us')], expiresAtMs: null }))
}

/** A call in progress over attempt 1. */
async function talking(mayUseAddresses = async () => false) {
  const { url, heard } = await gateway({ script })
  const { facts, calls, open } = house(url, {
    mayUseAddresses,
    times: { ...LINE_TIMES, pingEveryMs: 60_000 },
  })
  open()
  const { plan } = await first(facts, 'attempt.planned')
  calls.startCall({ callId: CALL, attempt: 1, sdp: 'offer' })
  await first(facts, 'backend.answered')
  let planned = 1
  const ask = async (cause: Cause): Promise<AttemptPlan> => {
    planned += 1
    const n = planned
    calls.planAttempt({ callId: CALL, cause })
    const is = (fact: (typeof facts.seen)[number]) =>
      fact.type === 'attempt.planned' && fact.plan.attempt === n
    const fact = await facts.when(`plan ${n}`, is)
    if (fact.type !== 'attempt.planned') throw new Error('unreachable')
    return fact.plan
  }
  return { plan, calls, ask, heard, facts }
}

const regionsOf = ({ servers }: AttemptPlan) => servers.map(({ region }) => region)
const about = (attempt: number) => ({ callId: CALL, attempt })

it('a standby stands in another region than the relay that carries the call, wherever that moved', async () => {
  const { plan, calls, ask } = await talking()
  expect(regionsOf(plan)).toEqual(['eu', 'us'])
  calls.reportRelay({ server: 'turn:eu.example', what: 'carries', ms: null, attempt: about(1) })
  const standby = await ask('standby')
  expect(standby).toMatchObject({ route: 'relay-tls', cause: 'standby' })
  expect(regionsOf(standby)).toEqual(['us'])
  calls.goAttempt({ callId: CALL, attempt: 2, n: 1, after: null })
  calls.reportRelay({ server: 'turns:us.example:443', what: 'carries', ms: null, attempt: about(2) })
  expect(regionsOf(await ask('standby'))).toEqual(['eu'])
})

it('a relay that died is out of the next plans, and what the page never heard of changes nothing', async () => {
  const { calls, ask } = await talking()
  calls.reportRelay({ server: 'turn:nowhere.example', what: 'died', ms: null, attempt: null })
  expect(regionsOf(await ask('recovery'))).toEqual(['eu', 'us'])
  calls.reportRelay({ server: 'turn:eu.example', what: 'died', ms: null, attempt: about(1) })
  expect(regionsOf(await ask('recovery'))).toEqual(['us'])
  expect(regionsOf(await ask('retry'))).toEqual(['us'])
})

it('servers are named by address only where no name resolves', async () => {
  const urls = ({ servers }: AttemptPlan) => servers.flatMap(server => server.urls)
  expect(urls((await talking()).plan)).not.toContain('turns:192.0.2.9:443')
  expect(urls((await talking(async () => true)).plan)).toContain('turns:192.0.2.9:443')
  const { plan } = await talking(() => Promise.reject(new Error('no answer')))
  expect(urls(plan)).toEqual(['turn:eu.example', 'turns:eu.example:443', 'turn:us.example'])
})

it('signaling is asked at once whether it lives when the sound is lost, and not for a standby', async () => {
  const { ask, heard } = await talking()
  const pings = () => heard.filter(({ type }) => type === 'ping').length
  await ask('standby')
  expect(pings()).toBe(0)
  await ask('recovery')
  await expect.poll(pings).toBe(1)
})
