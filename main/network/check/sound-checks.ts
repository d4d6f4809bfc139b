// The checks of microphone and speaker, from what the page found. Pure.
import type { FailureName } from '../../../protocol/catalogue'
import type { Check } from '../../../protocol/network-report'
import type { PageFinding } from '../../../protocol/page-probe'
import { checkOf, skipped } from './row'

type Sounded = Extract<PageFinding, { type: 'sounded' }>

const SAID: Readonly<Record<Exclude<Sounded['microphone'], 'ok'>, readonly [string, FailureName]>> = {
  silent: ['it gives no sound at all', 'microphone_silent'],
  denied: ['access is denied', 'microphone_denied'],
  missing: ['there is none', 'microphone_missing'],
  busy: ['another program has it', 'microphone_busy'],
  dead: ['it does not open', 'microphone_dead'],
}

export function soundChecks(found: Sounded | null | 'not asked'): readonly Check[] {
  if (found === 'not asked')
    return [skipped('microphone', 'nobody was asked for access yet'), skipped('speaker', 'not looked at')]
  if (found === null) return [skipped('microphone', 'not looked at'), skipped('speaker', 'not looked at')]
  const speaker =
    found.speaker === 'ok'
      ? checkOf('speaker', { status: 'ok', evidence: 'present' })
      : checkOf('speaker', { status: 'failed', evidence: 'there is none' })
  if (found.microphone === 'ok')
    return [checkOf('microphone', { status: 'ok', evidence: 'it gives sound' }), speaker]
  const [evidence, failure] = SAID[found.microphone]
  const status = found.microphone === 'silent' ? 'warn' : 'failed'
  return [checkOf('microphone', { status, evidence, failure }), speaker]
}
