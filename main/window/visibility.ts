// Whether a person may see the window, as one fact for its page. Knows the window's events; takes the window by shape.
import type { WindowFact } from '../../protocol/facts'

/** The part of BrowserWindow that is looked at. */
export interface VisibleWindow {
  isVisible(): boolean
  isMinimized(): boolean
  on(event: 'show' | 'hide' | 'minimize' | 'restore', listener: () => void): unknown
  readonly webContents: { on(event: 'did-finish-load', listener: () => void): unknown }
}

/**
 * Tells each change. A window without focus, or behind another, is visible: people watch a call while they work. A new page
 * takes itself for visible, and is told when it is not.
 */
export function watchVisibility(window: VisibleWindow, tell: (fact: WindowFact) => void): void {
  // By the events, since what the window says of itself in the middle of one differs by platform.
  let isShown = window.isVisible()
  let isMinimised = window.isMinimized()
  let told = true
  const look = (): void => {
    const isVisible = isShown && !isMinimised
    if (isVisible !== told) tell({ type: 'window.changed', isVisible })
    told = isVisible
  }
  const hear = (event: 'show' | 'hide' | 'minimize' | 'restore', take: () => void): void => {
    window.on(event, () => {
      take()
      look()
    })
  }
  hear('show', () => {
    isShown = true
    // Showing brings a minimised window back where it is not told apart from restoring.
    isMinimised = window.isMinimized()
  })
  hear('hide', () => {
    isShown = false
  })
  hear('minimize', () => {
    isMinimised = true
  })
  hear('restore', () => {
    isShown = true
    isMinimised = false
  })
  window.webContents.on('did-finish-load', () => {
    told = true
    look()
  })
  look()
}
