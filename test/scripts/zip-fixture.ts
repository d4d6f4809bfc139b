/**
 * Owns writing small zip files by hand, also ones that no honest tool would write.
 * Must not know the unpacking code that the tests try with them.
 */
import { crc32 } from 'node:zlib'

/** One entry; `mode` is a whole Unix mode with its file type bits. */
export type ZipEntry = { readonly name: string; readonly content?: string; readonly mode?: number }

const MADE_BY_UNIX = (3 << 8) | 20

/** Fields common to local and central headers, PKWARE APPNOTE 4.4.4 to 4.4.11; stored, not compressed. */
function sharedFields(name: Buffer, content: Buffer): Buffer {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt32LE(crc32(content), 10)
  fields.writeUInt32LE(content.length, 14)
  fields.writeUInt32LE(content.length, 18)
  fields.writeUInt16LE(name.length, 22)
  return fields
}

function centralHeader(fields: Buffer, mode: number, offset: number): Buffer {
  const header = Buffer.alloc(46)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(MADE_BY_UNIX, 4)
  fields.copy(header, 6)
  header.writeUInt32LE((mode << 16) >>> 0, 38)
  header.writeUInt32LE(offset, 42)
  return header
}

/** The bytes of a zip file with these entries. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { name, content = '', mode = 0o100644 } of entries) {
    const [nameBytes, contentBytes] = [Buffer.from(name), Buffer.from(content)]
    const fields = sharedFields(nameBytes, contentBytes)
    const start = Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, nameBytes, contentBytes])
    local.push(start)
    central.push(centralHeader(fields, mode, offset), nameBytes)
    offset += start.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...local, directory, end])
}
