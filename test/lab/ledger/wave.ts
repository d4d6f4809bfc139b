// Sound as numbers, and as PCM of 16 bits in files and pipes. Pure but for nothing: takes and gives buffers.

export const RATE = 48_000
/** Samples in -1..1 at 48 kHz, one channel. */
export type Sound = Float32Array

const HEAD = 44

export const silenceOf = (ms: number): Sound => new Float32Array(Math.round((ms * RATE) / 1000))

/** One channel of interleaved 16-bit samples. */
export function channelOf(pcm: Buffer, channel: number, channels: number): Sound {
  const frames = Math.floor(pcm.length / (2 * channels))
  return Float32Array.from(
    { length: frames },
    (_, n) => pcm.readInt16LE(2 * (n * channels + channel)) / 32_768,
  )
}

/** The samples of a wave file as the clip is one: 16 bits, one channel, 48 kHz, and no chunk but the two that it needs. */
export function readWave(file: Buffer): Sound {
  const [rate, channels, bits] = [file.readUInt32LE(24), file.readUInt16LE(22), file.readUInt16LE(34)]
  if (rate !== RATE || channels !== 1 || bits !== 16)
    throw new Error('not a mono wave file of 16 bits at 48 kHz')
  const data = file.indexOf('data')
  return channelOf(file.subarray(data + 8), 0, 1)
}

export function writeWave(sound: Sound): Buffer {
  const file = Buffer.alloc(HEAD + 2 * sound.length)
  file.write('RIFF', 0)
  file.writeUInt32LE(36 + 2 * sound.length, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(RATE, 24)
  file.writeUInt32LE(2 * RATE, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36)
  file.writeUInt32LE(2 * sound.length, 40)
  for (let n = 0; n < sound.length; n += 1)
    file.writeInt16LE(Math.round((sound[n] ?? 0) * 32_767), HEAD + 2 * n)
  return file
}
