// Every screen beside its picture of record. A difference is written to test-results/gallery-differences and named in the failure.
// `npm run gallery:accept` takes new ones. Skipped, and said so, without Chromium or the face that the references are drawn with.
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Gallery, hasChromium, openGallery } from '../renderer/gallery-page'
import { compare, fileOf, hasFace, openPage, PICTURES, type Picture, TOLERATED, take } from './pictures'

const FOLDER = resolve('test-results/gallery-differences')
const PAGES = 2
const ALL_MS = 600_000

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`

/** A busy machine draws a meter late: what differs is looked at once more after so long. */
const LATE_MS = 2_000

/** What is wrong with one, in a line; null: it is as it was. */
async function judge(page: Page, picture: Picture): Promise<string | null> {
  const file = fileOf(picture)
  if (!existsSync(file)) return `${picture.name}: there is no picture of record (npm run gallery:accept)`
  const reference = await readFile(file)
  const first = await take(page, picture)
  const isAsItWas = compare(reference, first).share <= TOLERATED
  const taken = isAsItWas ? first : await page.waitForTimeout(LATE_MS).then(() => take(page, picture))
  const { share, picture: difference } = compare(reference, taken)
  if (share <= TOLERATED) return null
  const [shown, now] = [
    resolve(FOLDER, `${picture.name}-difference.png`),
    resolve(FOLDER, `${picture.name}.png`),
  ]
  await mkdir(FOLDER, { recursive: true })
  await Promise.all([writeFile(shown, difference), writeFile(now, taken)])
  return `${picture.name}: ${percent(share)} of the pixels differ, ${percent(TOLERATED)} may. See ${shown}, and ${now}`
}

describe.skipIf(!hasChromium || !hasFace())('pictures', () => {
  let gallery: Gallery
  beforeAll(async () => {
    gallery = await openGallery()
  }, 60_000)
  afterAll(() => gallery?.close())

  it('a word that is another is seen', async () => {
    const page = await openPage(gallery)
    const [home] = PICTURES.filter(({ name }) => name === 'home')
    if (!home) throw new Error('there is no picture of home')
    const before = await take(page, home)
    await page.evaluate(() => {
      const head = document.querySelector('.dir-head')
      if (head) head.textContent = 'Somebody else'
    })
    expect(compare(before, await page.screenshot({ animations: 'disabled' })).share).toBeGreaterThan(
      TOLERATED,
    )
    await page.context().close()
    const again = await openPage(gallery)
    expect(compare(before, await take(again, home)).share).toBeLessThanOrEqual(TOLERATED)
    await again.context().close()
  }, 60_000)

  it(
    'all are as they were accepted',
    async () => {
      const left = [...PICTURES]
      const wrong: string[] = []
      const look = async (): Promise<void> => {
        const page = await openPage(gallery)
        for (let picture = left.shift(); picture; picture = left.shift()) {
          const line = await judge(page, picture)
          if (line !== null) wrong.push(line)
        }
        await page.context().close()
      }
      await Promise.all(Array.from({ length: PAGES }, look))
      expect(wrong).toEqual([])
    },
    ALL_MS,
  )
})
