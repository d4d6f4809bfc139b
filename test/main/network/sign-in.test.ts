// A check behind a proxy that asks: it waits for the answer, and not for ever; a refused password is no missing one.
import { describe, expect, it } from 'vitest'
import { signedIn } from '../../../main/network'
import type { Asked } from '../../../main/network/probes'
import type { Ready } from '../../../main/network/proxy-auth'

const LOGIN: Asked = { kind: 'login', isProxy: true, scheme: 'basic', tries: 0, ms: 1 }
const ask = (asked: Asked) => async () => asked
const refused = (name: 'proxy_credentials' | 'proxy_authentication'): Ready => ({
  kind: 'failed',
  failure: { name, detail: 'HTTP 407' },
})
const asked = async (seen: Asked, ready: Promise<Ready> | null) =>
  (await signedIn(ask(seen), ready))('https://gateway.example/', 1)

describe('a check behind a proxy', () => {
  it('asks once the proxy has been answered', async () => {
    let isReady = false
    const ready = new Promise<Ready>(resolve =>
      setTimeout(() => {
        isReady = true
        resolve({ kind: 'signed in' })
      }, 30),
    )
    await signedIn(ask(LOGIN), ready)
    expect(isReady).toBe(true)
  })

  it('does not wait for a proxy, or a script, that never says anything', async () =>
    expect(await asked(LOGIN, new Promise(() => undefined))).toEqual(LOGIN))

  it('says that a password was refused, though it is not offered again, and only where the proxy asks', async () => {
    expect(await asked(LOGIN, Promise.resolve(refused('proxy_credentials')))).toEqual({ ...LOGIN, tries: 1 })
    const answered: Asked = { kind: 'answered', status: 200, headers: {}, start: '', ms: 1 }
    expect(await asked(answered, Promise.resolve(refused('proxy_credentials')))).toEqual(answered)
  })

  it('says that there is none where there is none', async () => {
    expect(await asked(LOGIN, Promise.resolve(refused('proxy_authentication')))).toEqual(LOGIN)
    expect(await asked(LOGIN, null)).toEqual(LOGIN)
  })
})
