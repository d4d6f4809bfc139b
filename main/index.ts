// Boot: read the command line, then named steps in order.
import { resolve } from 'node:path'
import { app } from 'electron'
import type { FailureName } from '../protocol/catalogue'
import { setUpChromium } from './chromium'
import { type CommandLine, parseCommandLine } from './cli'
import { checkOfNothing, hasDisplay, reportOfNothing, runHeadless } from './command-line'
import { readPolicy } from './policy'
import { runCallLine } from './run-call-line'
import { runCheckLine } from './run-check-line'
import { runWindow } from './run-window'

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

async function run(line: CommandLine & { kind: 'call' | 'check' | 'window' }): Promise<void> {
  const reading = await readPolicy(line.policyFile)
  if (reading.kind === 'problem') {
    refuse('policy_invalid', reading.sentence, line.kind !== 'window' && line.json ? line.kind : null)
  } else if (line.kind === 'window') {
    runWindow(reading.policy)
  } else if (line.kind === 'check') {
    runCheckLine(line, reading.policy)
  } else {
    runCallLine(line, reading.policy)
  }
}

function boot(line: CommandLine): void {
  if (line.kind === 'wrong') {
    refuse('app_usage', line.sentence, line.json)
  } else if (line.kind === 'text') {
    process.stdout.write(line.text)
    app.exit(0)
  } else if (!lacksDisplay(line)) {
    // At once: Chromium is not asked twice, and does not wait for what is loaded.
    setUpChromium(line)
    void run(line)
  }
}

const line = parseCommandLine(words, app.getVersion())
// Chromium's own remarks would stand between a person and the one sentence they need.
if (line.kind !== 'window') app.commandLine.appendSwitch('log-level', '3')
boot(line)
