// A folder that stands for /etc/viaduct, owned by whoever runs the tests, and what comes of it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createEtcSource } from '../../../main/policy/etc'
import { type Resolved, resolvePolicy } from '../../../main/policy/resolve'
import { createSources } from '../../../main/policy/sources'

const ME = process.getuid?.() ?? 0

export interface House {
  readonly folder: string
  /** Writes a file of the folder; a value becomes JSON. */
  write(name: string, content: unknown): string
  sources(file?: string | null, owner?: number): ReturnType<typeof createSources>
  resolve(file?: string | null, owner?: number): Promise<Resolved>
  leave(): void
}

export function openHouse(): House {
  const folder = join(mkdtempSync(join(tmpdir(), 'viaduct-etc-')), 'viaduct')
  const sources: House['sources'] = (file = null, owner = ME) =>
    createSources(file, createEtcSource(folder, owner))
  return {
    folder,
    write: (name, content) => {
      const path = join(folder, name)
      mkdirSync(dirname(path), { recursive: true, mode: 0o755 })
      const isRaw = typeof content === 'string' || content instanceof Uint8Array
      writeFileSync(path, isRaw ? content : JSON.stringify(content), { mode: 0o644 })
      return path
    },
    sources,
    resolve: async (file, owner) => resolvePolicy(await sources(file, owner).find()),
    leave: () => rmSync(dirname(folder), { recursive: true, force: true }),
  }
}

/** The row of a key. */
export function rowOf({ report }: Resolved, key: string): Resolved['report']['rows'][number] {
  const row = report.rows.find(one => one.key === key)
  if (row === undefined) throw new Error(`no row ${key}`)
  return row
}
