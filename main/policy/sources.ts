// All places that may give settings, as one: the organisation's on this computer, or a file that was named at the start.
// Only this file knows which system has which.
import { createEtcSource, readFound } from './etc'
import { markOf } from './file'
import { type Findings, noDocument, type PolicySource } from './found'

/** How the values of keys are written; loaded where there are values. */
const kinds = async () => {
  const { POLICY_KEYS } = await import('../../protocol/policy/keys')
  return new Map(POLICY_KEYS.map(({ name, kind }) => [name, kind]))
}

/** What one system alone needs is loaded there alone: this runs before the window is there. */
const loaded = (load: () => Promise<PolicySource>): PolicySource => {
  let source: Promise<PolicySource> | null = null
  const get = (): Promise<PolicySource> => {
    source ??= load()
    return source
  }
  return { find: async () => (await get()).find(), mark: async () => (await get()).mark() }
}

/** Where the organisation's settings are on this system. */
export function machineSource(platform: NodeJS.Platform = process.platform): PolicySource {
  switch (platform) {
    case 'win32':
      return loaded(async () => (await import('./registry')).createRegistrySource(kinds))
    case 'darwin':
      return loaded(async () => (await import('./profiles')).createProfileSource())
    default:
      return createEtcSource()
  }
}

/** How often a change is looked for. Asking the registry costs a process, so Windows is asked seldom. */
export const lookEveryMs = (platform: NodeJS.Platform = process.platform): number =>
  platform === 'win32' ? 30_000 : 1_500

export interface PolicySources {
  find(): Promise<Findings>
  mark(): Promise<string>
}

/** The organisation goes before any file: once it gives settings, the file counts no more. */
export const createSources = (file: string | null, machine = machineSource()): PolicySources => ({
  find: async () => {
    const found = await machine.find()
    if (found.length > 0) return { from: 'organisation', found }
    if (file === null) return { from: 'nobody', found: [] }
    const given = await readFound(file, 'anybody')
    return { from: 'file', found: [given ?? noDocument(file, 'policy_unreadable', 'it is not there')] }
  },
  mark: async () => {
    const marks = [machine.mark(), ...(file === null ? [] : [markOf(file)])]
    return (await Promise.all(marks)).join('\n')
  },
})
