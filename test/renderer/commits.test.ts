// What the panel costs React: the meters move without it, and nothing at all is drawn while nobody sees the window.
// In a real Chromium, because commits and canvases are; skipped, and said so, where there is none.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Gallery, hasChromium, openGallery } from './gallery-page'

const SETTLE_MS = 1_000
const LOOK_MS = 3_000

describe.skipIf(!hasChromium)('the panel in Chromium', () => {
  let gallery: Gallery
  beforeAll(async () => {
    gallery = await openGallery()
  }, 60_000)
  afterAll(() => gallery?.close())

  /** Counts, while sound rises and falls 30 times a second: React's commits, pictures of the meter, pictures of the ring. */
  async function watch(fixture: string): Promise<{ commits: number; meter: number; ring: number }> {
    const page: Page = await gallery.browser.newPage()
    await page.goto(gallery.address(fixture, 'still'))
    await page.locator('.meter').waitFor()
    await page.waitForTimeout(SETTLE_MS)
    const painter = page.workers().find(worker => worker.url().includes('workshop'))
    await painter?.evaluate(() => {
      const counted = { meter: 0, ring: 0 }
      const cleared = OffscreenCanvasRenderingContext2D.prototype.clearRect
      OffscreenCanvasRenderingContext2D.prototype.clearRect = function clearRect(...area) {
        // Each picture begins with an empty canvas; the ring's is square.
        counted[this.canvas.width === this.canvas.height ? 'ring' : 'meter'] += 1
        Reflect.apply(cleared, this, area)
      }
      Object.assign(globalThis, { counted })
    })
    const read = async () => {
      const drawn = await painter?.evaluate(
        () => (globalThis as unknown as { counted: { meter: number; ring: number } }).counted,
      )
      const commits = await page.evaluate(() => Number(document.documentElement.dataset.commits ?? 0))
      return { commits, meter: drawn?.meter ?? 0, ring: drawn?.ring ?? 0 }
    }
    const before = await read()
    await page.waitForTimeout(LOOK_MS)
    const after = await read()
    await page.close()
    return {
      commits: after.commits - before.commits,
      meter: after.meter - before.meter,
      ring: after.ring - before.ring,
    }
  }

  it('draws the meter and the ring without React: one commit a second, of the clock', async () => {
    const { commits, meter, ring } = await watch('active')
    expect(meter).toBeGreaterThan(10)
    expect(ring).toBeGreaterThan(10)
    expect(commits).toBeLessThanOrEqual(1 + LOOK_MS / 1_000)
  }, 60_000)

  it('draws nothing while nobody sees the window', async () => {
    expect(await watch('active-hidden')).toEqual({ commits: 0, meter: 0, ring: 0 })
  }, 60_000)
})
