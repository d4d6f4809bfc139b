// Ogg pages (RFC 3533): reads packets out of a file, writes packets into pages. One logical stream, no seeking.
// Must not know what the packets are.

const CAPTURE = Buffer.from('OggS', 'latin1')
const HEADER_BYTES = 27
/** A page holds at most 255 segments of at most 255 bytes. */
export const SEGMENTS_MAX = 255

/** Page header flags (RFC 3533 section 6). */
const CONTINUED = 1
const FIRST = 2
const LAST = 4

/** CRC-32 with polynomial 0x04c11db7, not reflected, start 0, no final inversion (RFC 3533 section 6, field 7). */
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1
  return crc >>> 0
})

/** The checksum of a page whose own checksum field is zero. */
export function oggCrc(page: Uint8Array): number {
  let crc = 0
  for (const byte of page) crc = ((crc << 8) ^ (CRC_TABLE[((crc >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0
  return crc
}

export interface OggPage {
  readonly serial: number
  readonly sequence: number
  /** End position of the last packet that ends in this page; -1n when none does. */
  readonly granule: bigint
  readonly position: 'first' | 'middle' | 'last'
  /** Whether the first piece continues a packet of the page before. */
  readonly continued: boolean
  /** Pieces of packets; the last one is unfinished when `open`. */
  readonly pieces: readonly Buffer[]
  readonly open: boolean
}

/** How many lacing values a packet needs: one more than it fills, so that its end shows. */
export const segmentsOf = (bytes: number): number => Math.floor(bytes / 255) + 1

function lacing(pieces: readonly Buffer[], open: boolean): number[] {
  return pieces.flatMap((piece, index) => {
    const full = Array.from({ length: Math.floor(piece.length / 255) }, () => 255)
    return open && index === pieces.length - 1 ? full : [...full, piece.length % 255]
  })
}

/** One page as bytes, checksum included. Throws when the pieces do not fit into one page. */
export function writePage(page: OggPage): Buffer {
  const laced = lacing(page.pieces, page.open)
  if (laced.length > SEGMENTS_MAX) throw new RangeError('too many segments for one Ogg page')
  const header = Buffer.alloc(HEADER_BYTES + laced.length)
  CAPTURE.copy(header)
  const flag = page.position === 'first' ? FIRST : page.position === 'last' ? LAST : 0
  header.writeUInt8(flag | (page.continued ? CONTINUED : 0), 5)
  header.writeBigInt64LE(page.granule, 6)
  header.writeUInt32LE(page.serial >>> 0, 14)
  header.writeUInt32LE(page.sequence >>> 0, 18)
  header.writeUInt8(laced.length, 26)
  header.set(laced, HEADER_BYTES)
  const bytes = Buffer.concat([header, ...page.pieces])
  bytes.writeUInt32LE(oggCrc(bytes), 22)
  return bytes
}

function piecesOf(table: Uint8Array, body: Buffer): { pieces: Buffer[]; open: boolean } {
  const pieces: Buffer[] = []
  let start = 0
  let at = 0
  let lace = 0
  for (lace of table) {
    at += lace
    if (lace === 255) continue
    pieces.push(body.subarray(start, at))
    start = at
  }
  const open = table.length > 0 && lace === 255
  if (open) pieces.push(body.subarray(start, at))
  return { pieces, open }
}

/** The page at `offset` and where the next begins; `null` at the end or where the file is torn or damaged. */
export function readPage(file: Buffer, offset: number): { page: OggPage; next: number } | null {
  const head = file.subarray(offset, offset + HEADER_BYTES)
  if (head.length < HEADER_BYTES || !head.subarray(0, 4).equals(CAPTURE) || head[4] !== 0) return null
  const table = file.subarray(offset + HEADER_BYTES, offset + HEADER_BYTES + head.readUInt8(26))
  const start = offset + HEADER_BYTES + table.length
  const next = start + table.reduce((sum, lace) => sum + lace, 0)
  if (next > file.length) return null
  const copy = Buffer.from(file.subarray(offset, next))
  copy.writeUInt32LE(0, 22)
  if (oggCrc(copy) !== head.readUInt32LE(22)) return null
  const flags = head.readUInt8(5)
  const page: OggPage = {
    serial: head.readUInt32LE(14),
    sequence: head.readUInt32LE(18),
    granule: head.readBigInt64LE(6),
    position: flags & FIRST ? 'first' : flags & LAST ? 'last' : 'middle',
    continued: (flags & CONTINUED) !== 0,
    ...piecesOf(table, file.subarray(start, next)),
  }
  return { page, next }
}

export interface OggContent {
  readonly packets: readonly Buffer[]
  readonly pages: number
  /** The granule position of the last page that tells one. */
  readonly endGranule: bigint
  readonly end: 'complete' | 'torn'
}

/** All packets of a file with one logical stream. Stops at the first damaged page: what a crash left is still read. */
export function readOgg(file: Buffer): OggContent {
  const packets: Buffer[] = []
  let open: Buffer[] = []
  let pages = 0
  let endGranule = 0n
  let end: OggContent['end'] = 'torn'
  for (let read = readPage(file, 0); read; read = readPage(file, read.next)) {
    const { page } = read
    pages += 1
    if (page.granule >= 0n) endGranule = page.granule
    page.pieces.forEach((piece, index) => {
      open.push(piece)
      if (page.open && index === page.pieces.length - 1) return
      packets.push(Buffer.concat(open))
      open = []
    })
    if (page.position === 'last') end = 'complete'
  }
  return { packets, pages, endGranule, end }
}
