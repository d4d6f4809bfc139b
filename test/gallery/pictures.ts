// The pictures that the gallery is held to: which there are, how one is taken, and how it is compared with the one of record.
// At half size, so that all of them stay small in git: what moves, vanishes or changes its colour is seen at that size too.
import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import pixelmatch from 'pixelmatch'
import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { STATES } from '../fixtures/states'
import type { Gallery } from '../renderer/gallery-page'

export const REFERENCES = resolve(import.meta.dirname, 'references')

const WIDE = { width: 1120, height: 720 }
const NARROW = { width: 720, height: 560 }
const SCALE = 0.5
/** Everything that a screen knows as now, and the days before it. */
const NOW = new Date('2026-11-24T10:00:00Z')

export interface Picture {
  readonly name: string
  readonly fixture: string
  readonly theme: 'light' | 'dark'
  readonly size: typeof WIDE
}

/** One of each kind of screen: the others differ from it in words, which have no theme, and are laid out by the same styles. */
const KINDS = [
  'home', 'home-one', 'connecting', 'active', 'recovering', 'ended-costly', 'failed-relay_no_path', 'network-done',
  'history', 'settings-managed', 'proxy-asking',
] as const // biome-ignore format: one list

/** Every fixture in light and wide; each kind of screen also in dark, and in the narrow window in both themes. */
export const PICTURES: readonly Picture[] = [
  ...Object.keys(STATES).map(fixture => ({ name: fixture, fixture, theme: 'light' as const, size: WIDE })),
  ...KINDS.filter(fixture => fixture in STATES).flatMap(fixture => [
    { name: `${fixture}-dark`, fixture, theme: 'dark' as const, size: WIDE },
    { name: `${fixture}-narrow`, fixture, theme: 'light' as const, size: NARROW },
    { name: `${fixture}-narrow-dark`, fixture, theme: 'dark' as const, size: NARROW },
  ]),
]

export const fileOf = ({ name }: Picture): string => resolve(REFERENCES, `${name}.png`)

/** The face that the references are drawn with (fonts.conf); without it every letter differs. */
export function hasFace(): boolean {
  try {
    return execFileSync('fc-list', ['Inter', 'family'], { encoding: 'utf8' }).trim() !== ''
  } catch {
    return false
  }
}

/** A page for pictures: loaded once, it shows one after the other, each drawn anew. */
export async function openPage(gallery: Gallery): Promise<Page> {
  const context = await gallery.browser.newContext({
    viewport: WIDE,
    deviceScaleFactor: SCALE,
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Berlin',
    locale: 'en-GB',
  })
  const page = await context.newPage()
  await page.clock.setFixedTime(NOW)
  await page.goto(gallery.address('home', 'shot'))
  await page.locator('.win').waitFor()
  // Drawn by a worker from sound, at its own pace: which frame a picture meets is chance. test/renderer/commits.test.ts has it.
  await page.addStyleTag({ content: '.meter { visibility: hidden }' })
  return page
}

/** Of 256 shades of each colour every sixteenth is kept: a third of the size, and no difference that a person sees. */
const SHADE = 16

function small(taken: Buffer): Buffer {
  const png = PNG.sync.read(taken)
  for (let at = 0; at < png.data.length; at += 1)
    png.data[at] = Math.min(255, Math.round((png.data[at] ?? 0) / SHADE) * SHADE)
  return PNG.sync.write(png, { colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: 0 })
}

const STILL_MS = 200
const TRIES = 20

/** Until two in a row are the same: a worker draws the ring and the meter when it gets to it. What is shown already is not drawn anew. */
export async function take(page: Page, { fixture, theme, size }: Picture): Promise<Buffer> {
  await page.setViewportSize(size)
  await page.evaluate(
    ([wanted, look]) => {
      document.documentElement.dataset.theme = look
      ;(globalThis as unknown as { show: (fixture: string) => void }).show(wanted)
    },
    [fixture, theme] as const,
  )
  let last: Buffer = Buffer.alloc(0)
  for (let tries = 0; tries < TRIES; tries += 1) {
    await page.waitForTimeout(STILL_MS)
    const now = await page.screenshot({ animations: 'disabled', caret: 'hide' })
    if (now.equals(last)) break
    last = now
  }
  return small(last)
}

/** How far two pixels may lie apart (YIQ, 0 to 1): smoothing of letters and edges is no difference. */
const NEAR = 0.2
/** Of all pixels, 40 in the wide window: a head of two words that changes is 73. */
export const TOLERATED = 0.0002

export interface Difference {
  /** Share of pixels that differ; 1 where the sizes do. */
  readonly share: number
  /** The reference in grey with what differs in red. */
  readonly picture: Buffer
}

export function compare(reference: Buffer, taken: Buffer): Difference {
  const [before, after] = [PNG.sync.read(reference), PNG.sync.read(taken)]
  const { width, height } = before
  if (width !== after.width || height !== after.height) return { share: 1, picture: taken }
  const difference = new PNG({ width, height })
  const count = pixelmatch(before.data, after.data, difference.data, width, height, { threshold: NEAR })
  return { share: count / (width * height), picture: PNG.sync.write(difference) }
}
