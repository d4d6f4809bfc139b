/** The official download: tried once, remembered when it fails, tried again when something changed. */
import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { downloadKey, officialDownload } from '../../scripts/runtime/official.mjs'
import { temporaryFolder } from './temporary-folder'

type Limits = { maxSilenceMs?: (bytes: number) => number }

function unreachableHost() {
  const runs: Limits[] = []
  const runProgram = async (_file: string, _args: string[], options: Limits = {}) => {
    runs.push(options)
    return { code: 1, stdout: '', output: 'fetch failed', stalledMs: null }
  }
  return { runs, runProgram }
}

function attempts() {
  const cache = temporaryFolder()
  const { runs, runProgram } = unreachableHost()
  const download = (env: NodeJS.ProcessEnv, { retry = false, hasFallback = false } = {}) =>
    officialDownload({ cache, env, retry, hasFallback, runProgram, log: () => {}, onProgress: () => {} })
  return { cache, runs, download }
}

describe('an official download that fails', () => {
  it('is not tried again at the next start', async () => {
    const { runs, download, cache } = attempts()
    expect(await download({})).toBeNull()
    expect(await download({})).toBeNull()
    expect(runs).toHaveLength(1)
    expect(readdirSync(cache)).toEqual(['official-download-failed.json'])
  })

  it('is tried again when a mirror is set, and with --retry', async () => {
    const { runs, download } = attempts()
    await download({})
    await download({ ELECTRON_MIRROR: 'https://mirror.example/' })
    expect(runs).toHaveLength(2)
    await download({ ELECTRON_MIRROR: 'https://mirror.example/' }, { retry: true })
    expect(runs).toHaveLength(3)
  })

  it('gives up within 20 s without a first byte, within 5 s when another runtime is at hand', async () => {
    const { runs, download } = attempts()
    await download({}, { retry: true })
    await download({}, { retry: true, hasFallback: true })
    expect(runs.map(run => run.maxSilenceMs?.(0))).toEqual([20_000, 5_000])
  })

  it('leaves no half download behind', async () => {
    const { cache, download } = attempts()
    await download({})
    expect(readdirSync(cache).filter(name => name.startsWith('scratch-'))).toEqual([])
    expect(existsSync(cache)).toBe(true)
  })
})

describe('the key of a remembered failure', () => {
  it('changes with the version, mirrors and proxies, not with the rest of the environment', () => {
    const key = downloadKey({ HOME: '/a' }, '45.0.0')
    expect(downloadKey({ HOME: '/b' }, '45.0.0')).toBe(key)
    expect(downloadKey({}, '46.0.0')).not.toBe(key)
    expect(downloadKey({ npm_config_electron_mirror: 'x' }, '45.0.0')).not.toBe(key)
    expect(downloadKey({ https_proxy: 'x' }, '45.0.0')).not.toBe(key)
  })

  it('does not reveal a password in a mirror’s address', () => {
    expect(downloadKey({ ELECTRON_MIRROR: 'https://user:geheim@mirror.example/' }, '45.0.0')).not.toContain(
      'geheim',
    )
  })
})
