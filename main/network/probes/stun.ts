// STUN Binding (RFC 8489): writes a request and reads where its answer says we are seen. Pure.
// Must not know sockets.

const BINDING_REQUEST = 0x0001
const BINDING_SUCCESS = 0x0101
const COOKIE = 0x2112a442
const XOR_MAPPED_ADDRESS = 0x0020
const MAPPED_ADDRESS = 0x0001
const HEADER_BYTES = 20

/** @param transaction 12 bytes, random */
export function writeBinding(transaction: Uint8Array): Buffer {
  const message = Buffer.alloc(HEADER_BYTES)
  message.writeUInt16BE(BINDING_REQUEST, 0)
  message.writeUInt32BE(COOKIE, 4)
  message.set(transaction, 8)
  return message
}

/** Section 14.2: IPv4 is XORed with the cookie, IPv6 with the cookie and the transaction. */
function addressOf(message: Buffer, at: number, length: number, isXored: boolean): string | null {
  const bytes = message[at + 1] === 1 ? 4 : 16
  if (length < 4 + bytes) return null
  const mask = isXored ? message.subarray(4, HEADER_BYTES) : Buffer.alloc(16)
  const port = message.readUInt16BE(at + 2) ^ (isXored ? COOKIE >>> 16 : 0)
  const address = Array.from(
    { length: bytes },
    (_, index) => (message[at + 4 + index] ?? 0) ^ (mask[index] ?? 0),
  )
  if (bytes === 4) return `${address.join('.')}:${port}`
  const groups = Array.from({ length: 8 }, (_, index) =>
    (((address[index * 2] ?? 0) << 8) | (address[index * 2 + 1] ?? 0)).toString(16),
  )
  return `[${groups.join(':')}]:${port}`
}

/** Our address and port as the server saw them; null for anything but the answer to this transaction. Never throws. */
export function readBinding(message: Buffer, transaction: Uint8Array): string | null {
  if (message.length < HEADER_BYTES || message.readUInt16BE(0) !== BINDING_SUCCESS) return null
  if (message.readUInt32BE(4) !== COOKIE || !message.subarray(8, HEADER_BYTES).equals(transaction))
    return null
  let plain: string | null = null
  for (let at = HEADER_BYTES; at + 4 <= message.length; ) {
    const [type, length] = [message.readUInt16BE(at), message.readUInt16BE(at + 2)]
    if (at + 4 + length > message.length) break
    if (type === XOR_MAPPED_ADDRESS && length >= 8) return addressOf(message, at + 4, length, true)
    if (type === MAPPED_ADDRESS && length >= 8) plain ??= addressOf(message, at + 4, length, false)
    // Section 14: values are padded to a multiple of four.
    at += 4 + length + ((4 - (length % 4)) % 4)
  }
  return plain
}
