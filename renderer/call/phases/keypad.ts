// Keys of the keypad: pressed, sent one way or the other, confirmed by the far end. Knows no RTP.
import type { PhaseName } from '../../../protocol/ipc'
import type { Active, Recovering } from '../call'
import type { Step } from '../effects'
import type { EventOf } from '../events'
import type { Rows } from '../row'

/** More than any menu asks for; what is shown has to end somewhere. */
const SHOWN_MAX = 64

/** On hold nothing is said, and keys say something. */
export function pressed(call: Active, { digit }: EventOf<'press'>): Step {
  if (call.hold.sinceMs !== null) return [call, []]
  const keypad = { ...call.keypad, pressed: (call.keypad.pressed + digit).slice(-SHOWN_MAX) }
  return [{ ...call, keypad }, [{ do: 'pressKey', digit }]]
}

/** What is heard of keys, also while the sound is interrupted. */
export const keysTold = (here: readonly PhaseName[]) =>
  ({
    'key.sent': {
      to: here,
      step: (call, { way }) => [{ ...call, keypad: { ...call.keypad, [way]: call.keypad[way] + 1 } }, []],
    },
    'digit.heard': {
      to: here,
      step: call => [{ ...call, keypad: { ...call.keypad, heard: call.keypad.heard + 1 } }, []],
    },
  }) satisfies Rows<Active | Recovering>
