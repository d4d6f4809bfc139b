// What is said when the microphone is the first leg that did not carry the call.
import type { FailureText } from './text'

const headline = 'Viaduct cannot hear you.'

export const MICROPHONE = {
  microphone_denied: {
    headline,
    sentence: 'Microphone access is off for Viaduct in your system settings.',
    observed: 'Not allowed',
    actions: [
      'Allow the microphone. It is in your system settings, under privacy.',
      'Then call again. Nothing else needs to change.',
    ],
    request: null,
  },
  microphone_missing: {
    headline,
    sentence: 'No microphone is connected to this computer.',
    observed: 'Not found',
    actions: ['Plug in a headset. Viaduct finds it by itself.', 'Is one plugged in? Try another port.'],
    request: null,
  },
  microphone_busy: {
    headline,
    sentence: 'Another app is using the microphone and does not share it.',
    observed: 'In use',
    actions: [
      'Close the other app. Meeting apps often keep the microphone after a meeting.',
      'Or plug in another microphone. Then call again.',
    ],
    request: null,
  },
  microphone_dead: {
    headline,
    sentence: 'The microphone is there, but it did not start.',
    observed: 'No signal',
    actions: [
      'Unplug the headset and plug it in again. Then call again.',
      'Still nothing? Choose another microphone in your system settings.',
    ],
    request: null,
  },
  microphone_silent: {
    headline,
    sentence: 'The microphone is open, but not a sound has come from it.',
    observed: 'Silent',
    actions: [
      'Check the mute switch of your headset. Many have one on the cable.',
      'Still nothing? Choose another microphone in your system settings.',
    ],
    request: null,
  },
} as const satisfies Record<string, FailureText>
