// The eight states that a desktop's keyring can be in, and what the vault has to say in each. Shapes and tables only.
import type { Trouble } from '../../../main/credentials/messages'

export const STATES = [
  'unlocked',
  'locked',
  'prompt',
  'killed',
  'no-service',
  'no-bus',
  'wrong-desktop',
  'full',
] as const
export type KeyringState = (typeof STATES)[number]

export const WHAT: Readonly<Record<KeyringState, string>> = {
  unlocked: 'gnome-keyring, unlocked',
  locked: 'locked, no display for a prompt',
  prompt: 'locked, its prompt on screen and nobody there',
  killed: 'the daemon is killed during the operation',
  'no-service': 'a session bus without any keyring service',
  'no-bus': 'no session bus',
  'wrong-desktop': 'unlocked, on a desktop that says it is KDE',
  full: 'unlocked, values at and over 2560 bytes',
}

/** What the vault answered, as far as a state decides it. */
export type Said = 'keyring' | 'memory' | 'gone' | 'too-big' | Trouble

export interface Step {
  readonly op: 'set' | 'get' | 'never' | 'delete' | 'set-too-big'
  readonly said: Said
}

const HEALTHY: readonly Step[] = [
  { op: 'set', said: 'keyring' },
  { op: 'get', said: 'keyring' },
  { op: 'never', said: 'missing' },
  { op: 'delete', said: 'gone' },
  { op: 'get', said: 'missing' },
]
const WITHOUT: readonly Step[] = [
  { op: 'set', said: 'memory' },
  { op: 'get', said: 'memory' },
  { op: 'never', said: 'absent' },
  { op: 'delete', said: 'gone' },
  { op: 'get', said: 'absent' },
]
const FULL: readonly Step[] = [
  { op: 'set', said: 'keyring' },
  { op: 'set-too-big', said: 'too-big' },
  { op: 'get', said: 'keyring' },
  { op: 'delete', said: 'gone' },
  { op: 'set-too-big', said: 'too-big' },
]
const always = (said: Said): readonly Step[] =>
  (['get', 'set', 'never', 'delete', 'get'] as const).map(op => ({ op, said }))

/** What is asked in turn, over and over. */
export const STEPS: Readonly<Record<KeyringState, readonly Step[]>> = {
  unlocked: HEALTHY,
  locked: always('locked'),
  prompt: always('waiting'),
  killed: always('broken'),
  'no-service': WITHOUT,
  'no-bus': WITHOUT,
  'wrong-desktop': HEALTHY,
  full: FULL,
}
