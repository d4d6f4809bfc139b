// The policy of the packaged app: `viaduct policy`, an organisation's settings on a computer of its own, and changes while the window is open.
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { POLICY_KEYS } from '../../protocol/policy/keys'
import { policyReportSchema } from '../../protocol/policy-report'
import {
  ME,
  type OpenApp,
  openApp,
  ownWords,
  type Person,
  policyFile,
  type Run,
  reportOf,
  viaduct,
} from './app'
import { putOnEars, waitToHear } from './ears'

const shownBy = ({ stdout }: Run) => policyReportSchema.parse(JSON.parse(stdout))

describe('viaduct policy', () => {
  test('shows every key of a file with the value it was given, as one document', async () => {
    const document: Record<string, unknown> = { version: 1 }
    for (const {
      path: [first, second],
      meta,
    } of POLICY_KEYS)
      document[first] =
        second === undefined ? meta.example : { ...Object(document[first]), [second]: meta.example }
    const run = await viaduct(['policy', '--json', '--policy', policyFile(document)])
    expect(run.status).toBe(0)
    const { from, rows, problems } = shownBy(run)
    expect([from, problems]).toEqual(['file', []])
    for (const { name, meta } of POLICY_KEYS) {
      const row = rows.find(({ key }) => key === name)
      expect([row?.value]).toMatchObject([meta.example])
      expect(row?.level).toBe('enforced')
    }
  })

  test('a person can read it; what is wrong is named, and the status is 1', async () => {
    const run = await viaduct(['policy', '--policy', policyFile({ version: 1, pool: 'no', colour: 'red' })])
    expect(run.status).toBe(1)
    expect(run.stdout).toMatch(/^ {2}pool +true +default/m)
    expect(run.stdout).toMatch(/^ {2}VD-P02 .*, pool: /m)
    expect(run.stdout).toMatch(/^ {2}VD-P02 .*, colour: this version knows no such setting$/m)
    expect(run.stdout).toMatch(/^ {2}history\.keepDays +90 +default$/m)
  })

  test('a wrong flag is one sentence and status 2', async () => {
    const { status, stdout, stderr } = await viaduct(['policy', '--loud'])
    expect([status, stdout]).toEqual([2, ''])
    expect(ownWords(stderr)).toMatch(/^[A-Z][^\n]*\.\n/)
  })
})

/** An /etc of its own, for one command: whoever else works on this computer keeps theirs. */
const mayMount = process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'true']).status === 0
const MOUNT = 'mount --bind "$0" /etc && exec "$@"'

describe.runIf(mayMount)('a managed computer', () => {
  let etc: string
  let managed: Person
  beforeAll(() => {
    etc = mkdtempSync(join(tmpdir(), 'viaduct-etc-'))
    cpSync('/etc', etc, { recursive: true, verbatimSymlinks: true })
    mkdirSync(join(etc, 'viaduct'))
    managed = { ...ME, under: ['unshare', '-m', 'sh', '-c', MOUNT, etc] }
  })
  afterAll(() => rmSync(etc, { recursive: true, force: true }))
  const say = (document: unknown): string => {
    const file = join(etc, 'viaduct/policy.json')
    writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document))
    chmodSync(file, 0o644)
    return file
  }
  const run = (...args: string[]) => viaduct(args, { by: managed })

  test('its settings hold and are shown; --policy is refused; a call says whose they were', async () => {
    say({ version: 1, routes: { force: 'direct' } })
    const { from, sources, rows } = shownBy(await run('policy', '--json'))
    expect([from, sources]).toEqual(['organisation', ['/etc/viaduct/policy.json']])
    expect(rows.find(({ key }) => key === 'routes.force')).toMatchObject({
      value: 'direct',
      level: 'enforced',
    })
    const mine = policyFile({ version: 1, routes: { force: 'relay-tls' } })
    for (const verb of [['policy'], ['check'], ['call', 'test-agent']]) {
      const refused = await run(...verb, '--policy', mine)
      expect([refused.status, refused.stdout]).toEqual([2, ''])
      expect(ownWords(refused.stderr)).toMatch(/--policy is not taken\.\n/)
    }
    const call = reportOf(await run('call', 'test-agent', '--seconds', '2', '--json'))
    expect(call).toMatchObject({
      outcome: 'connected',
      policy: { from: 'organisation', sources: ['/etc/viaduct/policy.json'], problems: [] },
    })
  })

  test('broken or unprotected settings leave it managed, with safe values and a named problem', async () => {
    say('{')
    const broken = await run('policy', '--json')
    expect(broken.status).toBe(1)
    expect(shownBy(broken)).toMatchObject({ from: 'organisation', problems: [{ code: 'VD-P01' }] })
    chmodSync(say({ version: 1, developer: { testing: true } }), 0o666)
    const open = shownBy(await run('policy', '--json'))
    expect(open).toMatchObject({ from: 'organisation', problems: [{ code: 'VD-P04' }] })
    expect(open.rows.find(({ key }) => key === 'developer.testing')?.value).toBe(false)
    const refused = await run('call', 'test-agent', '--policy', policyFile({ version: 1 }))
    expect(refused.status).toBe(2)
    const call = reportOf(await run('call', 'test-agent', '--seconds', '2', '--json'))
    expect(call).toMatchObject({ outcome: 'connected', policy: { problems: ['VD-P04'] } })
  })

  test('testing switches are refused on it, unless its settings allow them', async () => {
    const debug = ['--remote-debugging-port=0', 'policy', '--json']
    say({ version: 1 })
    const refused = await run(...debug)
    expect([refused.status, refused.stdout]).toEqual([2, ''])
    expect(ownWords(refused.stderr)).toMatch(/do not allow testing \(--remote-debugging-port\)\.\n/)
    say({ version: 1, developer: { testing: true } })
    expect((await run(...debug)).status).toBe(0)
  })
})

describe('the window', () => {
  const ports = { min: 51_000, max: 51_050 }
  const file = policyFile({ version: 1, routes: { udpPorts: ports } })
  const agent = (id: string, name: string) => ({ id, name, url: 'ws://127.0.0.1:9/v1' })
  const change = (...agents: object[]) => writeFileSync(file, JSON.stringify({ version: 1, agents }))
  let app: OpenApp
  beforeAll(async () => {
    app = await openApp({ extra: ['--policy', file] })
    await putOnEars(app.page)
  })
  afterAll(() => app?.close())

  test('shows whose settings hold, and every key', async () => {
    const { page } = app
    await page.getByText('Test Agent').first().waitFor({ timeout: 10_000 })
    await page.keyboard.press('Control+4')
    await page.getByText('Viaduct was started with settings from a file.').waitFor()
    await page.getByText(file).first().waitFor()
    await page.getByRole('button', { name: /Show \d+ other settings/ }).click()
    expect(await page.locator('.srow code').count()).toBe(POLICY_KEYS.length)
    await page.keyboard.press('Control+1')
  })

  test('takes a change within five seconds, without a restart', async () => {
    change(agent('desk', 'Service desk'))
    await app.page.getByRole('option', { name: /Service desk/ }).waitFor({ timeout: 8_000 })
    writeFileSync(
      file,
      JSON.stringify({ version: 1, agents: [agent('desk', 'Service desk')], routes: { udpPorts: ports } }),
    )
    await new Promise(wake => setTimeout(wake, 5_000))
  })

  test('a call keeps to the ports it was given, and to the settings it began with', async () => {
    const { page } = app
    await page.getByRole('option', { name: /Test Agent/ }).click()
    await page.keyboard.press('Enter')
    await waitToHear(page, 'the greeting', ({ agentEnergy }) => agentEnergy > 0.001, 15_000)
    const used = await page.evaluate(async () => {
      const { earPeers } = window as unknown as { earPeers: RTCPeerConnection[] }
      const stats = await Promise.all(earPeers.map(async peer => [...(await peer.getStats()).values()]))
      return stats
        .flat()
        .filter(one => one.type === 'local-candidate' && one.protocol === 'udp')
        .map(one => one.port)
    })
    expect(used.length).toBeGreaterThan(0)
    expect(used.filter(port => port < ports.min || port > ports.max)).toEqual([])
    change(agent('travel', 'Travel'))
    await new Promise(wake => setTimeout(wake, 6_000))
    const during = await page.evaluate(() => window.viaduct.listAgents())
    expect(during.map(({ id }) => id)).not.toContain('travel')
    await page.getByRole('button', { name: /^end/i }).click()
    await page.getByRole('button', { name: /close/i }).last().click()
    // Read while the call went on, it holds at the first look after it.
    await page.getByRole('option', { name: /Travel/ }).waitFor({ timeout: 8_000 })
  })
})
