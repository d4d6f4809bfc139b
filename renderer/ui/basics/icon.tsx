// The icon set: 20 px grid, 1.5 px stroke, round caps, no fills. Owns shapes only; meaning is given by words beside.
import type { ReactElement } from 'react'

const PHONE =
  'M4.5 3.75h2.4a1 1 0 0 1 .96.72l.78 2.6a1 1 0 0 1-.28 1L6.9 9.4a11 11 0 0 0 3.7 3.7l1.33-1.46a1 1 0 0 1 1-.28l2.6.78a1 1 0 0 1 .72.96v2.4a1 1 0 0 1-1.05 1C8.9 16.2 3.8 11.1 3.5 4.8a1 1 0 0 1 1-1.05Z'
const ring = <circle cx="10" cy="10" r="6.75" />

const SHAPES = {
  arches: <path d="M2.5 5.75h15M4 15.5v-4a3 3 0 0 1 6 0v4M10 11.5a3 3 0 0 1 6 0v4" />,
  bad: (
    <>
      {ring}
      <path d="M7.75 7.75l4.5 4.5M12.25 7.75l-4.5 4.5" />
    </>
  ),
  back: <path d="M12 5.5L7.5 10l4.5 4.5" />,
  bin: (
    <path d="M4.25 6h11.5M8 6V4.5a.75.75 0 0 1 .75-.75h2.5a.75.75 0 0 1 .75.75V6M5.5 6l.6 9a1.25 1.25 0 0 0 1.25 1.25h5.3A1.25 1.25 0 0 0 13.9 15l.6-9M8.5 9v4.5M11.5 9v4.5" />
  ),
  check: <path d="M4.5 10.5l3.75 3.75L15.5 6.5" />,
  chevron: <path d="M5.5 8l4.5 4.5L14.5 8" />,
  computer: (
    <>
      <rect x="3" y="4" width="14" height="9.5" rx="1.75" />
      <path d="M7.5 16.5h5M10 13.5v3" />
    </>
  ),
  copy: (
    <>
      <rect x="7" y="7" width="9.5" height="9.5" rx="2" />
      <path d="M13 7V5.25a1.75 1.75 0 0 0-1.75-1.75h-6A1.75 1.75 0 0 0 3.5 5.25v6A1.75 1.75 0 0 0 5.25 13H7" />
    </>
  ),
  cross: <path d="M5.5 5.5l9 9M14.5 5.5l-9 9" />,
  dots: <circle cx="10" cy="10" r="6.75" strokeDasharray="1.2 3.04" />,
  end: (
    <g transform="rotate(135 10 10) translate(-.6 .6)">
      <path d={PHONE} />
    </g>
  ),
  export: (
    <path d="M10 12.5V3.5M6.75 6.5L10 3.25l3.25 3.25M4 11.5v3.25a1.75 1.75 0 0 0 1.75 1.75h8.5A1.75 1.75 0 0 0 16 14.75V11.5" />
  ),
  pause: <path d="M7.25 4.75v10.5M12.75 4.75v10.5" />,
  headset: <path d="M4 12.5V10a6 6 0 0 1 12 0v2.5M4 12h2v4H5a1 1 0 0 1-1-1ZM16 12h-2v4h1a1 1 0 0 0 1-1Z" />,
  history: <path d="M3.75 10.4a6.25 6.25 0 1 0 1.75-4.7L3.5 7.7M3.5 4.2v3.5H7M10 6.75V10.2l2.3 1.6" />,
  keypad: (
    <path
      strokeWidth="2.1"
      d="M5 5h.01M10 5h.01M15 5h.01M5 10h.01M10 10h.01M15 10h.01M5 15h.01M10 15h.01M15 15h.01"
    />
  ),
  lock: (
    <>
      <rect x="4.75" y="9" width="10.5" height="7.25" rx="1.75" />
      <path d="M7 9V6.75a3 3 0 0 1 6 0V9" />
    </>
  ),
  message: (
    <path d="M4.75 4h10.5A1.75 1.75 0 0 1 17 5.75v6.5A1.75 1.75 0 0 1 15.25 14H9.25L5.5 17v-3h-.75A1.75 1.75 0 0 1 3 12.25v-6.5A1.75 1.75 0 0 1 4.75 4Z" />
  ),
  mic: (
    <>
      <rect x="7.25" y="2.75" width="5.5" height="9" rx="2.75" />
      <path d="M4.5 9.5a5.5 5.5 0 0 0 11 0M10 15v2.25" />
    </>
  ),
  micOff: (
    <path d="M12.75 8.5v-3a2.75 2.75 0 0 0-5.3-1M7.25 7.4V9A2.75 2.75 0 0 0 11 11.55M4.5 9.5a5.5 5.5 0 0 0 8.7 4.47M15.5 9.5a5.4 5.4 0 0 1-.5 2.3M10 15v2.25M3.5 3.5l13 13" />
  ),
  none: (
    <>
      {ring}
      <path d="M7.25 10h5.5" />
    </>
  ),
  ok: (
    <>
      {ring}
      <path d="M7.1 10.2l2.1 2.1 3.9-4.4" />
    </>
  ),
  phone: <path d={PHONE} />,
  phoneCross: (
    <>
      <path d={PHONE} />
      <path d="M12.75 3.5l3.75 3.75M16.5 3.5l-3.75 3.75" />
    </>
  ),
  play: <path d="M6.5 4.5v11l8.5-5.5Z" />,
  refresh: <path d="M16 10a6 6 0 1 1-1.76-4.24L16 7.5M16 3.75V7.5h-3.75" />,
  search: (
    <>
      <circle cx="9" cy="9" r="5.25" />
      <path d="M13 13l3.5 3.5" />
    </>
  ),
  sliders: (
    <>
      <path d="M3.5 6.5h7M14.5 6.5h2M3.5 13.5h2M9.5 13.5h7" />
      <circle cx="12.5" cy="6.5" r="2" />
      <circle cx="7.5" cy="13.5" r="2" />
    </>
  ),
  star: <path d="M10 3.5l2 4.2 4.5.6-3.3 3.2.8 4.6-4-2.2-4 2.2.8-4.6L3.5 8.3l4.5-.6Z" />,
  turning: <path d="M10 3.25a6.75 6.75 0 1 1-6.75 6.75" />,
  warning: <path d="M10 3.75l6.9 12.1H3.1ZM10 8.5v3.25M10 13.75h.01" />,
} as const satisfies Record<string, ReactElement>

export type IconName = keyof typeof SHAPES

/** A decorative mark: hidden from assistive technology, because a word always stands beside it. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg className="i" viewBox="0 0 20 20" aria-hidden="true" data-icon={name}>
    {SHAPES[name]}
  </svg>
)
