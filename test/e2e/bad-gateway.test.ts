// Bad input, end to end on the packaged app: whatever a gateway does, the call ends in time, with its own name and one sentence.
import { afterEach, expect, test } from 'vitest'
import { FAILURES, type FailureName } from '../../protocol/catalogue'
import { type BadGateway, type Misbehaviour, startBadGateway } from '../fakes/bad-gateway'
import { ownWords, policyWith, type Run, reportOf, viaduct } from './app'

/** From dial to verdict (renderer/call/limits.ts: 2 + 3.5 + 2.5 s), and a moment for the report itself. */
const VERDICT_MS = 8_000
/** The app's own start and end around it, on a busy machine. */
const AROUND_MS = 7_000

interface Bad {
  readonly behaviour: Misbehaviour
  readonly name: FailureName
  /** What IT is told besides, where the name alone would not say. */
  readonly detail?: RegExp
}

const BAD: readonly Bad[] = [
  { behaviour: 'refuses-version', name: 'signaling_version' },
  { behaviour: 'other-version', name: 'signaling_version' },
  { behaviour: 'garbage', name: 'signaling_garbage' },
  { behaviour: 'huge-frame', name: 'signaling_oversize' },
  { behaviour: 'silent', name: 'signaling_timeout' },
  { behaviour: 'never-welcomes', name: 'signaling_timeout', detail: /no welcome/ },
  { behaviour: 'unauthorised', name: 'signaling_unauthorised', detail: /401/ },
  { behaviour: 'overloaded', name: 'signaling_overloaded', detail: /503/ },
  { behaviour: 'web-page', name: 'signaling_unreachable', detail: /not a gateway: HTTP 200/ },
  { behaviour: 'not-http', name: 'signaling_unreachable', detail: /not a gateway/ },
  { behaviour: 'abrupt-end', name: 'signaling_lost' },
  { behaviour: 'never-answers', name: 'agent_no_answer' },
  { behaviour: 'busy', name: 'agent_busy' },
  { behaviour: 'unknown-agent', name: 'agent_unknown' },
  { behaviour: 'hangs-up', name: 'agent_gone' },
  { behaviour: 'answer-without-audio', name: 'agent_answer_without_audio' },
  { behaviour: 'answer-audio-rejected', name: 'agent_answer_without_audio' },
  { behaviour: 'answer-without-data', name: 'agent_answer_without_data' },
  { behaviour: 'broken-answer', name: 'agent_answer_broken' },
  { behaviour: 'leads-nowhere', name: 'relay_no_path' },
  { behaviour: 'slow-drip', name: 'signaling_timeout', detail: /no connection/ },
  { behaviour: 'silent-switch', name: 'signaling_timeout', detail: /no welcome/ },
  { behaviour: 'redirect-loop', name: 'signaling_unreachable', detail: /not a gateway: HTTP 302/ },
]

let gateway: BadGateway | null = null
afterEach(async () => {
  await gateway?.close()
  gateway = null
})

interface Timed {
  readonly run: Run
  readonly tookMs: number
}

async function call(url: string, rest: readonly string[] = []): Promise<Timed> {
  const startedMs = performance.now()
  const policy = policyWith('bad', 'Bad Agent', url)
  const run = await viaduct(['call', 'bad', '--policy', policy, '--seconds', '3', ...rest])
  return { run, tookMs: performance.now() - startedMs }
}

/** When the machine said so, from the log's line for the last transition. */
const verdictMs = ({ stderr }: Run): number =>
  Number(/call \S+ ended at (\d+) ms/.exec(stderr)?.[1] ?? Number.NaN)

function expectNamed({ run, tookMs }: Timed, name: FailureName): string {
  const report = reportOf(run)
  expect(report.failure).toMatchObject({ name, code: FAILURES[name].code, layer: FAILURES[name].layer })
  expect(run.status).toBe(1)
  expect(report.outcome).toBe('failed')
  expect(verdictMs(run)).toBeLessThanOrEqual(VERDICT_MS)
  expect(tookMs).toBeLessThan(VERDICT_MS + AROUND_MS)
  expect(report.failure?.message).toMatch(/^[A-Z].*\.$/)
  expect(`${run.stdout}${run.stderr}`).not.toMatch(/\n\s+at |Error:|Unhandled|undefined/)
  return report.failure?.detail ?? ''
}

for (const { behaviour, name, detail } of BAD) {
  test(`a gateway that ${behaviour}: ${name}`, async () => {
    gateway = await startBadGateway(behaviour)
    const said = expectNamed(await call(gateway.url, ['--json']), name)
    if (detail !== undefined) expect(said).toMatch(detail)
  })
}

test('a gateway that is not there: signaling_unreachable', async () => {
  const gone = await startBadGateway('silent')
  await gone.close()
  expect(expectNamed(await call(gone.url, ['--json']), 'signaling_unreachable')).toMatch(/ECONNREFUSED/)
})

test('a person reads the sentence and the code, on standard output, and no more', async () => {
  gateway = await startBadGateway('busy')
  const { run } = await call(gateway.url)
  expect(run.status).toBe(1)
  const last = run.stdout.trimEnd().split('\n').slice(-2)
  expect(last[0]).toMatch(/^[A-Z].*\.$/)
  expect(last[1]).toBe(`  Code ${FAILURES.agent_busy.code} agent_busy`)
  expect(ownWords(run.stderr)).toBe('')
})
