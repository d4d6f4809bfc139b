// Words of the two-way proof: what is wrong, which way, what it is due to, and what to do. Calm: the call goes on.
import type { Finding } from '../../../protocol/plain'

const OUT = 'You to the agent'
const IN = 'The agent to you'
const UNHEARD = 'The agent cannot hear you.'
const DEAF = 'You cannot hear the agent.'

interface FindingText {
  /** Which way the sound is missing. */
  readonly way: string
  readonly title: string
  readonly line: string
  /** On the timeline: when it began, and when it was over. */
  readonly raised: string
  readonly cleared: string
}

const findings = {
  microphone_muted: {
    way: OUT,
    title: UNHEARD,
    line: 'Your system or your headset has muted the microphone. Switch it on there.',
    raised: 'Microphone muted by the system',
    cleared: 'Microphone on again',
  },
  microphone_silent: {
    way: OUT,
    title: UNHEARD,
    line: 'Your microphone gives no sound at all. Look for a mute switch on it, and in the sound settings.',
    raised: 'Microphone gives no sound',
    cleared: 'Microphone gives sound',
  },
  microphone_wrong: {
    way: OUT,
    title: UNHEARD,
    line: 'The microphone in use gives no sound at all, and another one is there. Choose that one in the sound settings, or look for a mute switch.',
    raised: 'Microphone gives no sound, another one is there',
    cleared: 'Microphone gives sound',
  },
  caller_unsent: {
    way: OUT,
    title: UNHEARD,
    line: 'Your microphone works, but this computer sends nothing. If it lasts, call again.',
    raised: 'Nothing of your voice is sent',
    cleared: 'Your voice is sent again',
  },
  caller_unheard: {
    way: OUT,
    title: UNHEARD,
    line: 'Your microphone works, but this network does not carry your voice out.',
    raised: 'Your voice does not arrive',
    cleared: 'Your voice arrives',
  },
  speaker_gone: {
    way: IN,
    title: DEAF,
    line: 'This computer has nothing to play sound with any more. Connect a speaker or a headset.',
    raised: 'No speaker',
    cleared: 'Speaker is back',
  },
  agent_silent: {
    way: IN,
    title: DEAF,
    line: 'The line is open, but what the agent sends has no sound in it. The fault is on the agent’s side.',
    raised: 'The agent speaks without sound',
    cleared: 'The agent can be heard',
  },
  talking_muted: {
    way: OUT,
    title: 'You are muted.',
    line: 'You seem to be talking, and the agent cannot hear it. Press M to unmute.',
    raised: 'You talked while muted',
    cleared: 'No longer talking while muted',
  },
  echo: {
    way: IN,
    title: 'The agent hears itself.',
    line: 'Your microphone picks up what your speaker plays. Turn it down, or use a headset.',
    raised: 'The agent hears itself',
    cleared: 'No echo any more',
  },
} as const satisfies Record<Finding, FindingText>

export const proofWords = {
  proof: {
    findings,
    oneWay: 'One way',
    unheard: 'The agent can be heard, and your voice does not arrive.',
    trying: 'Trying another path',
    noPath: 'Other paths do not carry it either. Another network may, such as a phone’s hotspot.',
  },
} as const
