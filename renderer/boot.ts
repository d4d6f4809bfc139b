// What the page runs first: lets the frame that index.html holds reach the screen, then loads the app.
// Knows nothing of the app; parsing it before the first frame is what made the window come late.

/** An offscreen page may draw no frame at all, and must not wait for one. */
const FRAME_MS = 100

const drawn = new Promise<void>(done => {
  // A task after the frame's callback runs when the frame is on its way to the screen.
  requestAnimationFrame(() => setTimeout(done))
  setTimeout(done, FRAME_MS)
})

drawn.then(() => import('./main'))
