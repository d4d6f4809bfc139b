// The shape of what is said about one failure, and the sentences that several of them share.

/** Everything people read about a failure. `{agent}` stands for the agent's name. */
export interface FailureText {
  readonly headline: string
  /** What happened and what is fine. */
  readonly sentence: string
  /** What was seen at the broken hop, in one or two words. */
  readonly observed: string
  /** What to do next, best first. Where there are two sentences, the first is the instruction. */
  readonly actions: readonly string[]
  /** What IT is asked to do, or null where there is nothing to open. */
  readonly request: string | null
}

export const ANOTHER_NETWORK = 'Try another network if you can. A phone hotspot, for example.'
export const SEND_DETAILS = 'Send the details to your IT team. They show what to open.'
export const TRY_SOON = 'Try again in a moment. Your network is fine.'
