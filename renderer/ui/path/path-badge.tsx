// The path in a few words, and the door to the health sheet.
import type { Ref } from 'react'
import { Icon } from '../basics/icon'

interface PathBadgeProps {
  readonly children: string
  readonly label: string
  readonly strained: boolean
  readonly expanded: boolean
  readonly onClick: () => void
  readonly ref?: Ref<HTMLButtonElement>
}

export const PathBadge = ({ children, label, strained, expanded, onClick, ref }: PathBadgeProps) => (
  <button
    ref={ref}
    type="button"
    className={strained ? 'chip strain' : 'chip'}
    aria-label={`${children}. ${label}`}
    aria-expanded={expanded}
    onClick={onClick}
  >
    <Icon name="arches" />
    {children}
  </button>
)
