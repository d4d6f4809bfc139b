// Every page of the gallery through axe-core in a real Chromium: both themes, both sizes, not one violation.
// A theme changes nothing but colours, so in dark only they are looked at again. Skipped, and said so, where there is no Chromium.
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { STATES } from '../fixtures/states'
import { type Gallery, hasChromium, openGallery } from '../renderer/gallery-page'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const SIZES = [
  { width: 1120, height: 720 },
  { width: 720, height: 560 },
] as const
/** Pages at once: one draws while another is looked at. */
const PAGES = 2
const ALL_MS = 600_000

interface InPage {
  axe: typeof axe
  /** Shows another fixture (test/gallery/main.tsx). */
  show: (fixture: string) => void
}

/** In the page: what axe says of one theme, one line each. */
async function lookAt(theme: string): Promise<readonly string[]> {
  const { axe: looker } = globalThis as unknown as InPage
  document.documentElement.dataset.theme = theme
  // Colours that fade are judged as they end.
  for (const animation of document.getAnimations())
    if (Number.isFinite(animation.effect?.getComputedTiming().endTime)) animation.finish()
  const { violations } = await looker.run(document, {
    resultTypes: ['violations'],
    ...(theme === 'dark' && { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }),
  })
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}, ${target.join(' ')}: ${failureSummary ?? ''}`),
  )
}

describe.skipIf(!hasChromium)('axe', () => {
  let gallery: Gallery
  beforeAll(async () => {
    gallery = await openGallery()
  }, 60_000)
  afterAll(() => gallery?.close())

  async function look(names: string[], found: string[]): Promise<void> {
    const page = await gallery.browser.newPage({ reducedMotion: 'reduce', viewport: SIZES[0] })
    const [first = ''] = names
    await page.goto(gallery.address(first, 'shot'))
    await page.locator('.win').waitFor()
    await page.addScriptTag({ path: AXE })
    for (let name = names.shift(); name !== undefined; name = names.shift())
      for (const size of SIZES) {
        await page.setViewportSize(size)
        await page.evaluate(fixture => (globalThis as unknown as InPage).show(fixture), name)
        for (const theme of ['light', 'dark'] as const)
          for (const violation of await page.evaluate(lookAt, theme))
            found.push(`${name}, ${theme}, ${size.width} x ${size.height}: ${violation}`)
      }
    await page.close()
  }

  it('sees a fault that is put into a page', async () => {
    const page = await gallery.browser.newPage()
    await page.goto(gallery.address('home', 'shot'))
    await page.locator('.win').waitFor()
    await page.addScriptTag({ path: AXE })
    await page.evaluate(() => document.querySelector('main')?.append(document.createElement('button')))
    expect(await page.evaluate(lookAt, 'light')).toEqual([expect.stringContaining('button-name')])
    await page.close()
  }, 60_000)

  it(
    'finds nothing on any page',
    async () => {
      const found: string[] = []
      const names = Object.keys(STATES)
      expect(names.length).toBeGreaterThan(100)
      await Promise.all(Array.from({ length: PAGES }, () => look(names, found)))
      expect(found).toEqual([])
    },
    ALL_MS,
  )
})
