// `viaduct check`: the very same page, offscreen, answers the probes of one network check; main prints what comes of it.
import { rmSync } from 'node:fs'
import { app } from 'electron'
import type { NetworkReport } from '../protocol/network-report'
import type { CheckLine } from './cli'
import {
  checkOfNothing,
  checkProgress,
  checkStatus,
  checkSummary,
  endWithParent,
  markStarted,
  takeCredentials,
} from './command-line'
import { leave } from './leave'
import { noLog } from './log'
import { type Opened, openWindow } from './open-window'
import type { PolicyStart } from './policy-desk'

/** A check takes 12 s at most; this catches a page that never came up. */
const BOUND_MS = 40_000

async function checkWhenReady(line: CheckLine, policy: PolicyStart): Promise<void> {
  const startedAt = new Date()
  let opened: Opened | null = null
  let over = false
  const end = async (report: NetworkReport, sentence: string): Promise<void> => {
    if (over) return
    over = true
    const text = line.json ? JSON.stringify(report) : sentence
    await new Promise(resolve => process.stdout.write(`${text}\n`, resolve))
    await leave(opened, checkStatus(report))
  }
  const broken = (why: string): void => void end(checkOfNothing('app_broken', why, startedAt), why)
  setTimeout(() => broken('The check took longer than it ever should.'), BOUND_MS)
  endWithParent(() => app.exit(1))
  process.once('SIGINT', () => broken('Interrupted.'))
  process.once('SIGTERM', () => broken('Interrupted.'))
  app.on('render-process-gone', (_, __, { reason }) => broken(`The page that measures ended (${reason}).`))

  await app.whenReady()
  opened = openWindow(false, {
    policy,
    log: noLog,
    call: null,
    proxyCredentials: takeCredentials(process.env),
    headless: true,
    published: () => undefined,
    finished: () => undefined,
    checked: fact => {
      if (fact.type === 'check.finished') return void end(fact.report, checkSummary(fact.report))
      const text = checkProgress(fact)
      if (text !== null && !line.json) process.stdout.write(`${text}\n`)
    },
  })
  const services = await opened.services
  markStarted(process.env)
  services.checkNetwork()
}

export function runCheckLine(line: CheckLine, policy: PolicyStart): void {
  const profile = app.getPath('userData')
  process.once('exit', () => rmSync(profile, { recursive: true, force: true }))
  // The window of this verb is not the user's: closing it is not quitting.
  app.on('window-all-closed', () => undefined)
  void checkWhenReady(line, policy)
}
