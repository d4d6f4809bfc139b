// The door of the command line room.
export { endWithParent, hasDisplay, runHeadless } from './display'
export { exitStatusOf, judge, progressLine, reportOfNothing, summary } from './output'
export { takeCredentials } from './proxy-credentials'
