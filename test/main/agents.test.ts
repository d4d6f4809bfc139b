// Which gateway is kept warm, from the policy and the calls that were made.
import { describe, expect, test } from 'vitest'
import { likelyGateway, targetOf } from '../../main/agents/directory'
import { policySchema } from '../../protocol/policy'

const agent = (id: string, url: string) => ({ id, name: id, url })
const ADA = 'wss://ada.example/'
const BOB = 'wss://bob.example/'
const policy = policySchema.parse({ version: 1, agents: [agent('ada', ADA), agent('bob', BOB)] })
const alone = policySchema.parse({ version: 1, agents: [agent('ada', ADA), agent('eve', ADA)] })
const calls = (...ids: string[]) => ids.map(id => ({ agent: id }))

describe('the gateway that is likely called next', () => {
  test.each([
    ['the one called last', policy, calls('bob', 'ada'), BOB],
    [
      'the last one that the policy still names, whatever the Test Agent was called for',
      policy,
      calls('test-agent', 'gone', 'ada'),
      ADA,
    ],
    ['nobody, where two are as likely', policy, [], null],
    ['the only one, whoever stands behind it', alone, [], ADA],
    [
      'nobody, where there is only the built-in agent',
      policySchema.parse({ version: 1 }),
      calls('test-agent'),
      null,
    ],
  ] as const)('is %s', (_, document, recent, url) => expect(likelyGateway(document, recent)).toBe(url))
})

test('a gateway of the directory is reached with its token, any other not at all', () => {
  const tokenFor = (url: string) => (url === ADA ? 'secret' : undefined)
  expect(targetOf(policy, ADA, tokenFor)).toEqual({ url: ADA, token: 'secret' })
  expect(targetOf(policy, BOB, tokenFor)).toEqual({ url: BOB })
  const two = policySchema.parse({ version: 1, agents: [{ ...agent('bob', BOB), urls: [ADA] }] })
  expect(targetOf(two, BOB, tokenFor)).toEqual({ url: BOB, others: [{ url: ADA, token: 'secret' }] })
  expect(targetOf(policy, 'ws://127.0.0.1:4000/v1', tokenFor)).toBeNull()
})
