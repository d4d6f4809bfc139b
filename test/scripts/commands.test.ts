/** The commands' decisions: stale builds, system packages, how to launch, how results are counted. */
import { mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { ensureBuilt, isBuildStale } from '../../scripts/build.mjs'
import { runChecks } from '../../scripts/check.mjs'
import { launchPlan, splitArguments } from '../../scripts/launch-plan.mjs'
import { missingSonames, packagesFor, resolvePackageNames } from '../../scripts/runtime/packages.mjs'
import { countsOf } from '../../scripts/vitest-suite.mjs'
import { temporaryFolder } from './temporary-folder'

const anHourAgo = new Date(Date.now() - 3_600_000)

/** A project whose sources are an hour old. */
function project() {
  const root = temporaryFolder()
  mkdirSync(path.join(root, 'main', 'window'), { recursive: true })
  writeFileSync(path.join(root, 'main', 'window', 'a.ts'), '')
  writeFileSync(path.join(root, 'main', 'window', 'b.ts'), '')
  for (const name of [
    'main',
    ...readdirSync(path.join(root, 'main'), { recursive: true, encoding: 'utf8' }).map(
      name => `main/${name}`,
    ),
  ])
    utimesSync(path.join(root, name), anHourAgo, anHourAgo)
  const build = async (code = 0) => {
    if (code === 0) mkdirSync(path.join(root, 'out', 'main'), { recursive: true })
    if (code === 0) writeFileSync(path.join(root, 'out', 'main', 'index.js'), '')
    return { code, stdout: '', output: 'line 3: unexpected token', stalledMs: null }
  }
  const built = (code?: number) => ensureBuilt({ root, log: () => {}, build: () => build(code) })
  return { root, built }
}

describe('the build', () => {
  it('is made once and then reused', async () => {
    const { built } = project()
    expect([await built(), await built()]).toEqual(['built', 'fresh'])
  })

  it('is stale after an edit deep inside a room, and after a file was deleted', async () => {
    const { root, built } = project()
    await built()
    expect(isBuildStale(root)).toBe(false)
    const later = new Date(Date.now() + 2000)
    utimesSync(path.join(root, 'main', 'window', 'a.ts'), later, later)
    expect(isBuildStale(root)).toBe(true)
    utimesSync(path.join(root, 'main', 'window', 'a.ts'), anHourAgo, anHourAgo)
    expect(isBuildStale(root)).toBe(false)
    utimesSync(path.join(root, 'out', '.built'), new Date(Date.now() - 60_000), new Date(Date.now() - 60_000))
    rmSync(path.join(root, 'main', 'window', 'b.ts'))
    expect(isBuildStale(root)).toBe(true)
  })

  it('that failed is reported with its output and tried again', async () => {
    const { built } = project()
    await expect(built(1)).rejects.toThrow(/The build failed:\nline 3/)
    expect(await built()).toBe('built')
  })
})

describe('system libraries', () => {
  const LDD = `/home/me/electron:
\tlinux-vdso.so.1 (0x00007ffd)
\tlibgtk-3.so.0 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
\tlibcups.so.2 => not found
/home/me/keytar.node:
\tlibsecret-1.so.0 => not found
\tlibgtk-3.so.0 => not found
`
  it('are read from ldd, each once', () => {
    expect(missingSonames(LDD)).toEqual(['libgtk-3.so.0', 'libcups.so.2', 'libsecret-1.so.0'])
    expect(missingSonames('\tlibc.so.6 => /lib/libc.so.6 (0x0)\n')).toEqual([])
  })

  it('are installed all together when one is missing, tools only when asked for', () => {
    expect(packagesFor({ sonames: ['libcups.so.2'], tools: [] })).toEqual(
      expect.arrayContaining(['libgtk-3-0', 'libnss3', 'libcups2']),
    )
    expect(packagesFor({ sonames: [], tools: ['Xvfb', 'xauth'] })).toEqual(['xvfb', 'xauth'])
  })

  it('go by their 64-bit-time names where the release has those', () => {
    const ubuntu = new Set(['libgtk-3-0t64', 'libasound2t64', 'libasound2', 'libnss3'])
    const wanted = ['libgtk-3-0', 'libasound2', 'libnss3']
    expect(resolvePackageNames(wanted, ubuntu)).toEqual(['libgtk-3-0t64', 'libasound2t64', 'libnss3'])
    expect(resolvePackageNames(wanted, new Set(wanted))).toEqual(wanted)
  })
})

describe('npm start', () => {
  const onLinux = { root: '/app', args: [], platform: 'linux', uid: 1000, env: { DISPLAY: ':0' } } as const
  const plan = (change: Partial<Parameters<typeof launchPlan>[0]>) =>
    launchPlan({ ...onLinux, args: [], ...change })

  it('opens the window with the user’s arguments', () => {
    expect(plan({ args: ['check', '--json'] })).toEqual({ args: ['/app', 'check', '--json'], notes: [] })
  })

  it('drops the sandbox only for root, and says so', () => {
    const { args, notes } = plan({ uid: 0 })
    expect(args).toEqual(['--no-sandbox', '/app'])
    expect(notes.join()).toMatch(/root.*--no-sandbox/)
  })

  it('calls the Test Agent where there is no display, unless told what to do', () => {
    expect(plan({ env: {} }).args).toEqual(['/app', 'call', 'test-agent', '--seconds', '10'])
    expect(plan({ env: {} }).notes.join()).toMatch(/no display/)
    expect(plan({ env: {}, args: ['check'] })).toEqual({ args: ['/app', 'check'], notes: [] })
    expect(plan({ env: { WAYLAND_DISPLAY: 'wayland-0' } }).args).toEqual(['/app'])
    expect(plan({ platform: 'darwin', env: {} }).args).toEqual(['/app'])
  })

  it('keeps --retry for itself', () => {
    expect(splitArguments(['--retry', 'call', 'x'])).toEqual({ retry: true, args: ['call', 'x'] })
  })
})

describe('counting', () => {
  const file = (status: string, ...tests: string[]) => ({
    status,
    assertionResults: tests.map(test => ({ status: test })),
  })

  it('takes vitest’s numbers', () => {
    const report = {
      numPassedTests: 3,
      numFailedTests: 1,
      numPendingTests: 2,
      testResults: [file('failed', 'failed')],
    }
    expect(countsOf(report, 1)).toMatchObject({ passed: 3, failed: 1, skipped: 2 })
  })

  it('counts a file that could not be loaded as a failure', () => {
    expect(countsOf({ numPassedTests: 3, testResults: [file('failed')] }, 1).failed).toBe(1)
  })

  it('never calls a crash or an empty run a pass', () => {
    expect(countsOf(null, 1)).toMatchObject({ passed: 0, failed: 1, skipped: 0 })
    expect(countsOf({ numPassedTests: 5 }, 1).failed).toBe(1)
  })

  it('names what failed, for whoever has only the end of the log', () => {
    const failing = { status: 'failed', fullName: 'a call ends', failureMessages: ['expected 1\n  to be 2'] }
    const report = {
      testResults: [
        { status: 'failed', name: '/x/test/call/end.test.ts', assertionResults: [failing] },
        {
          status: 'failed',
          name: '/x/test/call/gone.test.ts',
          message: 'no such module',
          assertionResults: [],
        },
      ],
    }
    expect(countsOf({ ...report, numFailedTests: 1 }, 1).failures).toEqual([
      'test/call/end.test.ts: a call ends: expected 1 to be 2',
      'test/call/gone.test.ts: could not run: no such module',
    ])
    expect(countsOf(null, 1).failures).toHaveLength(1)
    expect(countsOf({ numPassedTests: 5 }, 0).failures).toEqual([])
  })

  it('shows every check’s result and a failed one’s output', async () => {
    const lines: string[] = []
    const list = ['good', 'bad'].map(name => ({ name, tool: name, args: [] }))
    const runProgram = async (tool: string) => ({
      code: tool.endsWith('bad') ? 1 : 0,
      stdout: '',
      output: 'the reason',
      stalledMs: null,
    })
    expect(await runChecks({ root: '/app', log: line => lines.push(line), list, runProgram })).toEqual({
      passed: 1,
      failed: 1,
    })
    expect(lines.join('\n')).toMatch(/ok {5}good \d+ ms\nfailed bad \d+ ms\n\n--- bad\nthe reason/)
  })
})
