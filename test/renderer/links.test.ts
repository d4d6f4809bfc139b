// What is dialed from the page: agents at once, addresses and links only after main has read them and the person has said so.
import { expect, test } from 'vitest'
import type { LinkOffer } from '../../protocol/link'
import { createAppStore, createLinks } from '../../renderer/store'

const OFFER: Extract<LinkOffer, { kind: 'address' }> = {
  kind: 'address',
  id: 'offer-1',
  agentId: 'wss://stranger.example/v1',
  address: 'wss://stranger.example/v1',
  host: 'stranger.example',
  isListed: false,
}

function page(taken: string | null = OFFER.agentId) {
  const store = createAppStore()
  const [called, asked]: [string[], string[]] = [[], []]
  const links = createLinks(
    {
      openLink: async ({ text }) => void asked.push(`open ${text}`),
      takeOffer: async ({ id }) => {
        asked.push(`take ${id}`)
        return taken
      },
      leaveOffer: async ({ id }) => void asked.push(`leave ${id}`),
    },
    store,
    agentId => called.push(agentId),
  )
  return { store, called, asked, links, settle: () => new Promise(wake => setImmediate(wake)) }
}

test('an agent is called at once; an address, a link or a number never', () => {
  const { links, called, asked } = page()
  const strange = ['wss://stranger.example/v1', 'WS://127.0.0.1/', 'viaduct:desk', 'tel:112']
  for (const what of ['desk', ...strange]) links.dial(what)
  expect(called).toEqual(['desk'])
  expect(asked).toEqual(strange.map(text => `open ${text}`))
})

test('an offer is shown, and dials only what main gives for it, once', async () => {
  const { links, store, called, asked, settle } = page()
  links.hear({ type: 'offer', offer: OFFER })
  await settle()
  expect([store.getState().offer, called]).toEqual([OFFER, []])
  links.answer(true)
  links.answer(true)
  await settle()
  expect([store.getState().offer, called, asked]).toEqual([null, [OFFER.agentId], ['take offer-1']])
})

test('an offer that is left, or that does not hold any more, dials nothing', async () => {
  const left = page()
  left.links.hear({ type: 'offer', offer: OFFER })
  left.links.answer(false)
  await left.settle()
  expect([left.called, left.asked]).toEqual([[], ['leave offer-1']])
  const gone = page(null)
  gone.links.hear({ type: 'offer', offer: OFFER })
  gone.links.answer(true)
  await gone.settle()
  expect([gone.called, gone.asked]).toEqual([[], ['take offer-1']])
})
