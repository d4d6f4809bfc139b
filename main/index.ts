// Boot: read the command line, then named steps in order.
import { resolve } from 'node:path'
import { app } from 'electron'
import type { FailureName } from '../protocol/catalogue'
import { setUpChromium } from './chromium'
import { type CommandLine, parseCommandLine } from './cli'
import { checkOfNothing, hasDisplay, reportOfNothing, runHeadless } from './command-line'
import { createSources, type Findings, type PolicySources, takePolicy } from './policy'
import { runCallLine } from './run-call-line'
import { runCheckLine } from './run-check-line'
import { runPolicyLine } from './run-policy-line'
import { runWindow } from './run-window'
import { judgeSwitches, type Switches } from './switches'

/** In development one of Electron's words is the app's folder. */
const words = process.argv.slice(1).filter(word => app.isPackaged || resolve(word) !== app.getAppPath())

/** A wrong start says one sentence, or with `--json` the one document that was asked for. */
function refuse(name: FailureName, sentence: string, json: 'call' | 'check' | null): void {
  const say = (report: object): void => void process.stdout.write(`${JSON.stringify(report)}\n`)
  if (json === 'call') say(reportOfNothing('none', name, sentence, new Date()))
  else if (json === 'check') say(checkOfNothing(name, sentence, new Date()))
  else process.stderr.write(`${sentence}\nTry 'viaduct --help'.\n`)
  app.exit(2)
}

/** The display that a window needs; a call without one starts over, headless. */
function lacksDisplay(line: CommandLine): boolean {
  if (hasDisplay(process.env, process.platform) || app.commandLine.hasSwitch('headless')) return false
  if (line.kind !== 'window') {
    app.exit(runHeadless())
  } else {
    process.stderr.write('Viaduct needs a display to open its window. Without one: viaduct call test-agent\n')
    app.exit(1)
  }
  return true
}

const short = (name: string): string => `--${name.replace(/[^\w-]/g, '?').slice(0, 60)}`

/** What the packaged app is asked of Chromium's switches; in development whoever has the code may try them all. */
const asked: Switches = app.isPackaged
  ? judgeSwitches(words, { platform: process.platform, isRoot: process.getuid?.() === 0 })
  : { kind: 'fine' }

/** Whether a switch for testing is one too many here; null: it is not. */
async function complaintOfTesting(findings: Findings): Promise<string | null> {
  if (asked.kind !== 'testing' || findings.from !== 'organisation') return null
  const { resolvePolicy } = await import('./policy/resolve')
  if (resolvePolicy(findings).policy.developer.testing) return null
  return `This computer is managed, and its settings do not allow testing (${short(asked.name)}).`
}

type Run = CommandLine & { kind: 'call' | 'check' | 'window' | 'policy' }

const jsonOf = (line: Run): 'call' | 'check' | null =>
  (line.kind === 'call' || line.kind === 'check') && line.json ? line.kind : null

async function run(line: Run, sources: PolicySources): Promise<void> {
  const taken = await takePolicy(sources, line.policyFile, line.kind === 'policy')
  if (taken.kind === 'refused') {
    refuse(taken.name, taken.sentence, jsonOf(line))
    return
  }
  const complaint = await complaintOfTesting(taken.findings)
  if (complaint !== null) refuse('app_usage', complaint, jsonOf(line))
  else if (line.kind === 'window') {
    runWindow({ sources, first: taken.findings }, line.link)
  } else if (line.kind === 'policy') {
    await runPolicyLine(line, taken.findings)
  } else if (line.kind === 'check') {
    runCheckLine(line, { sources: null, first: taken.findings })
  } else {
    runCallLine(line, { sources: null, first: taken.findings })
  }
}

function boot(line: CommandLine): void {
  if (line.kind === 'wrong') {
    refuse('app_usage', line.sentence, line.json)
  } else if (asked.kind === 'refused') {
    const json = line.kind === 'call' || line.kind === 'check' ? jsonOf(line) : null
    refuse('app_usage', `Viaduct does not take the switch ${short(asked.name)}.`, json)
  } else if (line.kind === 'text') {
    process.stdout.write(line.text)
    app.exit(0)
  } else if (!lacksDisplay(line)) {
    // At once: Chromium is not asked twice, and does not wait for what is loaded.
    setUpChromium(line)
    void run(line, createSources(line.policyFile))
  }
}

const line = parseCommandLine(words, app.getVersion())
// Chromium's own remarks would stand between a person and the one sentence they need.
if (line.kind !== 'window') app.commandLine.appendSwitch('log-level', '3')
boot(line)
