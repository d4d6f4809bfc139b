// The door of the policy room. What needs the schemas is loaded by whoever needs it: a window is on screen before them.
export type { Findings } from './found'
export { createSources, lookEveryMs, type PolicySources } from './sources'
export { takePolicy } from './take'
