// The door of the workshop, for the page. Its other side takes each room's `worker.ts`, and nothing else of it.
export { isOpen, openLine } from './page'
