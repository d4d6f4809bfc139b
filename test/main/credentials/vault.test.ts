import { afterEach, describe, expect, it } from 'vitest'
import type { KeyringProcess } from '../../../main/credentials/keyring'
import { type KeyringRequest, type KeyringResult, SECRET_BYTES_MAX } from '../../../main/credentials/messages'
import { troubleOf } from '../../../main/credentials/trouble'
import { createVault, type Vault } from '../../../main/credentials/vault'

type Answer = KeyringResult | 'silence' | 'death' | 'nonsense' | Promise<KeyringResult>

/** Keyring processes that answer as told, and say how many there were. */
function processes(answer: (request: KeyringRequest) => Answer) {
  const asked: KeyringRequest[] = []
  const lives = { started: 0, ended: 0 }
  const fork = (): KeyringProcess => {
    lives.started += 1
    let onMessage = (_reply: unknown) => {}
    let onExit = () => {}
    const end = () => {
      lives.ended += 1
      setImmediate(onExit)
    }
    return {
      postMessage: request => {
        asked.push(request)
        const result = answer(request)
        if (result === 'silence') return
        if (result === 'death') return end()
        setImmediate(async () => {
          onMessage({ id: request.id - 1, result: { state: 'ok', secret: 'of an earlier question' } })
          onMessage(result === 'nonsense' ? { hello: 'there' } : { id: request.id, result: await result })
        })
      },
      on: (event: string, listener: (reply: unknown) => void) => {
        if (event === 'message') {
          onMessage = listener
          setImmediate(() => listener({ ready: true }))
        } else onExit = () => listener(undefined)
      },
      kill: end,
    }
  }
  return { fork, asked, lives }
}

const open: Vault[] = []
afterEach(() => {
  for (const vault of open.splice(0)) vault.close()
})
function house(answer: (request: KeyringRequest) => Answer, idleMs = 5_000, promptMs = 5_000) {
  const { fork, asked, lives } = processes(answer)
  const vault = createVault({ fork, deadlineMs: 60, idleMs, promptMs })
  open.push(vault)
  return { vault, asked, lives }
}

/** A keyring as it should be. */
function healthy() {
  const kept = new Map<string, string>()
  return (request: KeyringRequest): KeyringResult => {
    if (request.op === 'set') kept.set(request.account, request.secret)
    if (request.op === 'delete') return kept.delete(request.account) ? { state: 'ok' } : { state: 'missing' }
    const secret = kept.get(request.account)
    return secret === undefined ? { state: 'missing' } : { state: 'ok', secret }
  }
}

describe('the vault with a keyring', () => {
  it('keeps, reads and deletes a secret', async () => {
    const { vault, lives } = house(healthy())
    expect(await vault.get('a')).toEqual({ state: 'missing' })
    expect(await vault.set('a', 's3cret')).toEqual({ state: 'ok', kept: 'keyring' })
    expect(await vault.get('a')).toEqual({ state: 'ok', secret: 's3cret', kept: 'keyring' })
    expect(await vault.delete('a')).toEqual({ state: 'ok' })
    expect(await vault.get('a')).toEqual({ state: 'missing' })
    expect(lives.started).toBe(1)
  })

  it('asks one thing at a time, and lets nobody wait longer for their turn than for an answer', async () => {
    const { vault, asked } = house(() => 'silence')
    const before = performance.now()
    const states = await Promise.all([vault.get('a'), vault.get('b'), vault.set('c', 's'), vault.delete('d')])
    expect(states.map(({ state }) => state)).toEqual(Array(4).fill('waiting'))
    expect(performance.now() - before).toBeLessThan(500)
    expect(asked.map(({ account }) => account)).toEqual(['a'])
  })

  it('ends the process that nobody needs', async () => {
    const { vault, lives } = house(healthy(), 20)
    await vault.get('a')
    await new Promise(resolve => setTimeout(resolve, 60))
    expect(lives).toEqual({ started: 1, ended: 1 })
    expect(await vault.get('a')).toEqual({ state: 'missing' })
    expect(lives.started).toBe(2)
  })

  it('refuses a secret that Windows could not hold, in bytes and not characters', async () => {
    const { vault, asked } = house(healthy())
    const most = 'x'.repeat(SECRET_BYTES_MAX)
    expect(await vault.set('a', most)).toMatchObject({ state: 'ok' })
    expect(await vault.set('a', `${most}x`)).toEqual({ state: 'too-big', bytes: 2561, bytesMax: 2560 })
    expect(await vault.set('a', 'ü'.repeat(1281))).toMatchObject({ state: 'too-big', bytes: 2562 })
    expect(asked).toHaveLength(1)
    expect(await vault.get('a')).toMatchObject({ secret: most })
  })
})

describe('the vault with a keyring in trouble', () => {
  it.each(['locked', 'denied', 'broken'] as const)('tells %s, and writes nowhere instead', async state => {
    const { vault } = house(() => ({ state }))
    expect(await vault.get('a')).toEqual({ state })
    expect(await vault.set('a', 's')).toEqual({ state })
    expect(await vault.get('a')).toEqual({ state })
    expect(await vault.delete('a')).toEqual({ state })
  })

  it('leaves the prompt to the person when it is read, and hears of it when they have answered', async () => {
    let unlock = (_result: KeyringResult) => {}
    const answers: Answer[] = [new Promise(resolve => (unlock = resolve))]
    const { vault, lives } = house(request => answers.shift() ?? healthy()(request))
    let freed = 0
    vault.whenFreed(() => (freed += 1))
    expect(await vault.get('a')).toMatchObject({ state: 'waiting' })
    expect(await vault.set('a', 's')).toMatchObject({ state: 'waiting' })
    expect([lives, freed]).toEqual([{ started: 1, ended: 0 }, 0])
    unlock({ state: 'ok', secret: 'at last' })
    await new Promise(resolve => setTimeout(resolve, 20))
    expect(freed).toBe(1)
    expect(await vault.get('a')).toEqual({ state: 'missing' })
    expect(lives).toEqual({ started: 1, ended: 0 })
  })

  it('takes the prompt away in the end, and at once when something was to be changed', async () => {
    const { vault, lives } = house(() => 'silence', 5_000, 50)
    expect(await vault.get('a')).toMatchObject({ state: 'waiting' })
    await new Promise(resolve => setTimeout(resolve, 100))
    expect(lives).toEqual({ started: 1, ended: 1 })
    expect(await vault.set('a', 's')).toMatchObject({ state: 'waiting' })
    expect(lives).toEqual({ started: 2, ended: 2 })
  })

  it('says so when its process does not start in time, and finds it up afterwards', async () => {
    const { fork } = processes(healthy())
    const slow = (): KeyringProcess => {
      const real = fork()
      const late = (listener: (reply: unknown) => void) => (reply: unknown) =>
        void setTimeout(listener, 90, reply)
      return {
        ...real,
        on: (event: string, listener: (reply: unknown) => void) =>
          event === 'message'
            ? real.on('message', late(listener))
            : real.on('exit', () => listener(undefined)),
      }
    }
    const vault = createVault({ fork: slow, deadlineMs: 60 })
    open.push(vault)
    expect(await vault.get('a')).toEqual({ state: 'broken', detail: 'its process did not start in time' })
    await new Promise(resolve => setTimeout(resolve, 60))
    expect((await vault.get('a')).state).toBe('waiting')
  })

  it('starts another process after anything broken: the library in it may hold on to what is gone', async () => {
    let first = true
    const { vault, lives } = house(request => {
      if (!first) return healthy()(request)
      first = false
      return { state: 'broken' }
    })
    expect(await vault.get('a')).toEqual({ state: 'broken' })
    expect(await vault.get('a')).toEqual({ state: 'missing' })
    expect(lives).toEqual({ started: 2, ended: 1 })
  })

  it.each(['death', 'nonsense'] as const)('survives the %s of its process', async answer => {
    const { vault } = house(() => answer)
    expect((await vault.get('a')).state).toBe(answer === 'death' ? 'broken' : 'waiting')
  })

  it('survives a process that cannot start', async () => {
    const vault = createVault({
      fork: () => {
        throw new Error('no more processes')
      },
    })
    expect(await vault.get('a')).toEqual({ state: 'broken', detail: 'Error: no more processes' })
    expect(await vault.set('a', 's')).toMatchObject({ state: 'broken' })
  })
})

describe('the vault without a keyring', () => {
  it('keeps secrets in memory, and says so', async () => {
    const { vault } = house(() => ({ state: 'absent' }))
    expect(await vault.get('a')).toEqual({ state: 'absent' })
    expect(await vault.set('a', 's3cret')).toEqual({ state: 'ok', kept: 'memory' })
    expect(await vault.get('a')).toEqual({ state: 'ok', secret: 's3cret', kept: 'memory' })
    expect(await vault.delete('a')).toEqual({ state: 'ok' })
    expect(await vault.get('a')).toEqual({ state: 'absent' })
  })

  it('still knows them when a keyring comes, which then takes their place', async () => {
    let hasKeyring = false
    const keyring = healthy()
    const { vault } = house(request => (hasKeyring ? keyring(request) : { state: 'absent' }))
    await vault.set('a', 'remembered')
    hasKeyring = true
    expect(await vault.get('a')).toEqual({ state: 'ok', secret: 'remembered', kept: 'memory' })
    expect(await vault.set('a', 'kept')).toEqual({ state: 'ok', kept: 'keyring' })
    expect(await vault.delete('a')).toEqual({ state: 'ok' })
    expect(await vault.get('a')).toEqual({ state: 'missing' })
  })

  it('forgets them when it closes', async () => {
    const { vault } = house(() => ({ state: 'absent' }))
    await vault.set('a', 's3cret')
    vault.close()
    expect(await vault.get('a')).toEqual({ state: 'absent' })
  })
})

describe("a keyring's sentence", () => {
  it.each([
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'absent'],
    ['The name org.freedesktop.secrets was not provided by any .service files', 'absent'],
    ['The name :1.7 was not provided by any .service files', 'broken'],
    ['The session wrapping the secret does not exist', 'broken'],
    ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'absent'],
    ['Cannot create an item in a locked collection', 'locked'],
    ['User interaction is not allowed.', 'locked'],
    ['User canceled the operation.', 'denied'],
    ['Access is denied.', 'denied'],
    ['The stub received bad data.', 'broken'],
  ])('%s is %s', (sentence, state) => {
    expect(troubleOf(new Error(sentence))).toEqual({ state, detail: sentence })
  })
})
