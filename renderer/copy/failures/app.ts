// What is said when the cause is Viaduct itself or the settings it was given.
import type { FailureText } from './text'

export const APP = {
  policy_invalid: {
    headline: 'Your organisation’s settings have a mistake.',
    sentence: 'Viaduct could not read them, so no call was made. You did nothing wrong.',
    observed: 'Not valid',
    actions: ['Send the details to your IT team. They show where the mistake is.'],
    request: 'Correct the Viaduct policy. The detail names the setting.',
  },
  app_usage: {
    headline: 'Viaduct did not understand the request.',
    sentence: 'The link or command that started this call is not complete.',
    observed: 'Not started',
    actions: ['Close this and choose an agent from the list.'],
    request: null,
  },
  app_broken: {
    headline: 'Something in Viaduct broke.',
    sentence: 'The call was stopped. It is not you, and it is not your network.',
    observed: 'Stopped',
    actions: ['Call again. If it happens twice, restart Viaduct.'],
    request: 'Report this to the makers of Viaduct, with the code and the call ID.',
  },
  app_test_agent: {
    headline: 'The Test Agent did not start.',
    sentence: 'It runs on this computer and needs no network. Your other agents are not affected.',
    observed: 'Not started',
    actions: ['Try again. If it happens twice, restart Viaduct.'],
    request: 'Check that security software lets Viaduct start its own helper process.',
  },
  app_gone: {
    headline: 'Viaduct stopped during the call.',
    sentence: 'It was closed, or the computer went off. What was measured until then is kept.',
    observed: 'Stopped',
    actions: ['Call again. The agent does not know what was said before.'],
    request: null,
  },
} as const satisfies Record<string, FailureText>
