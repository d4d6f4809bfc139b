// The packaged app as people run it: an ordinary user, and Chromium's sandbox on.
import { afterAll, describe, expect, test } from 'vitest'
import { openApp, reportOf, viaduct } from './app'
import { type OrdinaryUser, ordinaryUser } from './ordinary-user'
import { kindOf, processTree, readProc } from './processes'

const user: OrdinaryUser = ordinaryUser()
afterAll(() => {
  if (user.kind === 'user') user.leave()
})

const statusField = (pid: number, name: string): string | undefined =>
  new RegExp(`^${name}:\\s+(\\S+)`, 'm').exec(readProc(`/proc/${pid}/status`))?.[1]

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
          const renderers = processTree(app.pid).filter(pid => kindOf(pid) === 'renderer')
          expect(renderers.length).toBeGreaterThanOrEqual(1)
          for (const pid of renderers) {
            // 2 is SECCOMP_MODE_FILTER (prctl(2)).
            expect(statusField(pid, 'Seccomp')).toBe('2')
            expect(statusField(pid, 'NoNewPrivs')).toBe('1')
            expect(readProc(`/proc/${pid}/cmdline`)).not.toContain('--no-sandbox')
          }
          await app.page.getByText('Test Agent').first().waitFor()
        } finally {
          await app.close()
        }
      },
    )
  },
)
