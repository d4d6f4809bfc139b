// The directory's search: by name, other name, purpose and language, whatever accents are typed, over thousands.
import { expect, test } from 'vitest'
import { matchAgents } from '../../renderer/screens'
import { AGENTS, THOUSANDS } from '../fixtures/agents'

const [helpdesk, scheduling] = AGENTS
if (helpdesk === undefined || scheduling === undefined) throw new Error('no agents')
const ZURICH = { ...scheduling, id: 'zurich', name: 'Zürich Desk', aliases: ['Büro West', 'Frontdesk'] }
const ALL = [...AGENTS, ZURICH]
const found = (query: string) => matchAgents(ALL, query).map(({ id }) => id)

test.each([
  ['a name without its accent', 'zurich', ['zurich']],
  ['another name', 'buro', ['zurich']],
  ['a part of another name', 'west zur', ['zurich']],
  ['a purpose', 'payslips', ['payroll']],
  ['a language in English', 'polish', ['hr-policy']],
  ['a language in its own words', 'português', ['travel-desk', 'field-service']],
  ['a code of a language', 'sv', ['travel-desk']],
])('finds by %s', (_, query, ids) => expect(found(query)).toEqual(ids))

test('a name that begins so comes before another name, and that before the rest', () => {
  const named = { ...scheduling, id: 'named', name: 'Frontdesk' }
  const inside = { ...scheduling, id: 'inside', name: 'The frontdesk' }
  expect(matchAgents([inside, ZURICH, named], 'front').map(({ id }) => id)).toEqual([
    'named',
    'zurich',
    'inside',
  ])
})

/** The least of several: what the search costs, without what else the machine was doing. */
function leastMs(query: string): number {
  const times = Array.from({ length: 9 }, () => {
    const startMs = performance.now()
    matchAgents(THOUSANDS, query)
    return performance.now() - startMs
  })
  return Math.min(...times)
}

test('a key over 5,000 agents costs a part of a frame once they are read', () => {
  const queries = ['a', 'ag', 'agent', 'agent 4', 'agent 49', 'nobody']
  const most = Math.max(...queries.map(leastMs))
  process.stdout.write(
    `search over 5,000: ${most.toFixed(1)} ms for the costliest of ${queries.length} queries\n`,
  )
  expect(most).toBeLessThan(16)
})
