// The ledger against the recording as a picture: how far each line was off, over what it truly was. Pure.
import { themeOf } from '../../bench/plot-theme'
import type { Compared } from './compare'

export interface Series {
  readonly name: string
  readonly lines: readonly Compared[]
}

const [WIDTH, LEFT, RIGHT, PANEL, HEAD, FOOT] = [720, 64, 24, 190, 44, 56] as const
const [X_MAX_MS, Y_MAX_MS, BOUND_MS] = [2_000, 40, 20] as const

const x = (ms: number): number =>
  Math.round(LEFT + (Math.min(ms, X_MAX_MS) / X_MAX_MS) * (WIDTH - LEFT - RIGHT))
const y = (top: number, ms: number): number =>
  Math.round(top + PANEL / 2 - (Math.max(-Y_MAX_MS, Math.min(Y_MAX_MS, ms)) / Y_MAX_MS) * (PANEL / 2))

const mark = ({ of, trueMs, measuredMs }: Compared, top: number): string => {
  if (measuredMs === null) return ''
  const [cx, cy] = [x(trueMs), y(top, measuredMs - trueMs)]
  return of === 'answer'
    ? `<circle class="line" cx="${cx}" cy="${cy}" r="4"/>`
    : `<rect class="other" x="${cx - 4}" y="${cy - 4}" width="8" height="8"/>`
}

function panel({ name, lines }: Series, top: number): string {
  const rule = (ms: number, kind: string) =>
    `<path class="${kind}" d="M${LEFT} ${y(top, ms)}H${WIDTH - RIGHT}"/><text class="note" x="${LEFT - 8}" y="${y(top, ms) + 4}" text-anchor="end">${ms > 0 ? '+' : ''}${ms}</text>`
  const ticks = [0, 500, 1_000, 1_500, 2_000].map(
    ms => `<text class="note" x="${x(ms)}" y="${top + PANEL + 18}" text-anchor="middle">${ms}</text>`,
  )
  return [
    `<text class="title" x="${LEFT}" y="${top - 12}">${name}</text>`,
    `<rect class="band" x="${LEFT}" y="${y(top, BOUND_MS)}" width="${WIDTH - LEFT - RIGHT}" height="${y(top, -BOUND_MS) - y(top, BOUND_MS)}"/>`,
    ...[Y_MAX_MS, BOUND_MS, 0, -BOUND_MS, -Y_MAX_MS].map(ms => rule(ms, ms === 0 ? 'zero' : 'rule')),
    ...ticks,
    ...lines.map(line => mark(line, top)),
  ].join('')
}

const style = (css: string): string =>
  [
    themeOf(css),
    '.note{font-size:11px;fill:var(--ink3);font-variant-numeric:tabular-nums}',
    '.line{fill:var(--line)}.other{fill:none;stroke:var(--ink1);stroke-width:1.5}.band{fill:var(--line);opacity:.08}',
    '.rule{stroke:var(--other);stroke-dasharray:2 4;opacity:.6}.zero{stroke:var(--ink3)}',
  ].join('')

/** @param note one line at the foot. @param css the text of renderer/styles/tokens.css */
export function plot(series: readonly Series[], note: string, css: string): string {
  const height = series.length * (HEAD + PANEL + 24) + FOOT
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    '<title>The response-time ledger against a two-channel recording</title>',
    `<style>${style(css)}</style>`,
    `<rect class="sheet" width="${WIDTH}" height="${height}" rx="12"/>`,
    ...series.map((one, at) => panel(one, HEAD + at * (HEAD + PANEL + 24))),
    `<text class="note" x="${LEFT}" y="${height - 34}">Across: by the recording, ms. Up: the ledger's error, ms; the band is 20 ms. Dots: answers; squares: time to stop when interrupted.</text>`,
    `<text class="note" x="${LEFT}" y="${height - 16}">${note}</text>`,
    '</svg>',
    '',
  ].join('\n')
}
