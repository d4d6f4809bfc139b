// Sends the last flight of the DTLS handshake again when no answer came. werift repeats the very same records, which the far end throws
// away as replayed (RFC 6347 section 4.1.2.6); so a lost last flight of the far end's, which it sends again for a new Finished
// alone, never came. Here each repetition has new record numbers.
// Knows the shape of werift's objects, not werift: where that has changed nothing is done, and a test says so.

interface RecordHeader {
  readonly contentType: number
  readonly protocolVersion: { readonly major: number; readonly minor: number }
  readonly epoch: number
  readonly sequenceNumber: number
  readonly contentLen: number
}

interface Packet {
  readonly recordLayerHeader: RecordHeader
  readonly fragment: Buffer
  serialize(): Buffer
}

/** As it stands in werift 0.25. */
interface DtlsSocket {
  readonly transport: { send(record: Buffer): Promise<unknown> }
  readonly cipher: { encryptPacket(packet: Packet): Packet }
  readonly dtls: { recordSequenceNumber: number }
  readonly onConnect: { subscribe(listener: () => void): unknown }
  readonly onClose: { subscribe(listener: () => void): unknown }
}

const has = (value: unknown, ...keys: readonly string[]): boolean =>
  typeof value === 'object' && value !== null && keys.every(key => key in value)

const isDtlsSocket = (value: unknown): value is DtlsSocket =>
  has(value, 'transport', 'cipher', 'dtls', 'onConnect', 'onClose') &&
  has(Reflect.get(value as object, 'transport'), 'send') &&
  has(Reflect.get(value as object, 'cipher'), 'encryptPacket') &&
  has(Reflect.get(value as object, 'dtls'), 'recordSequenceNumber')

/** ContentType, RFC 5246 section 6.2.1. */
const CHANGE_CIPHER_SPEC = 20
const HANDSHAKE = 22
/** Epoch and number of a record stand here (RFC 6347 section 4.1). */
const EPOCH_AT = 3
const NUMBER_AT = 5
const NUMBER_BYTES = 6

/**
 * werift's own repetitions, half a second and then a second later, serve every flight but the last. To hasten them costs a narrow line more
 * than it gains a lossy one: with all flights repeated after 0.15 and 0.4 s the first sound on 64 kbit/s came 0.7 and 0.3 s later (measured
 * in the lab). So this waits until the last flight's first repetition is overdue.
 */
const REPEAT_MS = 900
const MOST_MS = 2_000
/** With doubled pauses far beyond any call's set-up. */
const REPEATS_MAX = 8

/** Called once per socket, before its first hello. Returns whether the socket had the shape that is known. */
export function repeatLostFlights(socket: unknown): boolean {
  if (!isDtlsSocket(socket)) return false
  const { transport, cipher, dtls } = socket
  const send = transport.send.bind(transport)
  const encrypt = cipher.encryptPacket.bind(cipher)
  let flight: readonly Buffer[] = []
  let isSameFlight = false
  let plainNumber = 0
  let finished: Packet | null = null
  let timer: NodeJS.Timeout | undefined

  const copy = ({ recordLayerHeader, fragment }: Packet, like: Packet): Packet =>
    Object.assign(Object.create(Object.getPrototypeOf(like)), {
      recordLayerHeader: { ...recordLayerHeader },
      fragment: Buffer.from(fragment),
    })
  cipher.encryptPacket = packet => {
    const { contentType, sequenceNumber } = packet.recordLayerHeader
    if (contentType !== HANDSHAKE) return encrypt(packet)
    finished = copy(packet, packet)
    // werift counts from 0 again after this one, and would use its number, which makes the nonce, for another record later.
    dtls.recordSequenceNumber = Math.max(dtls.recordSequenceNumber, sequenceNumber)
    return encrypt(packet)
  }

  const isPlain = (record: Buffer): boolean => record.readUInt16BE(EPOCH_AT) === 0
  const numberOf = (record: Buffer): number => record.readUIntBE(NUMBER_AT, NUMBER_BYTES)
  /** The same record, with a number of its own. */
  const anew = (record: Buffer): Buffer => {
    if (isPlain(record)) {
      const fresh = Buffer.from(record)
      plainNumber += 1
      fresh.writeUIntBE(plainNumber, NUMBER_AT, NUMBER_BYTES)
      return fresh
    }
    if (finished === null) return record
    dtls.recordSequenceNumber += 1
    const { recordLayerHeader } = finished
    const header = { ...recordLayerHeader, sequenceNumber: dtls.recordSequenceNumber }
    return encrypt(copy({ ...finished, recordLayerHeader: header }, finished)).serialize()
  }
  const repeatAfter = (ms: number, left: number): void => {
    clearTimeout(timer)
    if (left === 0) return
    timer = setTimeout(() => {
      if (finished !== null) for (const record of flight) send(anew(record)).catch(() => undefined)
      repeatAfter(Math.min(MOST_MS, 2 * ms), left - 1)
    }, ms)
    timer.unref()
  }
  const begin = (): void => {
    isSameFlight = true
    setImmediate(() => {
      isSameFlight = false
    })
    flight = []
    repeatAfter(REPEAT_MS, REPEATS_MAX)
  }
  transport.send = record => {
    const type = record[0]
    const isOfFlight = type === HANDSHAKE || type === CHANGE_CIPHER_SPEC
    const isNew = isOfFlight && !flight.includes(record)
    if (isNew && !isSameFlight) begin()
    if (isNew) flight = [...flight, record]
    if (isOfFlight && isPlain(record)) plainNumber = Math.max(plainNumber, numberOf(record))
    return send(record)
  }
  const stop = (): void => clearTimeout(timer)
  socket.onConnect.subscribe(stop)
  socket.onClose.subscribe(stop)
  return true
}
