// The door of the records: the history of calls on this computer.
export { createRecords, type Records } from './records'
export { saveCall } from './save'
