// The door of reports: remembered, saved, written for people.
export { saveReport } from './save'
