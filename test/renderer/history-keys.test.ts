// The history by keyboard, in a real Chromium, because focus is: its order, and where it goes when a call is opened and left.
// Skipped, and said so, where there is none.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Gallery, hasChromium, openGallery } from './gallery-page'

describe.skipIf(!hasChromium)('the history in Chromium', () => {
  let gallery: Gallery
  beforeAll(async () => {
    gallery = await openGallery()
  }, 60_000)
  afterAll(() => gallery?.close())

  async function open(width: number): Promise<Page> {
    const page = await gallery.browser.newPage({ viewport: { width, height: 640 } })
    await page.goto(gallery.address('history', 'shot'))
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
