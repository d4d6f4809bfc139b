// What the page needs of the report as values, without the schema library: the page collects, and parses nothing.

/** A long call has longer stretches, never more points. */
export const POINTS_MAX = 600

/** Of a call in which nothing was measured. */
export const NO_POINTS: { readonly everyMs: number; readonly points: [] } = { everyMs: 1_000, points: [] }

/**
 * What may be wrong with the sound, one way, and what it is due to; the foremost first. `talking_muted`: the person speaks, and has
 * muted themselves. `microphone_muted`: by the operating system. `microphone_wrong`: it gives no sound, and another one is there.
 * `caller_unsent`: no packet leaves. `caller_unheard`: they leave, and the far end gets none. `agent_silent`: it says that it speaks,
 * and its packets carry no sound. `echo`: the microphone hears the agent and nothing else.
 */
export const FINDINGS = [
  'microphone_muted',
  'microphone_silent',
  'microphone_wrong',
  'caller_unsent',
  'caller_unheard',
  'speaker_gone',
  'agent_silent',
  'talking_muted',
  'echo',
] as const
export type Finding = (typeof FINDINGS)[number]

/** From the person's voice to the far end, and from there to the speaker. */
export const LINKS = ['spoken', 'sent', 'acknowledged', 'arrived', 'sounded', 'played'] as const
export type ProofLink = (typeof LINKS)[number]

export const NO_PROOF = {
  links: { spoken: null, sent: null, acknowledged: null, arrived: null, sounded: null, played: null },
  findings: [],
}

/** What nobody has chosen otherwise. A device that is null is whichever the system's is. */
export const NO_PREFERENCES = {
  microphone: null,
  speaker: null,
  ringer: null,
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  favourites: [],
  theme: 'system',
  captions: 'regular',
} as const

export const THEMES = ['system', 'light', 'dark'] as const
export const CAPTION_SIZES = ['small', 'regular', 'large'] as const

/** UTF-16 units of one caption, message or answer. Whoever says more says it in pieces. */
export const SAID_CHARS_MAX = 4_000
/** What a person may add to the stars. */
export const NOTE_CHARS_MAX = 1_000
/** Lines of one call that are kept, the newest: an hour of lively talk is about nine hundred. */
export const LINES_MAX = 2_000
