// The calls themselves, one file each: the report as JSON, gzipped, which brings its own checksum. These files are the history;
// everything else is made from them again. Must not know what is listed, nor how long it is kept.
import { mkdir, readdir, readFile, rm, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { parse } from '../../protocol/parse'
import { type CallReport, callReportSchema } from '../../protocol/report'
import { HALF, move, syncFolder, writeWhole } from './whole'

const pack = promisify(gzip)
const unpack = promisify(gunzip)

const ENDING = '.json.gz'
/** Out of every list, and still to be had back. */
const ERASED = '.erased'
/** Could not be read when it was met: kept for whoever wants to look, and never met again. */
const ASIDE = '.unreadable'
/** As protocol/facts.ts has it: nothing in it that leaves the folder. */
const SAFE_ID = /^[A-Za-z0-9-]{8,64}$/
/** A report is below 1 MB; a file that unpacks to more is none of ours. */
const UNPACKED_MAX = 16 * 1024 * 1024
const SPEED = { level: 1 } as const

export interface Shelf {
  /** Tidies up after a run that ended anyhow, and tells which calls are there. */
  open(): Promise<readonly string[]>
  /** Whole or not at all, in place of what was there of this call. */
  put(report: CallReport): Promise<void>
  /** Null: not there, or not to be read. */
  get(callId: string): Promise<CallReport | null>
  /** Final once this run ends, whatever ends it. */
  erase(callId: string): Promise<void>
  /** False: it is too late. */
  restore(callId: string): Promise<boolean>
  /** Drops what was erased. */
  drop(callId: string): Promise<void>
  /** At once, and for ever. */
  remove(callId: string): Promise<void>
  putAside(callId: string): Promise<void>
  eraseAll(): Promise<void>
}

export function createShelf(folder: string): Shelf {
  const calls = join(folder, 'calls')
  const gone = join(folder, `calls${ERASED}`)
  const fileOf = (callId: string): string => {
    if (!SAFE_ID.test(callId)) throw new Error('not the id of a call')
    return join(calls, `${callId}${ENDING}`)
  }
  const make = () => mkdir(calls, { recursive: true, mode: 0o700 })
  const clear = (file: string) => unlink(file).catch(() => undefined)
  return {
    open: async () => {
      await make()
      await rm(gone, { recursive: true, force: true })
      const names = await readdir(calls)
      const left = names.filter(name => name.endsWith(HALF) || name.endsWith(ERASED))
      await Promise.all(left.map(name => clear(join(calls, name))))
      return names
        .filter(name => name.endsWith(ENDING))
        .map(name => name.slice(0, -ENDING.length))
        .filter(id => SAFE_ID.test(id))
    },
    put: async report => {
      const file = fileOf(report.callId)
      await make()
      await writeWhole(file, await pack(JSON.stringify(report), SPEED))
    },
    get: async callId => {
      try {
        const text = await unpack(await readFile(fileOf(callId)), { maxOutputLength: UNPACKED_MAX })
        const { data } = parse(callReportSchema, JSON.parse(text.toString('utf8')))
        return data?.callId === callId ? data : null
      } catch {
        return null
      }
    },
    erase: async callId => {
      await move(fileOf(callId), `${fileOf(callId)}${ERASED}`)
      await syncFolder(calls)
    },
    restore: callId =>
      move(`${fileOf(callId)}${ERASED}`, fileOf(callId)).then(
        () => true,
        () => false,
      ),
    drop: callId => clear(`${fileOf(callId)}${ERASED}`),
    remove: callId => clear(fileOf(callId)),
    putAside: callId => move(fileOf(callId), `${fileOf(callId)}${ASIDE}`),
    eraseAll: async () => {
      // One rename, so that no kill leaves half of it.
      await move(calls, gone)
      await syncFolder(folder)
      await make()
      await rm(gone, { recursive: true, force: true })
    },
  }
}
