// What the call says of sound that goes one way only: which way, why, and what is being done. Pure.
import type { Finding } from '../../../protocol/plain'
import { words } from '../../copy'
import type { LiveFigures } from '../props'
import type { CallIn } from './screen'

const { proof: text } = words

export interface OneWayView {
  readonly what: Finding
  readonly way: string
  readonly title: string
  readonly line: string
  /** What the call does about it; null: it is for the person to do. */
  readonly doing: { readonly text: string; readonly isTrying: boolean } | null
}

/** Another path is tried, has been tried, or there was none. */
function doingOf({ trial, attempts }: CallIn<'active'>): OneWayView['doing'] {
  if (trial?.of === 'handover' && trial.why === 'unheard') return { text: text.trying, isTrying: true }
  const isTried = attempts.some(({ stage }) => stage.at === 'ended' && stage.by === 'unheard')
  return isTried ? { text: text.noPath, isTrying: false } : null
}

/** The foremost finding; null: sound goes both ways, as far as is known. */
export function oneWayOf(call: CallIn<'active'>, live: LiveFigures | null): OneWayView | null {
  const what = live?.proof.findings[0]
  if (what === undefined) return null
  const { way, title, line } = text.findings[what]
  return { what, way, title, line, doing: what === 'caller_unheard' ? doingOf(call) : null }
}
