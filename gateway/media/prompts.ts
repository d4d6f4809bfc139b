// Loads the agent's spoken prompts (Ogg Opus files of 20 ms packets) as frames to be sent. Reads files, once.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { OpusFrame } from './frames'
import { readOgg } from './ogg'
import { opusMs } from './opus'

const FOLDER = join('assets', 'prompts')
/** From `gateway/media/` in the sources, from `out/main/` in the app, from a folder deeper in a split bundle. */
const LEVELS_UP = 4

/** The folder of the prompts, looked for upwards from this file. */
export function findPrompts(from = dirname(fileURLToPath(import.meta.url))): string {
  let folder = from
  for (let level = 0; level <= LEVELS_UP; level++) {
    if (existsSync(join(folder, FOLDER, 'greeting.opus'))) return join(folder, FOLDER)
    folder = dirname(folder)
  }
  throw new Error('the spoken prompts are missing: assets/prompts/greeting.opus was not found')
}

/** The sound of one file; the two header packets of RFC 7845 are left out. */
export function loadPrompt(file: string): readonly OpusFrame[] {
  const [head, tags, ...packets] = readOgg(readFileSync(file)).packets
  if (!head?.toString('latin1').startsWith('OpusHead') || !tags?.toString('latin1').startsWith('OpusTags')) {
    throw new Error(`${file} is not an Ogg Opus file`)
  }
  return packets.map(payload => ({ payload, ms: opusMs(payload) ?? 20 }))
}

/** Both prompts of the Test Agent. */
export function loadPrompts(folder = findPrompts()) {
  return {
    greeting: loadPrompt(join(folder, 'greeting.opus')),
    goodbye: loadPrompt(join(folder, 'goodbye.opus')),
  }
}
