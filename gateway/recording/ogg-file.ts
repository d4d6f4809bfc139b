// Writes one Ogg stream to disk, page by page, so that a crash costs at most the last second. Owns the file handle.
import { type FileHandle, open } from 'node:fs/promises'
import { type OggPage, SEGMENTS_MAX, segmentsOf, writePage } from '../media/ogg'

/** One second of 20 ms packets: what a crash can lose. */
const PACKETS_PER_PAGE = 50
/** A disk that is this many pages behind will not catch up. */
const PAGES_BEHIND_MAX = 30

export interface OggFile {
  /** Adds a packet that ends at this granule position. */
  add(packet: Buffer, granule: bigint): void
  state(): 'writing' | 'broken'
  /** Writes what is left and closes. Resolves in any case; `state()` tells how it went. */
  close(): Promise<void>
}

/** Creates the file (never overwrites one) with its header packets, each on a page of its own (RFC 7845 section 3). */
export function createOggFile(path: string, serial: number, headers: readonly Buffer[]): OggFile {
  let state: 'writing' | 'broken' = 'writing'
  let behind = 0
  let sequence = 0
  let granule = 0n
  let packets: Buffer[] = []
  let segments = 0
  const fail = () => {
    state = 'broken'
  }
  const file: Promise<FileHandle | null> = open(path, 'wx', 0o600).catch(() => {
    fail()
    return null
  })
  let chain: Promise<unknown> = file

  const write = (pieces: readonly Buffer[], position: OggPage['position']) => {
    const page = { serial, sequence, granule, position, continued: false, pieces, open: false }
    sequence += 1
    behind += 1
    if (behind > PAGES_BEHIND_MAX) fail()
    const bytes = writePage(page)
    chain = chain.then(async () => {
      if (state === 'writing') await (await file)?.write(bytes).catch(fail)
      behind -= 1
    })
  }
  const flush = (position: OggPage['position']) => {
    write(packets, position)
    packets = []
    segments = 0
  }

  for (const [index, header] of headers.entries()) write([header], index === 0 ? 'first' : 'middle')
  return {
    add(packet, end) {
      const needs = segmentsOf(packet.length)
      if (segments + needs > SEGMENTS_MAX || packets.length >= PACKETS_PER_PAGE) flush('middle')
      packets.push(packet)
      segments += needs
      granule = end
    },
    state: () => state,
    async close() {
      flush('last')
      await chain
      await (await file)?.close().catch(fail)
    },
  }
}
