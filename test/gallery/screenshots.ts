// Writes a picture of every screen, light and dark, to test-results/gallery (git-ignored).
// `tsx test/gallery/screenshots.ts [--only PREFIX]... [--size 1120x720]`. CHROMIUM_PATH names the browser.
// `--docs` draws the pictures for docs/images anew: NAME.png in light, NAME-dark.png in dark.
import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Browser, chromium } from 'playwright-core'
import { createServer } from 'vite'
import { STATES } from '../fixtures/states'

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [''] },
    size: { type: 'string', default: '1120x720' },
    out: { type: 'string', default: 'test-results/gallery' },
    scale: { type: 'string', default: '1' },
    docs: { type: 'boolean', default: false },
  },
})
const [width = 1120, height = 720] = values.size.split('x').map(Number)

/** What is typed or pressed before the picture, for screens that a fixture alone cannot show. */
const GESTURES: Readonly<Record<string, { fixture: string; type?: string; press?: string; click?: string }>> =
  {
    'home-search': { fixture: 'home', type: 'german' },
    'home-no-match': { fixture: 'home', type: 'invoices' },
    'active-more': { fixture: 'active', click: '.more summary' },
    'active-devices': { fixture: 'active', press: 'd' },
    'active-drawer': { fixture: 'active', click: '.call-head button.chip' },
    'history-opened': { fixture: 'history', press: 'Enter' },
    'history-erased': { fixture: 'history', press: 'Delete' },
    'history-erase-all': { fixture: 'history', click: '.hfoot .btn' },
    'failed-copied': { fixture: 'failed-relay_no_path', press: 'Control+c' },
  }

/** Pictures of the documentation, by the fixture they show. */
const DOCS: Readonly<Record<string, string>> = {
  home: 'home',
  connecting: 'connecting',
  failed: 'failed-relay_no_path',
  'network-check': 'network-done',
  history: 'history',
  settings: 'settings-managed',
  'in-call': 'active',
  reconnecting: 'recovering',
  'call-ended': 'ended-costly',
}

interface Shot {
  readonly name: string
  readonly fixture: string
  readonly theme: 'light' | 'dark'
  readonly type?: string
  readonly press?: string
  readonly click?: string
}

const folder = values.docs ? 'docs/images' : values.out
/** The light one has the plain name in the documentation. */
const fileOf = ({ name, theme }: Shot): string =>
  resolve(folder, `${name}${values.docs && theme === 'light' ? '' : `-${theme}`}.png`)

const plain = Object.keys(STATES).map(name => ({ name, fixture: name }))
const gestures = Object.entries(GESTURES).map(([name, gesture]) => ({ name, ...gesture }))
const documented = Object.entries(DOCS).map(([name, fixture]) => ({ name, fixture }))
const shots: readonly Shot[] = (values.docs ? documented : [...plain, ...gestures])
  .filter(({ name }) => values.only.some(prefix => name.startsWith(prefix)))
  .flatMap(shot => [
    { ...shot, theme: 'light' as const },
    { ...shot, theme: 'dark' as const },
  ])

async function shoot(browser: Browser, origin: string, shot: Shot): Promise<void> {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: Number(values.scale),
    colorScheme: shot.theme,
    timezoneId: 'Europe/Berlin',
  })
  const page = await context.newPage()
  await page.goto(`${origin}/test/gallery/index.html?fixture=${shot.fixture}&theme=${shot.theme}&shot`)
  await page.locator('.win').waitFor()
  await page.waitForTimeout(900)
  if (shot.type) {
    await page.keyboard.press('Control+k')
    await page.keyboard.type(shot.type)
  }
  if (shot.press) await page.keyboard.press(shot.press)
  if (shot.click) await page.locator(shot.click).click()
  if (shot.type || shot.press || shot.click) await page.waitForTimeout(300)
  await page.screenshot({ path: fileOf(shot) })
  await context.close()
}

const server = await createServer({
  configFile: resolve(import.meta.dirname, 'vite.gallery.config.ts'),
  logLevel: 'warn',
  // The page stands still while its picture is taken.
  server: { hmr: false, watch: null },
})
await server.listen(0)
const address = server.httpServer?.address()
const port = typeof address === 'object' && address ? address.port : 5183
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox'],
  env: { ...process.env, FONTCONFIG_FILE: resolve(import.meta.dirname, 'fonts.conf') },
})
try {
  await mkdir(folder, { recursive: true })
  for (const shot of shots) await shoot(browser, `http://127.0.0.1:${port}`, shot)
} finally {
  await browser.close()
  await server.close()
}
process.stdout.write(`${shots.length} pictures in ${folder}\n`)
