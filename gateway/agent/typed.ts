// What the Test Agent makes of a typed message: an answer in writing, and for some words something to try the rest of a call with. Pure.

export interface Answer {
  /** In writing. */
  readonly text: string
  /** What it does besides; `voice`: it says its greeting again. */
  readonly act: 'none' | 'voice' | 'tool' | 'failing tool' | 'transfer' | 'leave'
}

/** A message is repeated so far. */
const REPEATED_CHARS = 500
export const TOOL = 'Test tool'
export const TRANSFER_TO = 'a person (a test: nobody is there)'
/** What the tool has done when it has ended. */
export const TOOL_ENDS = {
  done: 'The test tool has run. It does nothing else.',
  failed: 'The test tool has failed, as you asked.',
} as const

const repeated = (text: string): string =>
  text.length <= REPEATED_CHARS ? text : `${text.slice(0, REPEATED_CHARS).trimEnd()}…`

/** The first that fits. */
const ANSWERS: readonly (readonly [RegExp, Answer])[] = [
  [/\btool\b.*\bfail|\bfail.*\btool\b/i, { text: 'I use a tool that will fail.', act: 'failing tool' }],
  [/\btool\b/i, { text: 'I use a tool. It takes two seconds.', act: 'tool' }],
  [
    /\btransfer\b/i,
    {
      text: 'This is how a hand-over is announced. I am a test agent and stay on the line.',
      act: 'transfer',
    },
  ],
  [/^(good)?bye\b/i, { text: 'Goodbye.', act: 'leave' }],
  [/^(hello|hi|hey)\b/i, { text: 'Hello. I say it aloud as well.', act: 'voice' }],
]

/** Half of a character at the end of what is repeated is the reader's to take out. */
export const answerTo = (text: string): Answer =>
  ANSWERS.find(([asks]) => asks.test(text))?.[1] ?? { text: `You wrote: “${repeated(text)}”`, act: 'none' }
