// Windows: Software\Policies\Viaduct, the computer's before the person's. Both are written by Group Policy or MDM only: people may
// read them. NOT TRIED on Windows: what is tried here is the text that reg.exe prints (registry-text.ts).
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { win32 } from 'node:path'
import type { KeyKind } from '../../protocol/policy/keys'
import { type Found, noDocument, type PolicySource } from './found'
import { registryDocument } from './registry-text'

export const ROOT = 'Software\\Policies\\Viaduct'
const HIVES = ['HKLM', 'HKCU'] as const
const BOUND_MS = 3_000

/** What reg.exe prints of a key; null: there is no such key. */
export type QueryRegistry = (key: string) => Promise<string | null>

/** In UTF-8, which it does not speak by itself; the 64-bit view, whoever asks. */
const reg: QueryRegistry = key =>
  new Promise((settle, reject) => {
    const system = win32.join(process.env.SystemRoot ?? 'C:\\Windows', 'System32')
    const line = `chcp 65001>nul & "${win32.join(system, 'reg.exe')}" query "${key}" /s /reg:64`
    const options = { timeout: BOUND_MS, windowsHide: true, maxBuffer: 8 * 1024 * 1024 }
    const args = ['/d', '/s', '/c', `"${line}"`]
    execFile(
      win32.join(system, 'cmd.exe'),
      args,
      { ...options, windowsVerbatimArguments: true },
      (error, out) => {
        // It ends with 1 where the key is not there.
        if (error === null) settle(out)
        else if (error.code === 1) settle(null)
        else reject(error)
      },
    )
  })

export function createRegistrySource(
  kinds: () => Promise<ReadonlyMap<string, KeyKind>>,
  query = reg,
): PolicySource {
  const findIn = async (hive: string): Promise<readonly Found[]> => {
    const where = `${hive}\\${ROOT}`
    try {
      const text = await query(where)
      if (text === null) return []
      const document = registryDocument(text, ROOT, await kinds())
      return document === null ? [] : [{ kind: 'document', where, document }]
    } catch {
      return [noDocument(where, 'policy_unreadable', 'reg.exe could not be asked')]
    }
  }
  return {
    find: async () => (await Promise.all(HIVES.map(findIn))).flat(),
    mark: async () => {
      const texts = await Promise.all(HIVES.map(hive => query(`${hive}\\${ROOT}`).catch(() => 'unknown')))
      return createHash('sha256').update(texts.join('\n')).digest('base64')
    },
  }
}
