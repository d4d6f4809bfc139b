// Keeps what the person has chosen in one small file, written whole. A file that cannot be read is a person who chose nothing.
// Must not know what a choice means: the page goes by it.
import { readFileSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parse } from '../protocol/parse'
import { type Preferences, preferencesSchema } from '../protocol/preferences'
import type { Handlers } from './contract'

const FIELDS_OF_NOBODY = {}

function read(file: string): Preferences {
  let found: unknown = FIELDS_OF_NOBODY
  try {
    found = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // The first start, or a file that was cut off: nothing was chosen.
  }
  return parse(preferencesSchema, found).data ?? preferencesSchema.parse(FIELDS_OF_NOBODY)
}

/** @param file read when it is first asked for, written at every change: choices are few, and a kill must not undo one. */
export function createPreferences(file: string): Pick<Handlers, 'readPreferences' | 'keepPreferences'> {
  let kept: Preferences | null = null
  let written = Promise.resolve()
  const now = (): Preferences => {
    kept ??= read(file)
    return kept
  }
  const write = async (whole: Preferences): Promise<void> => {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(`${file}.new`, JSON.stringify(whole), { mode: 0o600 })
    await rename(`${file}.new`, file)
  }
  return {
    readPreferences: now,
    keepPreferences: async change => {
      const said = Object.entries(change).filter(([, value]) => value !== undefined)
      const whole = parse(preferencesSchema, { ...now(), ...Object.fromEntries(said) }).data ?? now()
      kept = whole
      // One after the other, or an older one might come last. A disk that is full costs the next start, not this one.
      written = written.then(() => write(whole)).catch(() => undefined)
      await written
    },
  }
}
