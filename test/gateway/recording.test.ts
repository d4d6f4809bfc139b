// Recordings: pages survive a round trip, files decode for real, time is true across gaps, and erasing erases.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noLog } from '../../gateway/log'
import { type HeardPacket, type OpusFrame, SILENCE } from '../../gateway/media/frames'
import { type OggPage, oggCrc, readOgg, readPage, writePage } from '../../gateway/media/ogg'
import { opusMs, parseOpus, selfDelimit } from '../../gateway/media/opus'
import { findPrompts, loadPrompts } from '../../gateway/media/prompts'
import { openRecording } from '../../gateway/recording/recorder'
import { eraseRecordings, listRecordings, pruneRecordings } from '../../gateway/recording/shelf'
import { type Anchor, LEAD_SLOTS, place } from '../../gateway/recording/timeline'

const prompts = loadPrompts(findPrompts())
const has = (program: string) => spawnSync(program, ['-version']).error === undefined
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recordings-'))
})
afterAll(() => rm(folder, { recursive: true }))

const heard = (frame: OpusFrame, index: number): HeardPacket => ({
  payload: frame.payload,
  seq: index & 0xffff,
  // Near the end of the circle: a recording must not mind.
  timestamp: (0xffff0000 + index * 960) >>> 0,
  marker: false,
  audioLevelDbov: 20,
})

/** Records `beats` periods: the caller says these frames (by slot), the agent those. */
async function record(
  callId: string,
  beats: number,
  caller: (slot: number) => OpusFrame | null,
  agent: (slot: number) => OpusFrame | null,
  startedAt = new Date(),
) {
  const recording = openRecording(folder, { callId, agent: 'test-agent' }, 'test', noLog, startedAt)
  for (let slot = 0; slot < beats; slot++) {
    const frame = caller(slot)
    if (frame) recording.heard(1, heard(frame, slot))
    const said = agent(slot)
    recording.beat(said ? [said] : [])
  }
  await recording.close()
  const entry = (await listRecordings(folder)).find(one => one.callId === callId)
  if (!entry) throw new Error('not listed')
  return { entry, path: join(folder, entry.file) }
}

describe('Ogg pages', () => {
  const piece = fc.uint8Array({ maxLength: 1300 }).map(bytes => Buffer.from(bytes))

  it('come back as they were written', () => {
    const position = fc.constantFrom<OggPage['position']>('first', 'middle', 'last')
    const pieces = fc.array(piece, { maxLength: 40 })
    fc.assert(
      fc.property(
        pieces,
        position,
        fc.bigInt({ min: -1n, max: 1n << 40n }),
        fc.boolean(),
        (pieces, position, granule, continued) => {
          const page = { serial: 0xfedcba98, sequence: 7, granule, position, continued, pieces, open: false }
          const bytes = writePage(page)
          expect(readPage(bytes, 0)).toEqual({ page, next: bytes.length })
        },
      ),
    )
  })

  it('are refused when one bit is wrong', () => {
    const page = {
      serial: 1,
      sequence: 0,
      granule: 0n,
      position: 'first',
      continued: false,
      open: false,
    } as const
    const good = writePage({ ...page, pieces: [Buffer.from('some sound')] })
    fc.assert(
      fc.property(fc.nat({ max: good.length * 8 - 1 }), bit => {
        const bad = Buffer.from(good)
        bad[bit >> 3] = (bad[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect(readPage(bad, 0)).toBeNull()
      }),
    )
  })

  it('read what opusenc wrote, packets over page borders included', async () => {
    const content = readOgg(await readFile(join(findPrompts(), 'greeting.opus')))
    expect(content.end).toBe('complete')
    expect(prompts.greeting.every(frame => frame.ms === 20)).toBe(true)
    expect(prompts.greeting.length * 20).toBeLessThanOrEqual(2000)
    expect(prompts.goodbye.length * 20).toBeLessThanOrEqual(1500)
  })

  it('has the checksum of the standard', () => {
    // The CRC-32 of "123456789" with these parameters (poly 04C11DB7, init 0, no reflection, no final xor).
    expect(oggCrc(Buffer.from('123456789'))).toBe(0x89a1897f)
  })
})

describe('Opus packets', () => {
  it('last as long as RFC 6716 says', () => {
    expect(opusMs(SILENCE.payload)).toBe(20)
    expect(opusMs(Buffer.from([0x18, 0]))).toBe(60)
    expect(opusMs(Buffer.from([0xf9, 1, 1]))).toBe(40)
    expect(opusMs(Buffer.from([0xeb, 3, 1, 1, 1]))).toBe(15)
    for (const bad of [[], [0xf9, 1], [0xfb], [0xfb, 0], [0xfb, 0x3f]])
      expect(opusMs(Buffer.from(bad))).toBeNull()
  })

  it('parse whatever comes without throwing', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), bytes => void parseOpus(Buffer.from(bytes))))
  })

  it('say their length in self-delimiting framing (appendix B)', () => {
    const long = parseOpus(Buffer.concat([Buffer.from([0xf8]), Buffer.alloc(300, 7)]))
    if (!long) throw new Error('not Opus')
    // 300 = 4 * 12 + 252
    expect([...selfDelimit(long).subarray(0, 3)]).toEqual([0xf8, 252, 12])
    const two = parseOpus(Buffer.from([0xf1, 5, 6]))
    if (!two) throw new Error('not Opus')
    expect([...selfDelimit(two)]).toEqual([0xf3, 0x82, 1, 1, 5, 6])
  })
})

describe('the recording clock', () => {
  it('places packets by their own time, whatever their delay', () => {
    let anchor: Anchor | null = null
    const delays = [0, 2, 0, 3, 1, 0]
    delays.forEach((delay, index) => {
      const placed = place(anchor, index * 960, index + delay)
      anchor = placed.anchor
      expect(placed.slot).toBe(LEAD_SLOTS + index)
    })
  })

  it('follows a clock that drifts, and a stream that jumps', () => {
    const start = place(null, 0, 0)
    const drifted = place(start.anchor, 1000 * 960, 1020)
    expect(drifted.slot).toBe(1020 + LEAD_SLOTS)
    expect(place(drifted.anchor, 1001 * 960, 1021).slot).toBe(1021 + LEAD_SLOTS)
  })
})

describe('a recording', () => {
  it('holds both sides, counts its gaps and says so', async () => {
    const half = (slot: number) => (slot < 50 ? (prompts.greeting[slot] ?? SILENCE) : null)
    const { entry, path } = await record('call-gaps-1', 200, half, () => SILENCE)
    expect(entry.durationMs).toBe(203 * 20)
    expect(entry.gaps.caller.slots).toBe(203 - 50)
    expect(entry.gaps.agent.slots).toBe(LEAD_SLOTS)
    const content = readOgg(await readFile(path))
    expect(content.end).toBe('complete')
    expect(content.packets).toHaveLength(2 + 203)
    expect(content.endGranule).toBe(BigInt(203 * 960))
    expect(String(content.packets[1])).toContain('CALL_ID=call-gaps-1')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it('can be read up to the last whole page after a crash', async () => {
    const { path } = await record(
      'call-crash-1',
      300,
      () => SILENCE,
      () => SILENCE,
    )
    const whole = await readFile(path)
    const torn = readOgg(whole.subarray(0, whole.length - 100))
    expect(torn.end).toBe('torn')
    expect(torn.packets.length).toBeGreaterThan(250)
  })

  it('goes on without a file that cannot be made', async () => {
    const recording = openRecording(
      join(folder, 'missing'),
      { callId: 'call-none-1', agent: 'a' },
      'test',
      noLog,
    )
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(recording.beat([SILENCE])).toBe('broken')
    await recording.close()
  })

  it.skipIf(!has('ffmpeg'))('decodes with ffmpeg: right length, each voice in its channel', async () => {
    const speech = (slot: number) => prompts.greeting[slot] ?? SILENCE
    const later = (slot: number) => prompts.goodbye[slot - 150] ?? SILENCE
    const { path } = await record(
      'call-decode-1',
      250,
      slot => (slot < 120 || slot > 140 ? speech(slot) : null),
      later,
    )
    const raw = execFileSync('ffmpeg', ['-v', 'error', '-i', path, '-f', 's16le', '-ar', '48000', '-'], {
      maxBuffer: 1 << 26,
    })
    const samples = new Int16Array(raw.buffer, raw.byteOffset, raw.length / 2)
    const energy = (channel: number, fromMs: number, toMs: number) => {
      let sum = 0
      for (let i = fromMs * 48; i < toMs * 48; i++) sum += ((samples[2 * i + channel] ?? 0) / 32768) ** 2
      return Math.sqrt(sum / ((toMs - fromMs) * 48))
    }
    expect(samples.length / 2 / 48).toBeCloseTo(253 * 20 - 6.5, 0)
    expect(energy(0, 100, 1800)).toBeGreaterThan(0.02)
    expect(energy(1, 100, 1800)).toBeLessThan(0.001)
    expect(energy(1, 3100, 4000)).toBeGreaterThan(0.02)
    expect(energy(0, 3100, 4000)).toBeLessThan(0.001)
  })

  it.skipIf(!has('opusdec'))('decodes with opusdec', async () => {
    const speech = (slot: number) => prompts.greeting[slot] ?? null
    const { path } = await record('call-opusdec-1', 150, speech, speech)
    const out = join(folder, 'out.wav')
    execFileSync('opusdec', ['--quiet', path, out])
    const { size } = await stat(out)
    expect((size - 44) / 4 / 48).toBeGreaterThan(153 * 20 - 20)
  })
})

describe('the shelf', () => {
  it('erases a call with everything that belongs to it, and nothing else', async () => {
    await record(
      'call-erase-1',
      20,
      () => SILENCE,
      () => SILENCE,
    )
    await record(
      'call-keep-01',
      20,
      () => SILENCE,
      () => SILENCE,
    )
    expect(await eraseRecordings(folder, 'call-erase-1')).toBe(1)
    expect(await eraseRecordings(folder, 'call-erase-1')).toBe(0)
    const names = await readdir(folder)
    expect(names.some(name => name.includes('call-erase-1'))).toBe(false)
    expect(names.filter(name => name.includes('call-keep-01'))).toHaveLength(2)
  })

  it('erases by age, leaving files that are not its own', async () => {
    const day = 24 * 60 * 60 * 1000
    await record(
      'call-old-001',
      20,
      () => SILENCE,
      () => SILENCE,
      new Date(Date.now() - 10 * day),
    )
    await writeFile(join(folder, 'notes.json'), '{"mine": true}')
    await utimes(join(folder, 'notes.json'), 0, 0)
    expect(await pruneRecordings(folder, 9)).toBe(1)
    const names = await readdir(folder)
    expect(names.some(name => name.includes('call-old-001'))).toBe(false)
    expect(names).toContain('notes.json')
  })
})
