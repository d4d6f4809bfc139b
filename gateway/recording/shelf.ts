// The recordings in a folder: list them, erase a call's, erase what is too old. Reads sidecars; touches nothing it did not make.
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Sidecar, sidecarSchema } from './sidecar'

export interface Shelved extends Sidecar {
  /** File name of the sound, in the folder. */
  readonly file: string
  readonly bytes: number
}

const DAY_MS = 24 * 60 * 60 * 1000

async function readSidecar(folder: string, name: string): Promise<Shelved | null> {
  try {
    const sidecar = sidecarSchema.parse(JSON.parse(await readFile(join(folder, name), 'utf8')))
    const file = name.replace(/\.json$/, '.opus')
    const { size } = await stat(join(folder, file))
    return { ...sidecar, file, bytes: size }
  } catch {
    // Not one of ours, or half erased: neither is listed.
    return null
  }
}

/** All recordings in the folder, the oldest first. Rejects with one clear sentence when the folder cannot be read. */
export async function listRecordings(folder: string): Promise<readonly Shelved[]> {
  const all = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      `cannot read the folder ${folder}: ${error.code === 'ENOENT' ? 'there is none' : error.code}`,
    )
  })
  const names = all.filter(name => name.endsWith('.json')).sort()
  const shelved = await Promise.all(names.map(name => readSidecar(folder, name)))
  return shelved.filter(entry => entry !== null)
}

async function erase(folder: string, entry: Shelved): Promise<void> {
  await rm(join(folder, entry.file), { force: true })
  await rm(join(folder, entry.file.replace(/\.opus$/, '.json')), { force: true })
}

/** Erases every recording of a call, sound first; returns how many there were. */
export async function eraseRecordings(folder: string, callId: string): Promise<number> {
  const entries = (await listRecordings(folder)).filter(entry => entry.callId === callId)
  for (const entry of entries) await erase(folder, entry)
  return entries.length
}

/** Erases recordings that began more than `keepDays` days ago; returns how many. */
export async function pruneRecordings(folder: string, keepDays: number, now = Date.now()): Promise<number> {
  const limit = now - keepDays * DAY_MS
  const entries = (await listRecordings(folder)).filter(entry => Date.parse(entry.startedAt) < limit)
  for (const entry of entries) await erase(folder, entry)
  return entries.length
}
