// The few octets of DNS the lab needs: reads one question, writes one answer (RFC 1035 section 4, AAAA RFC 3596). Pure.
import { isIPv6 } from 'node:net'

export type Table = Readonly<Record<string, { readonly v4: string; readonly v6: string | null }>>

const TYPE = { A: 1, AAAA: 28 } as const
const HEADER_BYTES = 12
const TTL_SECONDS = 30
const RCODE = { ok: 0, nameError: 3 } as const

interface Question {
  readonly name: string
  readonly type: number
  /** Where the question section ends. */
  readonly end: number
}

function questionOf(query: Buffer): Question | null {
  const labels: string[] = []
  let at = HEADER_BYTES
  for (let length = query[at]; length !== undefined && length > 0; length = query[at]) {
    // A pointer in a question is nothing a resolver's client sends.
    if (length > 63) return null
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  if (at + 5 > query.length) return null
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 }
}

/** An address as octets, IPv6 with at most one `::`. */
export function octetsOf(address: string): Buffer {
  if (!isIPv6(address)) return Buffer.from(address.split('.').map(Number))
  const [head = '', tail = ''] = address.split('::')
  const groups = (text: string) =>
    text === '' ? [] : text.split(':').map(group => Number.parseInt(group, 16))
  const [first, last] = [groups(head), groups(tail)]
  const zeros = new Array<number>(8 - first.length - last.length).fill(0)
  const octets = Buffer.alloc(16)
  for (const [index, group] of [...first, ...zeros, ...last].entries()) octets.writeUInt16BE(group, index * 2)
  return octets
}

function record(type: number, address: string): Buffer {
  const data = octetsOf(address)
  const head = Buffer.alloc(HEADER_BYTES)
  // A pointer to the question's name, type, class IN, life, length.
  head.writeUInt16BE(0xc00c, 0)
  head.writeUInt16BE(type, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt32BE(TTL_SECONDS, 6)
  head.writeUInt16BE(data.length, 10)
  return Buffer.concat([head, data])
}

/** The answer to a query, or null where there is none to give. A name outside the table does not exist. */
export function answerTo(query: Buffer, table: Table): Buffer | null {
  if (query.length < HEADER_BYTES || query.readUInt16BE(4) !== 1) return null
  const question = questionOf(query)
  if (question === null) return null
  const place = table[question.name]
  const records =
    place === undefined
      ? []
      : question.type === TYPE.A
        ? [record(TYPE.A, place.v4)]
        : question.type === TYPE.AAAA && place.v6 !== null
          ? [record(TYPE.AAAA, place.v6)]
          : []
  const header = Buffer.alloc(HEADER_BYTES)
  query.copy(header, 0, 0, 2)
  // A response, recursion desired as asked and available.
  header.writeUInt16BE(0x8080 | (query.readUInt16BE(2) & 0x0100) | (place ? RCODE.ok : RCODE.nameError), 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(records.length, 6)
  return Buffer.concat([header, query.subarray(HEADER_BYTES, question.end), ...records])
}
