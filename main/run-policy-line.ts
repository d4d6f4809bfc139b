// `viaduct policy`: says what holds and who says so, and ends. No page, no call, no network.
import { rmSync } from 'node:fs'
import { app } from 'electron'
import type { PolicyLine } from './cli'
import { policyStatus, policyText } from './command-line'
import type { Findings } from './policy'

export async function runPolicyLine({ json }: PolicyLine, findings: Findings): Promise<void> {
  const profile = app.getPath('userData')
  process.once('exit', () => rmSync(profile, { recursive: true, force: true }))
  const { resolvePolicy } = await import('./policy/resolve')
  const { report } = resolvePolicy(findings)
  const text = json ? JSON.stringify(report) : policyText(report)
  await new Promise(resolve => process.stdout.write(`${text}\n`, resolve))
  app.exit(policyStatus(report))
}
