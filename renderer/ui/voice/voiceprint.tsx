// An agent's voiceprint as a small picture. Decorative: the agent's name stands beside it.
import { memo } from 'react'
import { voiceprintPath } from './voiceprint-geometry'

interface VoiceprintProps {
  readonly id: string
  readonly size: number
  readonly tone?: 'ink' | 'live' | 'dim'
}

export const Voiceprint = memo(({ id, size, tone = 'ink' }: VoiceprintProps) => (
  <svg
    className={`vp ${tone}`}
    width={size}
    height={size}
    viewBox={`0 0 ${size} ${size}`}
    strokeWidth={0.6 + size * 0.014}
    aria-hidden="true"
  >
    <path d={voiceprintPath(id, size)} />
  </svg>
))
Voiceprint.displayName = 'Voiceprint'
