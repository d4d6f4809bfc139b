// Where a call stands on the loss ladder, from reading to reading, and what that is told to. One per sampler.
import type { CallEvent, LadderStep, Path, Quality } from '../../protocol/report'
import { footingOf, lossReported } from './footing'
import { AT_THE_FOOT, climb, elsewhere, wayOf } from './ladder'
import type { Reading } from './reading'
import type { Stretch } from './stretch'

type Step = Omit<Extract<CallEvent, { type: 'ladder' }>, 'atMs'>

export interface ClimberWorld {
  /** Whether both ends can repeat sounds on the path that carries the call. */
  canRepeat(): boolean
  /** This is to be done from now on; told again when the sound has moved to another peer. */
  stepped(step: LadderStep): void
}

export interface Climber {
  /** A new call. */
  start(): void
  /** The sound moved to another peer, whose counters start anew and which knows no step yet. */
  moved(): void
  /** One second more. */
  read(reading: Reading, stretch: Stretch, quality: Quality, path: Path | null): void
  step(): LadderStep
}

/** @param note told each step up or down */
export function createClimber(world: ClimberWorld, note: (step: Step) => void): Climber {
  let ladder = AT_THE_FOOT
  /** The last reading with a report of the far end. */
  let reported: Reading | null = null
  const tell = (): void => world.stepped(ladder.step)
  return {
    start: () => {
      ladder = AT_THE_FOOT
      reported = null
      tell()
    },
    moved: () => {
      ladder = elsewhere(ladder)
      reported = null
      tell()
    },
    read: (reading, stretch, quality, path) => {
      const before = ladder.step
      const outbound = lossReported(reported, reading)
      if (outbound !== null || reported === null) reported = reading
      ladder = climb(ladder, footingOf(stretch, quality, path, world.canRepeat(), outbound))
      const way = wayOf(before, ladder.step)
      if (way === null) return
      note({ type: 'ladder', way, step: ladder.step })
      tell()
    },
    step: () => ladder.step,
  }
}
