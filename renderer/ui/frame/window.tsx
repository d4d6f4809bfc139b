// The frame: title bar, rail, sheets. The title bar is the drag region; window buttons follow the platform.
import type { ReactNode } from 'react'
import { Icon, type IconName } from '../basics/icon'
import { Dot, type DotTone } from '../basics/marks'

/** The app's mark: a line across two arches. */
const Mark = ({ size = 22 }: { size?: number }) => (
  <svg
    width={size}
    height={size}
    viewBox="0 0 22 22"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.75"
    strokeLinecap="round"
    aria-hidden="true"
  >
    <path className="mark-line" d="M1.75 6h18.5" strokeWidth="2.25" />
    <path d="M3.25 17.5v-4.25a3.9 3.9 0 0 1 7.75 0v4.25M11 13.25a3.9 3.9 0 0 1 7.75 0v4.25" />
  </svg>
)

type WindowAction = 'minimise' | 'maximise' | 'close'

const CAPTIONS: readonly (readonly [WindowAction, ReactNode])[] = [
  ['minimise', <path key="p" d="M0 5.5h10" />],
  ['maximise', <rect key="p" x=".5" y=".5" width="9" height="9" rx="1" />],
  ['close', <path key="p" d="M.5.5l9 9M9.5.5l-9 9" />],
]

interface TitlebarProps {
  readonly title: string
  readonly subject: string | null
  /** On macOS the system draws the buttons, on the left. */
  readonly mac: boolean
  readonly labels: Readonly<Record<WindowAction, string>>
  readonly onWindow: (action: WindowAction) => void
}

export const Titlebar = ({ title, subject, mac, labels, onWindow }: TitlebarProps) => (
  <header className={mac ? 'titlebar mac' : 'titlebar'}>
    <div className="mark">
      <Mark />
    </div>
    <div className="t">
      <b>{title}</b>
      {subject !== null && (
        <>
          <span className="sep" aria-hidden="true">
            /
          </span>
          <span className="subject">{subject}</span>
        </>
      )}
    </div>
    {!mac && (
      <div className="caption">
        {CAPTIONS.map(([action, shape]) => (
          <button
            key={action}
            type="button"
            tabIndex={-1}
            className={action}
            aria-label={labels[action]}
            onClick={() => onWindow(action)}
          >
            <svg viewBox="0 0 10 10" aria-hidden="true">
              {shape}
            </svg>
          </button>
        ))}
      </div>
    )}
  </header>
)

export interface RailPlace<Id extends string> {
  readonly id: Id
  readonly icon: IconName
  readonly label: string
  /** Why it cannot be entered now; null: it can. */
  readonly closed: string | null
}

interface RailProps<Id extends string> {
  readonly label: string
  readonly places: readonly RailPlace<Id>[]
  readonly current: Id
  readonly onGo: (place: Id) => void
  readonly network: {
    readonly place: Id
    readonly tone: DotTone
    readonly word: string
    readonly label: string
  }
}

/** How the network is, in a word; the door to its page. */
const NetworkDot = ({
  tone,
  word,
  label,
  onGo,
}: RailProps<string>['network'] & { onGo: (() => void) | null }) => {
  const inside = (
    <>
      <Dot tone={tone} halo />
      <span>{word}</span>
    </>
  )
  const name = `${label}: ${word}`
  return onGo ? (
    // biome-ignore lint/a11y/useValidAnchor: it leads to a place; the store and not the address knows which
    <a className="netdot" href="#main" aria-label={name} title={name} onClick={onGo}>
      {inside}
    </a>
  ) : (
    <span className="netdot" title={name}>
      {inside}
    </span>
  )
}

/** Where you are, where you can go, and how the network is. Further places join as they are built. */
export function Rail<Id extends string>({ label, places, current, onGo, network }: RailProps<Id>) {
  const isOpen = places.some(({ id, closed }) => id === network.place && closed === null)
  return (
    <nav className="rail" aria-label={label}>
      {places.map(({ id, icon, label: name, closed }) =>
        closed === null ? (
          // biome-ignore lint/a11y/useValidAnchor: as above
          <a
            key={id}
            href="#main"
            className="place"
            aria-current={id === current ? 'page' : undefined}
            onClick={() => onGo(id)}
          >
            <Icon name={icon} />
            <span>{name}</span>
          </a>
        ) : (
          <span key={id} className="place closed" title={closed}>
            <Icon name={icon} />
            <span>{name}</span>
          </span>
        ),
      )}
      <span className="sp" />
      <NetworkDot {...network} onGo={isOpen ? () => onGo(network.place) : null} />
    </nav>
  )
}

interface AppWindowProps {
  readonly titlebar: ReactNode
  readonly rail: ReactNode
  readonly skip: string
  /** Whether anybody may see it: what moves stands still while not. */
  readonly visible: boolean
  readonly children: ReactNode
}

export const AppWindow = ({ titlebar, rail, skip, visible, children }: AppWindowProps) => (
  <>
    <a className="skip" href="#main">
      {skip}
    </a>
    <div className="win" data-visible={visible}>
      {titlebar}
      {rail}
      <main className="stage" id="main" tabIndex={-1}>
        {children}
      </main>
    </div>
  </>
)
