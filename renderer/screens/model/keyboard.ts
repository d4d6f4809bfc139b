// What a key means on which screen. Pure; the one map of shortcuts (design language, "Keyboard").
import type { ScreenName } from './screen'

export type KeyCommand =
  | 'focusDial'
  | 'focusSearch'
  | 'cancel'
  | 'close'
  | 'mute'
  | 'hold'
  | 'keypad'
  | 'devices'
  | 'message'
  | 'end'
  | 'retry'
  | 'copy'
  | 'save'
  | 'erase'
  | 'undo'
  | 'goCalls'
  | 'goHistory'
  | 'goNetwork'
  | 'goSettings'

export interface KeyPress {
  readonly key: string
  readonly ctrl: boolean
  readonly meta: boolean
  readonly alt: boolean
  readonly repeat: boolean
  /** The focus is where letters are typed. */
  readonly typing: boolean
  /** Text is selected: copying belongs to it. */
  readonly selecting: boolean
}

type Keys = Readonly<Record<string, KeyCommand>>

/** `mod+` is Ctrl, or Command on macOS. */
const KEYS = {
  home: { 'mod+k': 'focusDial', 'mod+r': 'retry' },
  connecting: { escape: 'cancel', 'mod+e': 'cancel' },
  call: { m: 'mute', h: 'hold', k: 'keypad', t: 'message', d: 'devices', 'mod+e': 'end', escape: 'close' },
  ended: { r: 'retry', escape: 'close' },
  failed: { r: 'retry', escape: 'close', 'mod+c': 'copy' },
  history: {
    r: 'retry',
    'mod+f': 'focusSearch',
    delete: 'erase',
    'mod+backspace': 'erase',
    'mod+z': 'undo',
    'mod+c': 'copy',
    'mod+s': 'save',
    escape: 'close',
  },
  network: { r: 'retry', 'mod+c': 'copy', 'mod+s': 'save' },
  settings: { 'mod+c': 'copy' },
} as const satisfies Record<ScreenName, Keys>

/** The rail, from everywhere. */
const RAIL: Keys = { 'mod+1': 'goCalls', 'mod+2': 'goHistory', 'mod+3': 'goNetwork', 'mod+4': 'goSettings' }

/** Where text is typed, these keys are the text's own. */
const OF_TEXT: ReadonlySet<KeyCommand | null> = new Set(['erase', 'undo'])

/** The command of a key press, or null where the key means nothing here. */
export function keyCommand(press: KeyPress, screen: ScreenName, mac: boolean): KeyCommand | null {
  if (press.repeat || press.alt) return null
  const [mod, other] = mac ? [press.meta, press.ctrl] : [press.ctrl, press.meta]
  if (other) return null
  const key = press.key.toLowerCase()
  if (!mod && key.length === 1 && press.typing) return null
  const keys: Keys = KEYS[screen]
  const name = mod ? `mod+${key}` : key
  const command = keys[name] ?? RAIL[name] ?? null
  if (press.typing && OF_TEXT.has(command)) return null
  return command === 'copy' && press.selecting ? null : command
}

/** A shortcut as printed on this platform's keys: `Ctrl K`, `⌘K`. */
export const modKey = (letter: string, mac: boolean): string => (mac ? `⌘${letter}` : `Ctrl ${letter}`)
