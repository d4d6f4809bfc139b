// What Chromium must be told before it is ready.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'
import type { CommandLine } from './cli'
import { assetPath } from './paths'
import { registerScheme } from './window'

/** The verbs read policy and vault and write only their report: their profile is a folder that goes away. */
function takeTemporaryProfile(): void {
  app.setPath('userData', mkdtempSync(join(tmpdir(), 'viaduct-')))
}

/** Speech from a file in place of a microphone, through the very same getUserMedia. */
function speakFromClip(): void {
  app.commandLine.appendSwitch('use-fake-device-for-media-stream')
  app.commandLine.appendSwitch('use-file-for-fake-audio-capture', assetPath('sounds/caller-clip.wav'))
}

/** The command line makes no noise. */
function stayQuiet(): void {
  app.commandLine.appendSwitch('disable-audio-output')
}

export function setUpChromium(line: CommandLine): void {
  // As root the caller must pass --no-sandbox, and Chromium cannot honour both.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  registerScheme()
  // With only `lo` up, peers never leave `new` without it; the Test Agent must answer on a plane too.
  app.commandLine.appendSwitch('allow-loopback-in-peer-connection')
  // The page's engines (its own and the worker's) keep a young generation of 1 MB and collect it more often, for less each time.
  app.commandLine.appendSwitch('js-flags', '--optimize-for-size')
  if (line.kind !== 'call' && line.kind !== 'check' && line.kind !== 'policy') return
  takeTemporaryProfile()
  app.disableHardwareAcceleration()
  // A check looks at this computer's own microphone and speaker, and a call may be told to.
  if (line.kind !== 'call' || line.sound === 'devices') return
  speakFromClip()
  stayQuiet()
}
