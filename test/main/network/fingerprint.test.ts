import { expect, it } from 'vitest'
import { createFingerprint, suffixOf } from '../../../main/network/fingerprint'

const HERE = { addresses: [], routes: [] }

it('reads the suffix of a network where systems keep it', () => {
  expect(suffixOf('nameserver 192.0.2.1\nsearch office.example lab.example\n')).toBe('office.example')
  expect(suffixOf('# search none.example\ndomain home.example\n')).toBe('home.example')
  expect(suffixOf('search\nnameserver 192.0.2.1')).toBe('')
  expect(suffixOf('')).toBe('')
})

it('knows the network once the proxy is decided, and anew after a change', async () => {
  let proxy = 'DIRECT'
  const { name, refresh, settled } = createFingerprint({
    read: () => HERE,
    suffix: () => 'office.example',
    decide: async () => proxy,
  })
  await settled()
  const office = name()
  proxy = 'PROXY proxy.example:8080'
  expect(name()).toBe(office)
  refresh()
  await settled()
  expect(name()).not.toBe(office)
  proxy = 'DIRECT'
  refresh()
  await settled()
  expect(name()).toBe(office)
})

it('does not wait for a decision that never comes, nor takes an old one for the new', async () => {
  const answers: ((proxy: string) => void)[] = []
  const { name, refresh, settled } = createFingerprint({
    read: () => HERE,
    suffix: () => '',
    decide: () => new Promise(answer => answers.push(answer)),
  })
  const before = name()
  refresh()
  const sinceMs = performance.now()
  await settled()
  expect(performance.now() - sinceMs).toBeLessThan(1_000)
  answers[0]?.('PROXY old.example:1')
  await new Promise(wake => setTimeout(wake, 5))
  expect(name()).toBe(before)
  answers[1]?.('PROXY new.example:1')
  await new Promise(wake => setTimeout(wake, 5))
  expect(name()).not.toBe(before)
})
