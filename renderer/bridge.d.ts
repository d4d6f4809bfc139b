// What the preload puts on the page.
interface Window {
  readonly viaduct: import('../protocol/ipc').Bridge
}
