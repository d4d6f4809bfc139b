// macOS: managed preferences, as a configuration profile leaves them on the disk: the computer's before the person's.
// NOT TRIED on macOS: what is tried here is which files are believed, and what becomes of plutil's JSON.
import { execFile } from 'node:child_process'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { markOf, readPolicyFile } from './file'
import { type Found, noDocument, type PolicySource } from './found'
import { parseJson } from './json'

/** The bundle's identifier (electron-builder.yml) is the domain of its preferences. */
export const DOMAIN = 'com.viaduct.desktop'
const FOLDER = '/Library/Managed Preferences'
const BOUND_MS = 3_000

/** A property list as JSON, by the system's own tool. Rejects where it holds what JSON cannot. */
export type ToJson = (plist: Uint8Array) => Promise<Uint8Array>

const plutil: ToJson = plist =>
  new Promise((settle, reject) => {
    const args = ['-convert', 'json', '-o', '-', '--', '-']
    const options = { encoding: 'buffer', timeout: BOUND_MS, maxBuffer: 8 * 1024 * 1024 } as const
    const child = execFile('/usr/bin/plutil', args, options, (error, out) =>
      error === null ? settle(out) : reject(error),
    )
    child.stdin?.on('error', reject)
    child.stdin?.end(plist)
  })

/** The system adds keys of its own, and a profile need not say the document's version. */
function documentOf(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return json
  const own = Object.entries(json).filter(([name]) => !name.startsWith('Payload'))
  return Object.fromEntries([['version', 1], ...own])
}

async function findIn(where: string, owner: number, toJson: ToJson): Promise<readonly Found[]> {
  const read = await readPolicyFile(where, owner)
  if (read === null) return []
  if (!(read instanceof Uint8Array)) return [noDocument(where, read.name, read.why)]
  try {
    const json = parseJson(await toJson(read))
    if ('why' in json) return [noDocument(where, 'policy_invalid', json.why)]
    return [{ kind: 'document', where, document: documentOf(json.document) }]
  } catch {
    return [noDocument(where, 'policy_invalid', 'it is not a property list of texts, numbers and lists')]
  }
}

export function createProfileSource(
  folder = FOLDER,
  owner = 0,
  toJson: ToJson = plutil,
  person = userInfo().username,
): PolicySource {
  const files = [join(folder, `${DOMAIN}.plist`), join(folder, person, `${DOMAIN}.plist`)]
  return {
    find: async () => (await Promise.all(files.map(file => findIn(file, owner, toJson)))).flat(),
    mark: async () => (await Promise.all(files.map(markOf))).join('\n'),
  }
}
