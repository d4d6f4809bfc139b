// The packaged app as people run it: an ordinary user, and Chromium's sandbox on.
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { openApp, reportOf, viaduct } from './app'
import { type OrdinaryUser, ordinaryUser } from './ordinary-user'

const user: OrdinaryUser = ordinaryUser()
afterAll(() => {
  if (user.kind === 'user') user.leave()
})

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
const statusField = (pid: number, name: string): string | undefined =>
  new RegExp(`^${name}:\\s+(\\S+)`, 'm').exec(read(`/proc/${pid}/status`))?.[1]

/** A process and all that it started. */
function processTree(root: number): readonly number[] {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger)
  const childrenOf = (parent: number): readonly number[] =>
    pids.filter(pid => statusField(pid, 'PPid') === String(parent))
  const grow = (pid: number): readonly number[] => [pid, ...childrenOf(pid).flatMap(grow)]
  return grow(root)
}

const isRenderer = (pid: number): boolean => read(`/proc/${pid}/cmdline`).includes('--type=renderer')

describe.skipIf(user.kind === 'none')(
  `with the sandbox on${user.kind === 'none' ? ` (skipped: ${user.why})` : ''}`,
  () => {
    const by = user.kind === 'user' ? user.person : undefined
    if (by === undefined) return

    test('a call from the command line carries sound both ways', async () => {
      expect(by.switches).not.toContain('--no-sandbox')
      const run = await viaduct(['call', 'test-agent', '--seconds', '3', '--json'], { by })
      expect(reportOf(run).failure).toBeNull()
      expect(run.status).toBe(0)
    })

    test.runIf(process.env.DISPLAY)(
      'the page of the window can make no system call but the few',
      async () => {
        const app = await openApp({ by })
        try {
          const renderers = processTree(app.pid).filter(isRenderer)
          expect(renderers.length).toBeGreaterThanOrEqual(1)
          for (const pid of renderers) {
            // 2 is SECCOMP_MODE_FILTER (prctl(2)).
            expect(statusField(pid, 'Seccomp')).toBe('2')
            expect(statusField(pid, 'NoNewPrivs')).toBe('1')
            expect(read(`/proc/${pid}/cmdline`)).not.toContain('--no-sandbox')
          }
          await app.page.getByText('Test Agent').first().waitFor()
        } finally {
          await app.close()
        }
      },
    )
  },
)
