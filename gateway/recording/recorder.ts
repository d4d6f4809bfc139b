// Records one call: two lanes of 20 ms slots become one Ogg Opus file and its sidecar. Attempts of a call are joined.
// Must not know attempts' life, agents or signaling: packets and beats come in.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CallRequest } from '../call/desk'
import type { Log } from '../log'
import { type HeardPacket, type OpusFrame, SAMPLES_PER_MS, u32 } from '../media/frames'
import { type OpusParts, singles } from '../media/opus'
import { emptyAfter, fits, joinStreams, opusHead, opusTags, SLOT_SAMPLES } from './multistream'
import { OggFile } from './ogg-file'
import type { CallRecording, RecordingEnd } from './recording'
import { namesOf, type Sidecar } from './sidecar'
import { type Anchor, LAG_SLOTS, LEAD_SLOTS, place } from './timeline'

type Facts = Pick<Sidecar, 'callId' | 'agent' | 'by' | 'startedAt'>

/** One party's packets by slot, with what was missing. */
class Lane {
  readonly #slots = new Map<number, OpusParts>()
  #previous: OpusParts | null = null
  #empty = 0
  #dropped = 0

  put(slot: number, payload: Buffer, writtenSlot: number): void {
    const parts = fits(payload)
    if (!parts || slot <= writtenSlot || this.#slots.has(slot)) this.#dropped += 1
    // The payload may be a view into a datagram that its owner reuses.
    else this.#slots.set(slot, { ...parts, frames: parts.frames.map(frame => Buffer.from(frame)) })
  }

  take(slot: number): OpusParts {
    const parts = this.#slots.get(slot)
    this.#slots.delete(slot)
    if (parts) this.#previous = parts
    else this.#empty += 1
    return parts ?? emptyAfter(this.#previous)
  }

  gaps() {
    return { slots: this.#empty, ms: this.#empty * 20, dropped: this.#dropped }
  }
}

class Recorder implements CallRecording {
  readonly #file: OggFile
  readonly #sidecarPath: string
  readonly #facts: Facts
  readonly #caller = new Lane()
  readonly #agent = new Lane()
  readonly #anchors = new Map<number, Anchor>()
  #slot = 0
  #written = -1

  constructor(file: OggFile, sidecarPath: string, facts: Facts) {
    this.#file = file
    this.#sidecarPath = sidecarPath
    this.#facts = facts
  }

  heard(attempt: number, packet: HeardPacket): void {
    for (const { payload, atMs } of singles(packet.payload)) {
      const timestamp = u32(packet.timestamp + atMs * SAMPLES_PER_MS)
      const { anchor, slot } = place(this.#anchors.get(attempt) ?? null, timestamp, this.#slot)
      this.#anchors.set(attempt, anchor)
      this.#caller.put(slot, payload, this.#written)
    }
  }

  beat(said: readonly OpusFrame[]): 'recording' | 'broken' {
    // A period with several short frames, or the middle of a long one, cannot be joined without a codec: an honest gap.
    const [only, ...more] = said
    if (only && more.length === 0) this.#agent.put(this.#slot + LEAD_SLOTS, only.payload, this.#written)
    this.#slot += 1
    if (this.#slot > LAG_SLOTS) this.#write()
    return this.#file.state() === 'broken' ? 'broken' : 'recording'
  }

  async close(): Promise<RecordingEnd> {
    while (this.#written < this.#slot + LEAD_SLOTS - 1) this.#write()
    await this.#file.close()
    const complete = this.#file.state() === 'writing'
    await this.note(complete)
    return { complete, durationMs: this.#durationMs() }
  }

  /** Writes the sidecar as it is now. */
  async note(complete: boolean): Promise<void> {
    const sidecar: Sidecar = {
      version: 1,
      ...this.#facts,
      complete,
      durationMs: this.#durationMs(),
      channels: ['caller', 'agent'],
      attempts: [...this.#anchors.keys()],
      gaps: { caller: this.#caller.gaps(), agent: this.#agent.gaps() },
    }
    const text = `${JSON.stringify(sidecar, null, 2)}\n`
    await writeFile(this.#sidecarPath, text, { mode: 0o600 }).catch(() => undefined)
  }

  #durationMs(): number {
    return (this.#written + 1) * 20
  }

  #write(): void {
    const slot = this.#written + 1
    const packet = joinStreams(this.#caller.take(slot), this.#agent.take(slot))
    this.#written = slot
    this.#file.add(packet, BigInt(slot + 1) * BigInt(SLOT_SAMPLES))
  }
}

const commentsOf = (facts: Facts): string[] => [
  `CALL_ID=${facts.callId}`,
  `DATE=${facts.startedAt}`,
  `RECORDED_BY=${facts.by}`,
  'CHANNELS=left: caller, right: agent',
  'GAPS=periods without a packet hold a frame without bytes, so time is true; the JSON file beside this one counts them',
]

/** Starts the recording of a call in this folder. Files are readable by their owner only. */
export function openRecording(
  folder: string,
  request: Pick<CallRequest, 'callId' | 'agent'>,
  by: string,
  log: Log,
  startedAt = new Date(),
): CallRecording {
  const { callId, agent } = request
  const names = namesOf(callId, startedAt)
  const facts = { callId, agent, by, startedAt: startedAt.toISOString() }
  const serial = Math.floor(Math.random() * 0x100000000)
  const file = new OggFile(join(folder, names.sound), serial, [opusHead(), opusTags(commentsOf(facts))])
  const recorder = new Recorder(file, join(folder, names.sidecar), facts)
  void recorder.note(false)
  log('info', `call ${callId.slice(0, 8)}: is recorded`)
  return recorder
}
