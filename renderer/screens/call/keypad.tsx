// The keypad of a call: keys to press, what was keyed in, and how much of it has arrived. Typing works as pressing does.
import { useEffect } from 'react'
import { words } from '../../copy'
import { IconButton } from '../../ui'
import type { CallIn } from '../model/screen'
import type { AppActions } from '../props'

interface KeypadProps {
  readonly call: CallIn<'active'>
  readonly onPress: AppActions['press']
  readonly onClose: () => void
}

const { keypad: text } = words.call
const KEYS = '123456789*0#'
const SPOKEN: Readonly<Record<string, string>> = { '*': text.star, '#': text.hash }

/** Digits belong to the keypad while it is open, wherever the focus is. */
function useTyping(onPress: KeypadProps['onPress']): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key.length !== 1 || !KEYS.includes(event.key)) return
      if (event.target instanceof HTMLElement && event.target.matches('input, textarea')) return
      event.preventDefault()
      onPress(event.key)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [onPress])
}

export function Keypad({ call: { keypad }, onPress, onClose }: KeypadProps) {
  useTyping(onPress)
  const all = keypad.rtp + keypad.signaling
  return (
    <section className="keypad" aria-label={text.name}>
      <header>
        <output className="keyed num" aria-label={text.digits}>
          {keypad.pressed}
        </output>
        <IconButton icon="cross" label={text.close} onClick={onClose} />
      </header>
      <div className="keys">
        {[...KEYS].map(key => (
          <button key={key} type="button" aria-label={SPOKEN[key]} onClick={() => onPress(key)}>
            {key}
          </button>
        ))}
      </div>
      <p role="status">{all === 0 ? text.none : text.got({ heard: Math.min(keypad.heard, all), all })}</p>
    </section>
  )
}
