// What the panel costs React: the meters move without it, and nothing at all is drawn while nobody sees the window.
// In a real Chromium, because commits and canvases are; skipped, and said so, where there is none.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { createServer, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const SETTLE_MS = 1_000
const LOOK_MS = 3_000

describe.skipIf(!existsSync(CHROMIUM))('the panel in Chromium', () => {
  let server: ViteDevServer
  let browser: Browser
  let origin: string

  beforeAll(async () => {
    server = await createServer({
      configFile: resolve('test/gallery/vite.gallery.config.ts'),
      logLevel: 'error',
      server: { hmr: false, watch: null },
    })
    await server.listen(0)
    const address = server.httpServer?.address()
    origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--headless', '--no-sandbox'] })
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  /** Counts, while sound rises and falls 30 times a second: React's commits, changes of the meter, strokes of the ring. */
  async function watch(fixture: string): Promise<{ commits: number; meter: number; strokes: number }> {
    const page: Page = await browser.newPage()
    await page.addInitScript(() => {
      const drawn = CanvasRenderingContext2D.prototype.stroke
      CanvasRenderingContext2D.prototype.stroke = function stroke(
        this: CanvasRenderingContext2D,
        ...path: []
      ) {
        const { dataset } = document.documentElement
        dataset.strokes = String(Number(dataset.strokes ?? 0) + 1)
        Reflect.apply(drawn, this, path)
      }
    })
    await page.goto(`${origin}/test/gallery/index.html?fixture=${fixture}&theme=light&still`)
    await page.locator('.meter').waitFor()
    await page.waitForTimeout(SETTLE_MS)
    const counted = await page.evaluate(async lookMs => {
      const { dataset } = document.documentElement
      const read = () => [Number(dataset.commits ?? 0), Number(dataset.strokes ?? 0)] as const
      let meter = 0
      const seen = new MutationObserver(changes => {
        meter += changes.length
      })
      for (const mark of document.querySelectorAll('.meter i')) seen.observe(mark, { attributes: true })
      const [commits, strokes] = read()
      await new Promise(done => setTimeout(done, lookMs))
      return { commits: read()[0] - commits, strokes: read()[1] - strokes, meter }
    }, LOOK_MS)
    await page.close()
    return counted
  }

  it('draws the meter and the ring without React: one commit a second, of the clock', async () => {
    const { commits, meter, strokes } = await watch('active')
    expect(meter).toBeGreaterThan(30)
    expect(strokes).toBeGreaterThan(96 * 10)
    expect(commits).toBeLessThanOrEqual(1 + LOOK_MS / 1_000)
  }, 60_000)

  it('draws nothing while nobody sees the window', async () => {
    expect(await watch('active-hidden')).toEqual({ commits: 0, meter: 0, strokes: 0 })
  }, 60_000)
})
