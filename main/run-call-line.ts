// `viaduct call`: the very same page, offscreen, makes one call; main prints what comes of it.
import { rmSync } from 'node:fs'
import { app } from 'electron'
import type { CallReport } from '../protocol/report'
import type { CallLine } from './cli'
import {
  endWithParent,
  exitStatusOf,
  judge,
  markStarted,
  progressLine,
  reportOfNothing,
  summary,
  takeCredentials,
} from './command-line'
import { leave } from './leave'
import { log, noLog } from './log'
import { type Opened, openWindow } from './open-window'
import type { PolicyStart } from './policy-desk'

/** Beyond the talk: the machine's own bounds add up to less; this catches a page that never came up. */
const PAGE_BOUND_MS = 120_000

interface Outcome {
  /** Prints the report once and ends the process; what comes later is dropped. */
  readonly end: (report: CallReport) => void
}

function outcomeOf(line: CallLine, leave: (status: number) => Promise<void>): Outcome {
  let over = false
  const end = async (report: CallReport): Promise<void> => {
    const judged = judge(report)
    const text = line.json ? JSON.stringify(judged) : summary(judged)
    await new Promise(resolve => process.stdout.write(`${text}\n`, resolve))
    await leave(exitStatusOf(judged))
  }
  return {
    end: report => {
      if (!over) void end(report)
      over = true
    },
  }
}

async function callWhenReady(line: CallLine, policy: PolicyStart): Promise<void> {
  const startedAt = new Date()
  const proxyCredentials = takeCredentials(process.env)
  let opened: Opened | null = null
  const outcome = outcomeOf(line, status => leave(opened, status))
  const broken = (why: string): void =>
    outcome.end(reportOfNothing(line.agentId, 'app_broken', why, startedAt))
  setTimeout(() => broken('The call took longer than it ever should.'), PAGE_BOUND_MS + line.seconds * 1000)
  endWithParent(() => app.exit(1))
  process.once('SIGINT', () => broken('Interrupted.'))
  process.once('SIGTERM', () => broken('Interrupted.'))
  app.on('render-process-gone', async (_, __, { reason }) => {
    const services = await opened?.services
    if (services?.replacePage() !== true) broken(`The page that makes the call ended (${reason}).`)
  })

  await app.whenReady()
  opened = openWindow(false, {
    policy,
    log: line.json ? log : noLog,
    proxyCredentials,
    call: { agentId: line.agentId, seconds: line.seconds, route: line.route },
    headless: true,
    published: snapshot => {
      const text = progressLine(snapshot)
      if (text !== null && !line.json) process.stdout.write(`${text}\n`)
    },
    finished: outcome.end,
    checked: () => undefined,
  })
  await opened.services
  markStarted(process.env)
}

export function runCallLine(line: CallLine, policy: PolicyStart): void {
  const profile = app.getPath('userData')
  process.once('exit', () => rmSync(profile, { recursive: true, force: true }))
  // The window of this verb is not the user's: closing it is not quitting.
  app.on('window-all-closed', () => undefined)
  void callWhenReady(line, policy)
}
