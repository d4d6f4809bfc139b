// The packaged app's command line as a caller: in the desktop's namespace, with the lab's home and a policy of its own.
// Must not know profiles' names or what is expected.
import type { ChildProcess } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CallReport, callReportSchema } from '../../../protocol/report'
import { GATEWAY } from '../addresses'
import { startIn } from '../net/house'
import type { Profile } from '../profile'
import { ACCOUNT } from '../services/asking'
import { LAB_AGENT, PAC_URL } from '../services/services'
import type { World } from '../world'
import { broken, type Outcome, type Told } from './outcome'

export interface CallOrder {
  readonly seconds: number
  readonly proxy: string | null
  /** The policy's rules beside these, and an agent of it other than the lab's. */
  readonly rules?: object
  readonly agent?: string
  readonly password?: Profile['password']
  /** Microphone and speaker of the desktop, where it has any; otherwise a clip speaks, and nobody listens. */
  readonly sound?: 'devices'
  /** Beside what the desktop is started with. */
  readonly env?: NodeJS.ProcessEnv
  /** Told once, when the call is active. */
  readonly active: () => void
  /** Told when the caller hangs up or gives up. */
  readonly ended: () => void
}

export const LAB_AGENT_NAME = 'Lab agent'

/** What the app printed, in the world's folder. */
export const REPORT_FILE = 'report.json'

/** Beyond the talk: set-up with retries, recovery up to its 60 s, start and end of the app. */
const BOUND_MS = 90_000

/** Writes the desktop's policy, with these `rules` beside the lab's agent, and tells its path. */
export function writePolicy({ folder }: World, proxy: string | null, rules: object = {}): string {
  const agent = { id: LAB_AGENT, name: LAB_AGENT_NAME, backend: 'viaduct', url: `wss://${GATEWAY.name}/` }
  const fixed = { mode: 'fixed', server: proxy }
  const server = proxy === null ? {} : { proxy: proxy === 'pac' ? { mode: 'pac', pacUrl: PAC_URL } : fixed }
  const file = join(folder, 'policy.json')
  writeFileSync(file, JSON.stringify({ version: 1, agents: [agent], ...server, ...rules }))
  return file
}

/** The desktop has a home and a search path, and neither a display nor a proxy of the machine that runs the lab. */
export const desktopEnv = (home: string): NodeJS.ProcessEnv => ({
  HOME: home,
  PATH: process.env.PATH,
  LANG: 'C.UTF-8',
})

/** The command line's way to answer a proxy. */
const credentialsOf = (password: Profile['password'] = 'none'): NodeJS.ProcessEnv =>
  password === 'none'
    ? {}
    : {
        VIADUCT_PROXY_USER: ACCOUNT.username,
        VIADUCT_PROXY_PASSWORD: password === 'right' ? ACCOUNT.password : `not ${ACCOUNT.password}`,
      }

/** What a program of this desktop is started with: its home, its Kerberos ticket, and its answer to a proxy. */
export const callerEnv = (world: World, password: Profile['password'] | undefined): NodeJS.ProcessEnv => ({
  ...desktopEnv(world.home),
  ...world.env,
  ...credentialsOf(password),
})

/** Everything a call prints, once it has ended; killed by its own process id when it takes too long. */
export function textsOf(child: ChildProcess, boundMs: number, heard: (error: string) => void) {
  const texts = { out: '', error: '' }
  child.stdout?.setEncoding('utf8').on('data', text => {
    texts.out += text
  })
  child.stderr?.setEncoding('utf8').on('data', text => {
    texts.error += text
    heard(texts.error)
  })
  const late = setTimeout(() => child.kill('SIGKILL'), boundMs)
  return new Promise<typeof texts>(resolve => {
    child.once('error', error => {
      texts.error += error.message
    })
    child.once('close', () => {
      clearTimeout(late)
      resolve(texts)
    })
  })
}

const pathOf = ({ path }: CallReport): string | null =>
  path === null ? null : `${path.kind}/${path.protocol}${path.server === null ? '' : ` ${path.server}`}`

/** The first attempt's states, the first time it was in each. */
function marksOf({ attempts, states, timings }: CallReport): Outcome['marks'] {
  const [first] = attempts
  if (first === undefined) return {}
  const marks: Record<string, number> = { 'dial to attempt': Math.round(first.startedMs) }
  if (timings.signalingMs !== null) marks['dial to signaling'] = Math.round(timings.signalingMs)
  for (const { attempt, atMs, ice, dtls } of states) {
    if (attempt !== first.n) continue
    for (const name of [`ice ${ice}`, `dtls ${dtls}`]) marks[name] ??= Math.round(atMs - first.startedMs)
  }
  return marks
}

/** Milliseconds from the dial to the call's last transition, from its log: a report of a failed call has no duration. */
const lastMomentOf = (log: string): number | null => {
  const moment = [...log.matchAll(/ call \S+ \w+ at (\d+) ms/g)].at(-1)?.[1]
  return moment === undefined ? null : Number(moment)
}

/** When a call that went on to its end was found to sound one way only: its failure was named then. */
const foundAtMs = ({ proof, attempts }: CallReport): number | null =>
  attempts.length === 0 ? null : (proof.findings.find(({ toMs }) => toMs === null)?.fromMs ?? null)

/** A call report, and the log beside it, as a row's columns. */
export function outcomeOf(report: CallReport, log: string): Told {
  const { failure, timings, attempts, recoveries } = report
  const started = attempts[0]?.startedMs
  const { firstMediaMs } = timings
  return {
    outcome: report.outcome,
    failure: failure === null ? null : { name: failure.name, layer: failure.layer, detail: failure.detail },
    firstMediaMs: firstMediaMs === null ? null : Math.round(firstMediaMs),
    fromAttemptMs: firstMediaMs === null || started === undefined ? null : Math.round(firstMediaMs - started),
    failedMs: failure === null ? null : (foundAtMs(report) ?? lastMomentOf(log)),
    path: pathOf(report),
    marks: marksOf(report),
    recoveries,
    alarms: report.alarms,
    concealedPct: report.quality.concealedPct,
    proof: report.proof,
  }
}

/** Makes one call and waits for its end. Never rejects: what went wrong is the outcome. */
export async function callWithViaduct(world: World, app: string, order: CallOrder): Promise<Told> {
  const policy = writePolicy(world, order.proxy, order.rules)
  const words = [
    '--no-sandbox',
    'call',
    order.agent ?? LAB_AGENT,
    '--policy',
    policy,
    '--seconds',
    `${order.seconds}`,
    '--json',
    ...(order.sound === 'devices' ? ['--devices'] : []),
  ]
  const env = { ...callerEnv(world, order.password), ...order.env }
  const child = startIn(world.names.desk, app, words, env)
  let told = false
  const texts = await textsOf(child, BOUND_MS + order.seconds * 1000, log => {
    if (/ (ending|ended) at \d+ ms/.test(log)) order.ended()
    if (told || !/ active at \d+ ms/.test(log)) return
    told = true
    order.active()
  })
  writeFileSync(join(world.folder, 'viaduct.log'), texts.error)
  writeFileSync(join(world.folder, REPORT_FILE), texts.out)
  try {
    return outcomeOf(callReportSchema.parse(JSON.parse(texts.out)), texts.error)
  } catch {
    return broken(`no call report: ${texts.error.trim().split('\n').at(-1)?.slice(0, 200) ?? 'silence'}`)
  }
}
