// The door of the words. Plain TypeScript: no React, no DOM, so that it also runs in Node.
export { checkCopy, checkWord } from './checks'
export type { ItRow } from './failure'
export { describeFailure, failureCopy, itText, splitAction } from './failure'
export * as format from './format'
export { kitRequest, kitText, kitWish } from './kit'
export { gainsOf, proxyText, reportText, verdictCopy, verdictSentence } from './network'
export { attemptEnd, pathBadge, pathPhrase, protocolName, routeName, routePhrase } from './paths'
export { agentStateCopy, causeCopy, endCopy, phaseCopy } from './phases'
export type { Tone } from './quality'
export {
  RESPONSE_BUDGET_MS, toneOfJitter, toneOfLoss, toneOfMos, toneOfQuality, toneOfRoundTrip, verdictLine, verdictWord,
} from './quality' // biome-ignore format: a door has at most twenty lines
export { words } from './words'
