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
  policy_key: {
    headline: 'A setting of your organisation has a mistake.',
    sentence: 'Viaduct uses its own value in place of it. All other settings hold.',
    observed: 'Not valid',
    actions: ['Send the details to your IT team. They show which setting it is.'],
    request: 'Correct this setting of the Viaduct policy. The detail says what it may be.',
  },
  policy_unreadable: {
    headline: 'Your organisation’s settings cannot be read.',
    sentence: 'They are on this computer, and Viaduct may not open them. It uses safe values of its own.',
    observed: 'Not readable',
    actions: ['Send the details to your IT team.'],
    request: 'Let every user read the Viaduct policy. The detail names the file.',
  },
  policy_unsafe: {
    headline: 'Your organisation’s settings are not protected.',
    sentence: 'Somebody else than an administrator could have written them, so Viaduct does not follow them.',
    observed: 'Not protected',
    actions: ['Send the details to your IT team.'],
    request: 'Let the Viaduct policy belong to root, as a plain file that nobody else may write.',
  },
  policy_refused: {
    headline: 'Your organisation’s settings go first.',
    sentence: 'This computer is managed, so Viaduct takes no other settings at its start.',
    observed: 'Not taken',
    actions: ['Start Viaduct without --policy.'],
    request: 'Put the settings into the managed policy.',
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
