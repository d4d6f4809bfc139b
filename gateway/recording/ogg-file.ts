// Writes one Ogg stream to disk, page by page, so that a crash costs at most the last second. Owns the file handle.
import { type FileHandle, open } from 'node:fs/promises'
import { type OggPage, SEGMENTS_MAX, segmentsOf, writePage } from '../media/ogg'

/** One second of 20 ms packets: what a crash can lose. */
const PACKETS_PER_PAGE = 50
/** A disk that is this many pages behind will not catch up. */
const PAGES_BEHIND_MAX = 30

/** One file. Headers (each on a page of its own, RFC 7845 section 3) are written at once; an existing file is never touched. */
export class OggFile {
  readonly #serial: number
  readonly #file: Promise<FileHandle | null>
  #chain: Promise<unknown>
  #state: 'writing' | 'broken' = 'writing'
  #behind = 0
  #sequence = 0
  #granule = 0n
  #packets: Buffer[] = []
  #segments = 0

  constructor(path: string, serial: number, headers: readonly Buffer[]) {
    this.#serial = serial
    this.#file = open(path, 'wx', 0o600).catch(() => {
      this.#state = 'broken'
      return null
    })
    this.#chain = this.#file
    for (const [index, header] of headers.entries()) this.#page([header], index === 0 ? 'first' : 'middle')
  }

  /** Adds a packet that ends at this granule position. */
  add(packet: Buffer, granule: bigint): void {
    const needs = segmentsOf(packet.length)
    if (this.#segments + needs > SEGMENTS_MAX || this.#packets.length >= PACKETS_PER_PAGE)
      this.#flush('middle')
    this.#packets.push(packet)
    this.#segments += needs
    this.#granule = granule
  }

  state(): 'writing' | 'broken' {
    return this.#state
  }

  /** Writes what is left and closes. Resolves in any case; `state()` tells how it went. */
  async close(): Promise<void> {
    this.#flush('last')
    await this.#chain
    await (await this.#file)?.close().catch(() => this.#fail())
  }

  #fail(): void {
    this.#state = 'broken'
  }

  #flush(position: OggPage['position']): void {
    this.#page(this.#packets, position)
    this.#packets = []
    this.#segments = 0
  }

  #page(pieces: readonly Buffer[], position: OggPage['position']): void {
    const [serial, sequence, granule] = [this.#serial, this.#sequence, this.#granule]
    const bytes = writePage({ serial, sequence, granule, position, continued: false, pieces, open: false })
    this.#sequence += 1
    this.#behind += 1
    if (this.#behind > PAGES_BEHIND_MAX) this.#fail()
    this.#chain = this.#chain.then(async () => {
      if (this.#state === 'writing') await (await this.#file)?.write(bytes).catch(() => this.#fail())
      this.#behind -= 1
    })
  }
}
