// A transport whose code is loaded when it is first used. Knows no address and no frame.
import { failure } from './failures'
import { type OpenTransport, onceClosed, type Transport } from './transport'

/** Texts sent before `opened` are ignored anyway, so nothing needs to be kept while the code is loading. */
export const lazily =
  (load: () => Promise<OpenTransport>): OpenTransport =>
  (target, emit) => {
    const mouth = onceClosed(emit)
    let inner: Transport | null = null
    load().then(
      open => {
        if (!mouth.over()) inner = open(target, mouth.emit)
      },
      () => mouth.emit({ type: 'closed', failure: failure('app_broken', 'a part of the app did not load') }),
    )
    return {
      send: text => inner?.send(text),
      close: () => {
        mouth.end()
        inner?.close()
      },
    }
  }
