// The repository's own sources, read as text for the checks of this folder.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const PRODUCT_ROOMS = ['protocol', 'main', 'preload', 'renderer', 'gateway'] as const

/** Sources by path from the root, with forward slashes. */
export type Sources = ReadonlyMap<string, string>

const isSource = (path: string): boolean => /\.(ts|tsx|mts|mjs)$/.test(path) && !path.includes('node_modules')

function filesUnder(room: string): readonly string[] {
  try {
    return readdirSync(join(ROOT, room), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
  } catch {
    return []
  }
}

/** All TypeScript of these rooms; a room that does not exist has none. */
export const sourcesOf = (rooms: readonly string[]): Sources =>
  new Map(
    rooms
      .flatMap(filesUnder)
      .filter(isSource)
      .sort()
      .map(path => [path, readFileSync(join(ROOT, path), 'utf8')]),
  )
