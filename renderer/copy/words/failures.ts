// Words of every failure, by its name.
import type { FailureName } from '../../../protocol/catalogue'
import { AGENT } from '../failures/agent'
import { APP } from '../failures/app'
import { MICROPHONE } from '../failures/microphone'
import { RELAY } from '../failures/relay'
import { SIGNALING } from '../failures/signaling'
import type { FailureText } from '../failures/text'
import { WAY } from '../failures/way'

const failures = {
  ...MICROPHONE,
  ...SIGNALING,
  ...WAY,
  ...RELAY,
  ...AGENT,
  ...APP,
} as const satisfies Record<FailureName, FailureText>

/** `theAgent`: where no name is known. */
export const failureWords = { failures, theAgent: 'The agent' } as const
