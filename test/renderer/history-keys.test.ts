// The history by keyboard, in a real Chromium, because focus is: its order, and where it goes when a call is opened and left.
// Skipped, and said so, where there is none.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { createServer, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

describe.skipIf(!existsSync(CHROMIUM))('the history in Chromium', () => {
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

  async function open(width: number): Promise<Page> {
    const page = await browser.newPage({ viewport: { width, height: 640 } })
    await page.goto(`${origin}/test/gallery/index.html?fixture=history&theme=light&shot`)
    await page.locator('.hist').waitFor()
    return page
  }
  /** What has the focus, by its name. */
  const focused = (page: Page) =>
    page.evaluate(() => {
      const { activeElement: element } = document
      return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? ''
    })

  it('has one tab stop each for the field and the list, then the list’s foot, then the call', async () => {
    const page = await open(1120)
    const order: string[] = []
    for (let stop = 0; stop < 13; stop += 1) {
      await page.keyboard.press('Tab')
      order.push(await focused(page))
    }
    expect(order).toEqual([
      'Skip to content', 'Calls', 'History', 'Network', 'Settings', 'Network: Ready',
      'Search calls', 'Calls', 'Erase all',
      'Erase this call', 'Copy report', 'Export report', 'Call againR',
    ]) // biome-ignore format: by where they are
    await page.close()
  }, 60_000)

  it.each([1120, 800, 400])(
    'Enter goes to the call, at %i pixels',
    async width => {
      const page = await open(width)
      const list = page.getByRole('listbox')
      await list.focus()
      await page.keyboard.press('Enter')
      expect(await focused(page)).toBe('Call with IT Helpdesk Agent')
      expect(await list.isVisible()).toBe(width > 939)
      await page.keyboard.press('Escape')
      expect(await focused(page)).toBe('Calls')
      expect(await list.isVisible()).toBe(true)
      expect(await page.getByRole('article').isVisible()).toBe(width > 939)
      await page.close()
    },
    60_000,
  )

  it('erasing all asks first, and its dialog has the keyboard to itself', async () => {
    const page = await open(1120)
    await page.getByRole('button', { name: 'Erase all' }).click()
    expect(await focused(page)).toBe('Keep them')
    await page.keyboard.press('Delete')
    expect(await page.getByText('Call erased').count()).toBe(0)
    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.keyboard.press('Delete')
    await page.getByText('Call erased').waitFor()
    await page.close()
  }, 60_000)
})
