// Linux: /etc/viaduct/policy.json and the drop-ins beside it. A later drop-in goes before an earlier one, and all before policy.json.
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { lookAtFolder, markOf, type Owner, readPolicyFile } from './file'
import { type Found, noDocument, type PolicySource } from './found'
import { parseJson } from './json'

const FILES_MAX = 100

/** By code units: the same order in every language. Files of editors and packagers are not ours. */
const dropIns = (names: readonly string[]): string[] =>
  names.filter(name => name.endsWith('.json') && !name.startsWith('.')).toSorted((a, b) => (a < b ? 1 : -1))

export async function readFound(where: string, owner: Owner): Promise<Found | null> {
  const read = await readPolicyFile(where, owner)
  if (read === null) return null
  if (!(read instanceof Uint8Array)) return noDocument(where, read.name, read.why)
  const json = parseJson(read)
  if ('why' in json) return noDocument(where, 'policy_invalid', json.why)
  return { kind: 'document', where, document: json.document }
}

async function findDropIns(folder: string, owner: Owner): Promise<readonly Found[]> {
  const look = await lookAtFolder(folder, owner)
  if (look === null) return []
  if (look !== 'fine') return [noDocument(folder, look.name, look.why)]
  const names = dropIns(await readdir(folder))
  if (names.length > FILES_MAX)
    return [noDocument(folder, 'policy_invalid', `it holds more than ${FILES_MAX} files`)]
  const found = await Promise.all(names.map(name => readFound(join(folder, name), owner)))
  return found.filter(one => one !== null)
}

/** @param owner the user number that must own the folder and all in it: 0 but in tests */
export function createEtcSource(folder = '/etc/viaduct', owner = 0): PolicySource {
  const main = join(folder, 'policy.json')
  const more = join(folder, 'policy.d')
  const find = async (): Promise<readonly Found[]> => {
    const look = await lookAtFolder(folder, owner)
    if (look === null) return []
    if (look !== 'fine') return [noDocument(folder, look.name, look.why)]
    const [dropped, first] = await Promise.all([findDropIns(more, owner), readFound(main, owner)])
    return first === null ? dropped : [...dropped, first]
  }
  return {
    find: () => find().catch(() => [noDocument(folder, 'policy_unreadable', 'it changed while it was read')]),
    mark: async () => {
      const names = dropIns(await readdir(more).catch(() => []))
      const all = [folder, main, more, ...names.map(name => join(more, name))]
      return (await Promise.all(all.map(markOf))).join('\n')
    },
  }
}
