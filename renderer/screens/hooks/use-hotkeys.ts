// Listens for the keyboard and hands on what a key means. The map itself is model/keyboard.ts.
import { useEffect, useRef } from 'react'
import { type KeyCommand, type KeyPress, keyCommand } from '../model/keyboard'
import type { ScreenName } from '../model/screen'
import { isUnderModal } from './modal'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input, textarea, select, [role="textbox"]'))

const toPress = (event: KeyboardEvent): KeyPress => ({
  key: event.key,
  ctrl: event.ctrlKey,
  meta: event.metaKey,
  alt: event.altKey,
  repeat: event.repeat,
  typing: isTyping(event.target),
  selecting: (globalThis.getSelection?.()?.toString() ?? '') !== '',
})

/** What each command does here; a command without a handler leaves the key alone. */
export type KeyHandlers = Partial<Record<KeyCommand, () => void>>

export function useHotkeys(screen: ScreenName, mac: boolean, handlers: KeyHandlers): void {
  const latest = useRef(handlers)
  useEffect(() => {
    latest.current = handlers
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isUnderModal()) return
      const command = keyCommand(toPress(event), screen, mac)
      const handle = command && latest.current[command]
      if (!handle) return
      event.preventDefault()
      handle()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [screen, mac])
}
