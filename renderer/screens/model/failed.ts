// What the failed screen shows: which layers held, and the block for IT. Pure.
import { FAILURES, type Layer } from '../../../protocol/catalogue'
import type { Failure } from '../../../protocol/failure'
import type { Ended } from '../../call'
import { failureCopy, format, type ItRow, routePhrase, words } from '../../copy'
import type { AppState } from '../props'

const { failed: text } = words

const CHECKED = ['microphone', 'signaling', 'relay', 'agent'] as const satisfies readonly Layer[]
type Checked = (typeof CHECKED)[number]

export interface LayerView {
  readonly layer: Checked
  readonly state: 'ok' | 'bad' | 'skipped'
  readonly word: string
}

/** The four legs of a call, told from facts: a leg that worked says so even when an earlier one failed later. */
export function layersOf(call: Ended, failure: Failure): readonly LayerView[] {
  const broken = FAILURES[failure.name].layer
  const held: Record<Checked, boolean> = {
    microphone: call.microphone === 'open',
    signaling: call.backend !== null,
    relay: call.attempts.some(({ connectedAtMs }) => connectedAtMs !== null),
    agent: call.answeredAtMs !== null,
  }
  return CHECKED.map(layer => {
    if (layer === broken) return { layer, state: 'bad', word: failureCopy(failure).observed }
    if (held[layer]) return { layer, state: 'ok', word: text.layerOk[layer] }
    return { layer, state: 'skipped', word: layer === 'microphone' ? text.notUsed : text.notReached }
  })
}

/** The IT block is folded where there is nothing for IT to open. */
export const isFolded = (failure: Failure): boolean => {
  const { layer } = FAILURES[failure.name]
  return layer === 'microphone' || layer === 'agent'
}

function tried(call: Ended): string | null {
  const attempts = call.attempts.map(({ n, route, connectedAtMs }) => {
    const result = connectedAtMs === null ? 'not connected' : 'connected'
    return `${n}. ${routePhrase[route]}, ${result}`
  })
  return attempts.length > 0 ? attempts.join('; ') : null
}

/** Exact, never softened: only facts, and only those that are known. */
export function itRowsOf(state: AppState, call: Ended, failure: Failure): readonly ItRow[] {
  const { code, detail, request } = failureCopy(failure).it
  const host = state.agents?.find(({ id }) => id === call.agentId)?.host ?? null
  const signaling = call.backend && `${call.backend.name}, ${format.wait(call.backend.signalingMs)}`
  const app = state.app && `Viaduct ${state.app.version}, ${state.app.platform}`
  const rows: readonly (readonly [string, string | null])[] = [
    [text.rows.code, code],
    [text.rows.when, format.stamp(call.endedAtMs)],
    [text.rows.detail, detail],
    [text.rows.gateway, host],
    [text.rows.signaling, signaling],
    [text.rows.tried, tried(call)],
    [text.rows.request, request],
    [text.rows.app, app],
    [text.rows.callId, call.callId],
  ]
  return rows.flatMap(([label, value]): readonly ItRow[] => (value ? [[label, value]] : []))
}
