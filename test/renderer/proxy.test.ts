// The one question of a proxy that a page shows.
import { expect, test } from 'vitest'
import type { EventPayload, RequestInput } from '../../protocol/ipc'
import { createAppStore, followProxies } from '../../renderer/store'

const asked = (id: string, tries = 0): EventPayload<'proxyFact'> => ({
  type: 'proxy.asked',
  id,
  host: 'proxy.test',
  port: 3128,
  realm: 'Work',
  scheme: 'basic',
  isReadable: true,
  username: 'ada',
  tries,
})
const answerTo = (id: string): RequestInput<'answerProxy'> => ({
  id,
  username: 'ada',
  password: 'p',
  keep: false,
})

function page(refuses = false) {
  const store = createAppStore()
  const answers: string[] = []
  let tell: (fact: EventPayload<'proxyFact'>) => void = () => undefined
  const answer = followProxies(
    {
      onProxyFact: listener => {
        tell = listener
        return () => undefined
      },
      answerProxy: async ({ id }) => {
        answers.push(id)
        if (refuses) throw new Error('refused')
      },
    },
    store,
  )
  return { store, answers, answer, tell: (fact: EventPayload<'proxyFact'>) => tell(fact) }
}

test('is shown, checked, asked again in place, and gone with its verdict', () => {
  const { store, tell, answer, answers } = page()
  tell(asked('proxy-1'))
  expect(store.getState().proxy).toMatchObject({ id: 'proxy-1', stage: 'asking' })
  answer(answerTo('proxy-1'))
  answer(answerTo('proxy-1'))
  expect(store.getState().proxy).toMatchObject({ id: 'proxy-1', stage: 'checking' })
  tell(asked('proxy-2', 1))
  expect(store.getState().proxy).toMatchObject({ id: 'proxy-2', stage: 'asking', tries: 1 })
  answer(answerTo('proxy-1'))
  tell({ type: 'proxy.settled', id: 'proxy-1' })
  expect(store.getState().proxy).toMatchObject({ id: 'proxy-2' })
  tell({ type: 'proxy.settled', id: 'proxy-2' })
  expect(store.getState().proxy).toBeNull()
  expect(answers).toEqual(['proxy-1'])
})

test('the store holds no password, and an answer that main refuses leaves no dead dialog', async () => {
  const { store, tell, answer } = page(true)
  tell(asked('proxy-1'))
  answer({ ...answerTo('proxy-1'), password: 'over the viaduct' })
  expect(JSON.stringify(store.getState())).not.toContain('over the viaduct')
  await new Promise(resolve => setImmediate(resolve))
  expect(store.getState().proxy).toBeNull()
})
