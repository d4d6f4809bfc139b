// Reads a policy file, and believes it only where nobody but its owner could have written it. Must not know what stands in it.
import { constants, type Stats } from 'node:fs'
import { type FileHandle, lstat, open } from 'node:fs/promises'
import type { PolicyProblemName } from '../../protocol/policy-report'

/** 5000 agents take a third of this. */
const BYTES_MAX = 4 * 1024 * 1024
const GROUP_AND_OTHERS_WRITE = 0o022

export interface Refused {
  readonly name: PolicyProblemName
  readonly why: string
}
/** Who must own it; `anybody`: whoever starts the app with it has chosen it. */
export type Owner = number | 'anybody'

const refused = (name: PolicyProblemName, why: string): Refused => ({ name, why })
const tooLarge = refused('policy_invalid', `it is larger than ${BYTES_MAX} bytes`)

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown'

function unsafe({ uid, mode }: Stats, owner: Owner): Refused | null {
  if (owner === 'anybody') return null
  if (uid !== owner) return refused('policy_unsafe', `it belongs to user ${uid}, not to ${owner}`)
  if ((mode & GROUP_AND_OTHERS_WRITE) === 0) return null
  return refused('policy_unsafe', `others may write it (mode ${(mode & 0o7777).toString(8)})`)
}

/** Null: it is not there. A folder that others may write may hold anything by the time it is read. */
export async function lookAtFolder(path: string, owner: Owner): Promise<'fine' | Refused | null> {
  try {
    const stats = await lstat(path)
    if (!stats.isDirectory()) return refused('policy_unsafe', 'it is not a folder')
    return unsafe(stats, owner) ?? 'fine'
  } catch (error) {
    const code = codeOf(error)
    return code === 'ENOENT' ? null : refused('policy_unreadable', `it cannot be read (${code})`)
  }
}

/** Null: it grew meanwhile. */
async function readUpTo(file: FileHandle, size: number): Promise<Uint8Array | null> {
  const bytes = Buffer.alloc(size + 1)
  let length = 0
  for (;;) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length, length)
    length += bytesRead
    if (bytesRead === 0) return bytes.subarray(0, length)
    if (length > size) return null
  }
}

/** Never waits for a pipe, never follows a link where the owner counts. Null: it is not there. */
export async function readPolicyFile(path: string, owner: Owner): Promise<Uint8Array | Refused | null> {
  const { O_RDONLY, O_NONBLOCK, O_NOFOLLOW } = constants
  const flags = O_RDONLY | (O_NONBLOCK ?? 0) | (owner === 'anybody' ? 0 : (O_NOFOLLOW ?? 0))
  try {
    // What is looked at is what is read: by the handle, not by the name.
    const file = await open(path, flags)
    try {
      const stats = await file.stat()
      if (!stats.isFile()) return refused('policy_invalid', 'it is not a file')
      const wrong = unsafe(stats, owner)
      if (wrong !== null) return wrong
      if (stats.size > BYTES_MAX) return tooLarge
      return (await readUpTo(file, stats.size)) ?? tooLarge
    } finally {
      await file.close()
    }
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT') return null
    if (code === 'ELOOP') return refused('policy_unsafe', 'it is a link')
    return refused('policy_unreadable', `it cannot be read (${code})`)
  }
}

/** Another word whenever what is at this path may be another. */
export async function markOf(path: string): Promise<string> {
  try {
    const { ino, mode, uid, size, mtimeNs, ctimeNs } = await lstat(path, { bigint: true })
    return [path, ino, mode, uid, size, mtimeNs, ctimeNs].join(':')
  } catch (error) {
    return `${path}:${codeOf(error)}`
  }
}
