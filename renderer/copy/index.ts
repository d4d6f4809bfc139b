// The door of the words. Plain TypeScript: no React, no DOM, so that it also runs in Node.
export { aftermathCopy } from './aftermath'
export { checkCopy, checkWord } from './checks'
export type { ItRow } from './failure'
export { describeFailure, failureCopy, itText, splitAction } from './failure'
export * as format from './format'
export { kitRequest, kitText, kitWish } from './kit'
export { ladderEvent, ladderPhrase } from './ladder'
export { gainsOf, proxyText, reportText, verdictCopy, verdictSentence } from './network'
export {
  attemptEnd,
  brokenBadge,
  pathBadge,
  pathName,
  pathPhrase,
  protocolName,
  routeName,
  routePhrase,
} from './paths'
export { agentStateCopy, causeCopy, endCopy, phaseCopy } from './phases'
export { policyText, problemCopy, settingValue } from './policy'
export { toneOfQuality, verdictLine, verdictWord } from './quality'
export { type TurnFigures, turnSplit, turnWords } from './turns'
export { words } from './words'
