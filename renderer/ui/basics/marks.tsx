// Small marks and messages: dots, skeletons, empty states, toasts. Colour here is only ever the state of the line.
import { type ReactNode, useEffect, useState } from 'react'
import { Icon, type IconName } from './icon'

export type DotTone = 'line' | 'strain' | 'break' | 'unknown'

/** A coloured dot. Always stands beside its word, so it is hidden from assistive technology. */
export const Dot = ({ tone, halo = false }: { tone: DotTone; halo?: boolean }) => (
  <i className={`dot ${tone}${halo ? ' halo' : ''}`} aria-hidden="true" />
)

interface EmptyStateProps {
  readonly icon: IconName
  readonly title: string
  readonly children: ReactNode
  readonly action?: ReactNode
}

/** One icon, one fact, one sentence, at most one action. */
export const EmptyState = ({ icon, title, children, action }: EmptyStateProps) => (
  <div className="empty">
    <Icon name={icon} />
    <h2>{title}</h2>
    <p>{children}</p>
    {action}
  </div>
)

const SKELETON_AFTER_MS = 200

/** Skeleton rows in the final geometry; a wait too short to notice shows nothing. */
export function Skeleton({ rows, label }: { rows: number; label: string }) {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), SKELETON_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="skeleton" data-shown={shown} role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map(key => (
        <div className="sk-row" key={key} aria-hidden="true">
          <i className="sk disc" />
          <span>
            <i className="sk name" />
            <i className="sk line" />
          </span>
        </div>
      ))}
    </div>
  )
}

/** A confirmation, never an error. `action`: what takes it back. */
export const Toast = ({ children, action }: { children: ReactNode; action?: ReactNode }) => (
  <div className="toast">
    <Icon name="check" />
    <span>{children}</span>
    {action}
  </div>
)
