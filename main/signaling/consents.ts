// Consent to a recording that the gateway announces: what policy says, or a person, before the first attempt is planned.
// Must not know windows, protocols or what is recorded.
import type { RequestInput } from '../../protocol/ipc'
import type { Backend, BackendEvent, OpenBackend } from './backend'
import { failure } from './failures'

/** `decline`: nobody may record, or nobody is there to be asked. `announce`: it is recorded, and said so. */
export type ConsentPolicy = 'decline' | 'announce' | 'ask'

type Ready = Extract<BackendEvent, { type: 'ready' }>

export interface Consents {
  readonly open: OpenBackend
  /** A person's answer. One that nobody waits for changes nothing. */
  readonly answer: (answer: RequestInput<'answerConsent'>) => void
}

/** @param policy asked when a gateway announces that it records */
export function createConsents(open: OpenBackend, policy: () => ConsentPolicy): Consents {
  const asked = new Map<string, (agrees: boolean) => void>()
  /** A call that opens another session is not asked twice. */
  let last: { readonly callId: string; readonly agrees: boolean } | null = null

  const consider = (callId: string, ready: Ready, emit: (event: BackendEvent) => void) => {
    const { recording } = ready
    const goOn = (agrees: boolean): void => {
      last = { callId, agrees }
      const declined = failure('agent_must_record', 'calls to this gateway are recorded')
      if (agrees || !recording?.isRequired) emit(ready)
      else emit({ type: 'told', fact: { type: 'backend.failed', callId, failure: declined } })
    }
    const says = policy()
    if (!recording) {
      emit(ready)
      return
    }
    const known = last?.callId === callId ? last.agrees : says === 'ask' ? null : says === 'announce'
    if (known !== null) {
      goOn(known)
      return
    }
    asked.set(callId, goOn)
    const { by, isRequired } = recording
    emit({ type: 'told', fact: { type: 'consent.asked', callId, by, mayDecline: !isRequired } })
  }

  return {
    answer: ({ callId, agrees }) => {
      const goOn = asked.get(callId)
      asked.delete(callId)
      goOn?.(agrees)
    },
    open: (call, emit) => {
      const { callId } = call
      const inner: Backend = open(call, event => {
        if (event.type === 'ready') consider(callId, event, emit)
        else emit(event)
      })
      return {
        ...inner,
        start: order => inner.start({ ...order, record: last?.callId === callId && last.agrees }),
        close: () => {
          asked.delete(callId)
          inner.close()
        },
      }
    },
  }
}
