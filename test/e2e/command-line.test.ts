// `viaduct call` on the packaged app: the same machine and peer as the window's, real sound, real reports.
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { FAILURES } from '../../protocol/catalogue'
import { ME, ownWords, policyFile, reportOf, viaduct } from './app'

for (const display of [false, true]) {
  test.runIf(!display || process.env.DISPLAY)(
    `a call to the Test Agent ${display ? 'with' : 'without'} a display carries sound both ways`,
    async () => {
      const run = await viaduct(['call', 'test-agent', '--seconds', '9', '--json'], { display })
      const report = reportOf(run)
      expect(report.failure).toBeNull()
      expect(run.status).toBe(0)
      expect(report.outcome).toBe('connected')
      expect(report.heard).toEqual({ agent: true, microphone: true })
      // The clip speaks once in nine seconds, and the agent answers it.
      expect(report.responses.length).toBeGreaterThanOrEqual(1)
      expect(report.durationMs).toBeGreaterThan(8_900)
      expect(report.durationMs).toBeLessThan(12_000)
      expect(report.timings.firstMediaMs).toBeGreaterThan(0)
      expect(report.timings.firstMediaMs).toBeGreaterThanOrEqual(report.timings.firstAttemptMs ?? Number.NaN)
      expect(report.path).toMatchObject({ kind: 'direct', protocol: 'udp' })
      expect(report.quality.receivedKbps).toBeGreaterThan(5)
      expect(report.quality.sentKbps).toBeGreaterThan(5)
      expect(report.states.some(({ ice }) => ice === 'connected')).toBe(true)
    },
  )
}

test('the numbers are measured: two calls of different length differ in them', async () => {
  const short = reportOf(await viaduct(['call', 'test-agent', '--seconds', '2', '--json']))
  const long = reportOf(await viaduct(['call', 'test-agent', '--seconds', '4', '--json']))
  expect(long.durationMs - short.durationMs).toBeGreaterThan(1_500)
  expect(long.callId).not.toBe(short.callId)
  expect([short.timings.firstMediaMs, short.quality.rttMs]).not.toEqual([
    long.timings.firstMediaMs,
    long.quality.rttMs,
  ])
})

test('without --json a person can follow', async () => {
  const { status, stdout } = await viaduct(['call', 'test-agent', '--seconds', '3'])
  expect(status).toBe(0)
  expect(stdout).toMatch(
    /Calling test-agent[\s\S]*Connected, the agent can be heard[\s\S]*Sound both ways for 3\.\d s/,
  )
})

const hasNamespaces = process.getuid?.() === 0 && spawnSync('ip', ['netns', 'list']).status === 0

test.runIf(hasNamespaces)('the Test Agent answers where only the loopback interface exists', async () => {
  const name = `viaduct-lo-${process.pid}`
  spawnSync('ip', ['netns', 'add', name])
  try {
    spawnSync('ip', ['-n', name, 'link', 'set', 'lo', 'up'])
    const run = await viaduct(['call', 'test-agent', '--seconds', '3', '--json'], {
      by: { ...ME, under: ['ip', 'netns', 'exec', name] },
    })
    expect(reportOf(run).failure).toBeNull()
    expect(run.status).toBe(0)
  } finally {
    spawnSync('ip', ['netns', 'delete', name])
  }
})

test('an unknown agent is named as that', async () => {
  const run = await viaduct(['call', 'nobody', '--json'])
  expect(run.status).toBe(1)
  expect(reportOf(run).failure).toMatchObject({ name: 'agent_unknown', code: FAILURES.agent_unknown.code })
})

const WRONG: readonly (readonly [string, readonly string[]])[] = [
  ['an unknown command', ['dance']],
  ['an unknown flag', ['call', 'test-agent', '--loud']],
  ['seconds that are no number', ['call', 'test-agent', '--seconds', 'ten']],
  ['negative seconds', ['call', 'test-agent', '--seconds', '-3']],
  ['no agent', ['call']],
  ['a route that does not exist', ['call', 'test-agent', '--route', 'pigeon']],
  ['a policy file that is not there', ['call', 'test-agent', '--policy', '/nonexistent/policy.json']],
  ['a policy that is not JSON', ['call', 'test-agent', '--policy', policyFile('{')]],
  ['a policy with an unknown key', ['call', 'test-agent', '--policy', policyFile({ version: 1, agent: [] })]],
]

for (const [what, args] of WRONG) {
  test(`a wrong command line, ${what}, is one sentence and status 2`, async () => {
    const { status, stdout, stderr } = await viaduct(args)
    expect(status).toBe(2)
    expect(stdout).toBe('')
    expect(ownWords(stderr)).toMatch(/^[A-Z][^\n]*\.\n/)
    expect(stderr).not.toMatch(/\n\s+at /)
  })
}

test('a wrong command line with --json still prints one document', async () => {
  const run = await viaduct(['call', 'test-agent', '--seconds', 'ten', '--json'])
  expect(run.status).toBe(2)
  expect(reportOf(run).failure).toMatchObject({ name: 'app_usage' })
})
