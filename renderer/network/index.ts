// The door of what the window knows of the network.
export { afterCheckEvent, type CheckEvent, lastReportOf, type NetworkCheck, NOT_CHECKED } from './check'
export { annoyanceOf, obstacleOf } from './obstacle'
