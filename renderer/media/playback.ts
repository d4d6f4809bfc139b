// The agent's sound: one media element per attempt, at most one of them unmuted. Played from the element, never
// through Web Audio, so that echo cancellation sees what the speaker plays.

export interface Playback {
  /** Plays an attempt's track, muted until `sound` picks it. */
  add(attempt: number, track: MediaStreamTrack): void
  /** Unmutes this attempt and mutes every other; `null` mutes all. */
  sound(attempt: number | null): void
  remove(attempt: number): void
  /** On hold none is heard, whichever is picked. */
  hold(on: boolean): void
  /** Plays on this device from now on; empty: on the system's, which the browser follows by itself. */
  use(sinkId: string): void
  /** What is audible now, for the level meter. */
  audible(): MediaStream | null
}

export function createPlayback(createElement: () => HTMLAudioElement): Playback {
  const elements = new Map<number, HTMLAudioElement>()
  let sounding: number | null = null
  let isHeld = false
  let sink = ''

  /** One that is gone in the meantime leaves the sound where it can be heard. */
  const send = (element: HTMLAudioElement): void => {
    if (element.sinkId !== sink)
      element.setSinkId(sink).catch(() => element.setSinkId('').catch(() => undefined))
  }

  const settle = (): void => {
    // Mute first, unmute second: never two agents at once.
    for (const [attempt, element] of elements) if (isHeld || attempt !== sounding) element.muted = true
    for (const [attempt, element] of elements) if (!isHeld && attempt === sounding) element.muted = false
  }

  return {
    add: (attempt, track) => {
      const element = createElement()
      element.muted = true
      element.srcObject = new MediaStream([track])
      elements.set(attempt, element)
      send(element)
      settle()
      // Refused only when the page goes away; autoplay is allowed by the window's own settings.
      element.play().catch(() => undefined)
    },
    sound: attempt => {
      sounding = attempt
      settle()
    },
    remove: attempt => {
      const element = elements.get(attempt)
      if (element === undefined) return
      element.muted = true
      element.pause()
      element.srcObject = null
      elements.delete(attempt)
    },
    hold: on => {
      isHeld = on
      settle()
    },
    use: sinkId => {
      sink = sinkId
      for (const element of elements.values()) send(element)
    },
    audible: () => {
      const source = sounding === null ? null : elements.get(sounding)?.srcObject
      return source instanceof MediaStream ? source : null
    },
  }
}
