// The picture for the README, from the bench's own races: bars in the app's colours, in both themes. Pure.
import { quantile } from '../../lab/figures'
import { themeOf } from '../plot-theme'
import type { Contestant } from './callers'
import type { Race } from './groups'

interface Bar {
  readonly label: string
  readonly ms: number
  readonly isOurs: boolean
}

export interface Chart {
  readonly title: string
  readonly bars: readonly Bar[]
}

const LABELS: Readonly<Record<Contestant, string>> = {
  viaduct: 'Viaduct',
  trickle: 'RTCPeerConnection',
  'simple-peer': 'simple-peer',
  'gather-first': 'gather, then send',
}
const CONTESTANTS = ['viaduct', 'trickle', 'simple-peer', 'gather-first'] as const

function barsOf(race: Race | undefined, label: string): Bar[] {
  return CONTESTANTS.flatMap(contestant => {
    const taken = race?.samples[contestant]
    const ms =
      taken === undefined
        ? null
        : quantile(
            taken.map(sample => sample.ms),
            0.5,
          )
    if (ms === null) return []
    const isOurs = contestant === 'viaduct'
    return [{ label: isOurs ? label : LABELS[contestant], ms, isOurs }]
  })
}

/** The charts that the races allow: what was not measured is not drawn. */
export function chartsOf(races: readonly Race[]): Chart[] {
  const named = (name: string) => races.find(({ group }) => group.name === name)
  const warm = barsOf(named('warm'), 'Viaduct, warm line').filter(({ isOurs }) => isOurs)
  return [
    { title: 'Only TCP 443 open', bars: [...warm, ...barsOf(named('pool'), 'Viaduct')] },
    { title: 'UDP dropped', bars: barsOf(named('udp-dropped'), 'Viaduct') },
  ].filter(({ bars }) => bars.length > 0)
}

const WIDTH = 720
const LEFT = 176
const RIGHT = 72
const ROW = 26
const BAR = 14
const HEAD = 40
const FOOT = 30
/** A bar longer than this share of the widest of the others is broken off. */
const SPAN = WIDTH - LEFT - RIGHT
const BREAK_FROM = 4

const textMs = (ms: number): string =>
  ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 9950 ? 2 : 1)} s`

/** The scale ends at the longest bar that is not an outlier: one far beyond the second is drawn broken. */
export function scaleOf(charts: readonly Chart[]): number {
  const all = charts.flatMap(({ bars }) => bars.map(({ ms }) => ms)).sort((a, b) => a - b)
  const longest = all.at(-1) ?? 1
  const usual = all.filter(ms => ms * BREAK_FROM >= longest).length === all.length ? longest : undefined
  return usual ?? Math.max(...all.filter(ms => ms * BREAK_FROM < longest), 1) * 1.12
}

function bar({ label, ms, isOurs }: Bar, y: number, scaleMs: number): string {
  const isBroken = ms > scaleMs
  const width = Math.max(3, Math.round((Math.min(ms, scaleMs) / scaleMs) * SPAN))
  const middle = y + ROW / 2
  const cut = LEFT + width - 26
  const gap = isBroken
    ? `<path class="gap" d="M${cut} ${middle + 9}l6-18M${cut + 6} ${middle + 9}l6-18"/>`
    : ''
  return [
    `<text class="label${isOurs ? ' ours' : ''}" x="${LEFT - 12}" y="${middle + 4}" text-anchor="end">${label}</text>`,
    `<rect class="${isOurs ? 'line' : 'other'}" x="${LEFT}" y="${middle - BAR / 2}" width="${width}" height="${BAR}" rx="3"/>`,
    gap,
    `<text class="value${isOurs ? ' ours' : ''}" x="${LEFT + width + 8}" y="${middle + 4}">${textMs(ms)}</text>`,
  ].join('')
}

function chart({ title, bars }: Chart, top: number, scaleMs: number): string {
  const rows = bars.map((one, index) => bar(one, top + HEAD + index * ROW, scaleMs))
  return `<text class="title" x="${LEFT}" y="${top + 28}">${title}</text>${rows.join('')}`
}

const style = (css: string): string =>
  [
    themeOf(css),
    '.ours{font-weight:600;fill:var(--ink1)}.note{font-size:11px;fill:var(--ink3)}.line{fill:var(--line)}.other{fill:var(--other)}',
    '.value{font-variant-numeric:tabular-nums}.gap{stroke:var(--sheet);stroke-width:3;fill:none}',
  ].join('')

/** @param note one line below the bars. @param css the text of renderer/styles/tokens.css */
export function plot(charts: readonly Chart[], note: string, css: string): string {
  const scaleMs = scaleOf(charts)
  const heights = charts.map(({ bars }) => HEAD + bars.length * ROW)
  const tops = heights.map((_, index) => heights.slice(0, index).reduce((sum, one) => sum + one, 0))
  const height = heights.reduce((sum, one) => sum + one, 0) + FOOT + 12
  const body = charts.map((one, index) => chart(one, tops[index] ?? 0, scaleMs))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    `<title>Dial to the agent's first sound: Viaduct against other callers</title>`,
    `<style>${style(css)}</style>`,
    `<rect class="sheet" width="${WIDTH}" height="${height}" rx="12"/>`,
    ...body,
    `<text class="note" x="${LEFT}" y="${height - 16}">${note}</text>`,
    '</svg>',
    '',
  ].join('\n')
}
