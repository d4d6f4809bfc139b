// Keeps the memory of networks in one small file. A file that cannot be read is an empty memory, never an error.
import { readFileSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { memorySchema, type SavedMemory } from './memory'

/** Reports come in bursts, one for each server of an attempt. */
const SAVE_AFTER_MS = 1_000

export interface MemoryFile {
  readonly saved: SavedMemory
  readonly save: (memory: SavedMemory) => void
}

function readMemory(file: string): SavedMemory {
  try {
    return memorySchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return []
  }
}

/** Reads the file at once, and writes it whole and at one stroke, some time after it was asked to. */
export function openMemoryFile(file: string): MemoryFile {
  let writing: 'none' | 'due' = 'none'
  let latest: SavedMemory = []
  const write = async (): Promise<void> => {
    writing = 'none'
    await mkdir(dirname(file), { recursive: true })
    await writeFile(`${file}.new`, JSON.stringify(latest), { mode: 0o600 })
    await rename(`${file}.new`, file)
  }
  return {
    saved: readMemory(file),
    save: memory => {
      latest = memory
      if (writing === 'due') return
      writing = 'due'
      setTimeout(() => void write().catch(() => undefined), SAVE_AFTER_MS).unref()
    },
  }
}
