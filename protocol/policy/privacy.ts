// What is recorded, kept and sent.
import { z } from 'zod'
import { futureKey, key, section } from './key'

const httpsUrl = z.url({ protocol: /^https$/ }).max(500)

/** What is kept of past calls on this computer. */
export const historySchema = section('History', {
  keep: key(z.boolean().default(true), {
    title: 'Keep a history of calls',
    description:
      'Keeps what calls were like on this computer. Off: nothing is kept, and what was kept before is erased.',
    canRecommend: true,
    example: false,
  }),
  keepDays: key(z.number().int().min(1).max(3_650).default(90), {
    title: 'Keep calls for so many days',
    description: 'How long a call stays in the history; older ones are erased.',
    canRecommend: true,
    example: 30,
  }),
})

export const privacyKeys = {
  recording: section('Recording', {
    allowed: key(z.boolean().default(true), {
      title: 'Recording',
      description: 'Whether calls may be recorded at all.',
      example: false,
    }),
    consent: key(z.enum(['ask', 'announce']).default('ask'), {
      title: 'Consent to recording',
      description: 'Whether the person is asked before a recording begins, or told that it has begun.',
      canRecommend: true,
      example: 'announce',
    }),
  }).prefault({}),
  captions: section('Captions', {
    show: key(z.boolean().default(true), {
      title: 'Captions',
      description:
        'Shows in words what is said, where an agent sends it. Off: no caption is shown or kept; messages still are.',
      canRecommend: true,
      example: false,
    }),
    keepDays: key(z.number().int().min(0).max(3_650).default(0), {
      title: 'Keep captions for so many days',
      description:
        'How long what was said in words, captions and typed messages, stays with a call in its history. 0: it is gone with the call.',
      canRecommend: true,
      example: 30,
    }),
  }).prefault({}),
  history: historySchema.prefault({}),
  telemetry: section('Reports to the organisation', {
    send: futureKey(z.boolean().default(false), {
      title: 'Send call quality to your organisation',
      description: 'Sends timings and loss of each call, never sound or words.',
      canRecommend: true,
      example: true,
    }),
    url: futureKey(httpsUrl.optional(), {
      title: 'Where reports go',
      description: 'The HTTPS address that takes the reports. Without it none are sent.',
      example: 'https://telemetry.corp.example/v1/traces',
    }),
  }).prefault({}),
}
