// A gateway's token is found by its host, asked for once, and never holds up a call.
import { expect, test } from 'vitest'
import { createGatewayTokens } from '../../../main/credentials/gateway-tokens'
import type { Read } from '../../../main/credentials/vault'

const vaultOf = (secrets: Record<string, Read>) => {
  const asked: string[] = []
  const get = async (account: string): Promise<Read> => {
    asked.push(account)
    return secrets[account] ?? { state: 'missing' }
  }
  const listeners: (() => void)[] = []
  const whenFreed = (listener: () => void) => void listeners.push(listener)
  return { get, asked, whenFreed, secrets, free: () => listeners.forEach(listener => void listener()) }
}

test('the token belongs to the host, whatever the path; each host is asked about once', async () => {
  const vault = vaultOf({
    'gateway:voice.example:8443': { state: 'ok', secret: 'open sesame', kept: 'keyring' },
  })
  const urls = ['wss://voice.example:8443/a', 'wss://voice.example:8443/b', 'wss://other.example/']
  const tokens = createGatewayTokens(vault, urls, () => undefined)
  expect(tokens.tokenFor('wss://voice.example:8443/a')).toBeUndefined()
  await tokens.asked
  expect(tokens.tokenFor('wss://voice.example:8443/b')).toBe('open sesame')
  expect(tokens.tokenFor('wss://other.example/')).toBeUndefined()
  expect(vault.asked.sort()).toEqual(['gateway:other.example', 'gateway:voice.example:8443'])
})

test('a locked keyring is said once, without a secret; a missing token is not worth a word', async () => {
  const lines: string[] = []
  const vault = vaultOf({ 'gateway:a.example': { state: 'locked' } })
  await createGatewayTokens(vault, ['wss://a.example/', 'wss://b.example/'], line => lines.push(line)).asked
  expect(lines).toEqual(['token of a.example: keyring locked'])
})

test('a gateway that comes later is asked about then, and none twice', async () => {
  const vault = vaultOf({ 'gateway:b.example': { state: 'ok', secret: 'later', kept: 'keyring' } })
  const tokens = createGatewayTokens(vault, ['wss://a.example/'], () => undefined)
  tokens.ask(['wss://a.example/x', 'wss://b.example/'])
  await tokens.asked
  expect(tokens.tokenFor('wss://b.example/')).toBe('later')
  expect(vault.asked).toEqual(['gateway:a.example', 'gateway:b.example'])
})

test('a keyring that is unlocked later is asked again for what it did not give', async () => {
  const vault = vaultOf({ 'gateway:a.example': { state: 'waiting' } })
  const tokens = createGatewayTokens(vault, ['wss://a.example/'], () => undefined)
  await tokens.asked
  vault.secrets['gateway:a.example'] = { state: 'ok', secret: 'at last', kept: 'keyring' }
  vault.free()
  await tokens.asked
  await Promise.resolve()
  expect(tokens.tokenFor('wss://a.example/')).toBe('at last')
})

test('without gateways nobody is asked', async () => {
  const vault = vaultOf({})
  await createGatewayTokens(vault, [], () => undefined).asked
  expect(vault.asked).toEqual([])
})
