// The door of what the window knows of the network.
export {
  afterCheckEvent, type CheckEvent, isProxied, lastReportOf, type NetworkCheck, NOT_CHECKED,
} from './check' // biome-ignore format: one line reads as a list
export { annoyanceOf, obstacleOf } from './obstacle'
