// The door of the command line room.
export { checkOfNothing, checkProgress, checkStatus, checkSummary } from './check-output'
export { endWithParent, hasDisplay, markStarted, runHeadless } from './display'
export { exitStatusOf, judge, progressLine, reportOfNothing, summary } from './output'
export { policyStatus, policyText } from './policy-output'
export { takeCredentials } from './proxy-credentials'
