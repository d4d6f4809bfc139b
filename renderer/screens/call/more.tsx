// What the panel has for whoever wants it exactly: the relay, the wait in the buffer, levels, what was relayed. Folded at first.
import { format, words } from '../../copy'
import { relayedText } from '../model/aftermath'
import type { LiveFigures } from '../props'

const { health: text } = words

type Figure = readonly [name: string, value: string]

const shown = (name: string, value: number | null, unit: string): readonly Figure[] =>
  value === null ? [] : [[name, `${Math.round(value)} ${unit}`]]

/** Only what was measured. Exported for its test. */
export function moreOf({ path, quality, levels, relayed }: LiveFigures): readonly Figure[] {
  return [
    ...(path?.server ? [[text.server, path.server] as const] : []),
    ...(path?.region ? [[text.region, path.region] as const] : []),
    ...(path?.kind === 'relay' ? [[text.proxy, path.viaProxy ? text.viaProxy : text.noProxy] as const] : []),
    ...shown(text.buffer, quality.bufferMs, 'ms'),
    ...shown(text.sent, quality.sentKbps, 'kb/s'),
    ...(levels.microphone === null ? [] : [[text.yourLevel, format.level(levels.microphone)] as const]),
    ...(levels.agent === null ? [] : [[text.agentLevel, format.level(levels.agent)] as const]),
    ...(relayed.relayBytes === 0 ? [] : [[words.ended.relayed, relayedText(relayed)] as const]),
  ]
}

export function More({ live }: { live: LiveFigures }) {
  return (
    <details className="more">
      <summary>{text.more}</summary>
      <dl>
        {moreOf(live).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd title={value}>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
