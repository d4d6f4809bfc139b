// What checks are called where no page is: on paper and on the command line. Pure.
import type { CheckId } from '../../../protocol/checks'
import type { CheckStatus, KitRow, NetworkReport } from '../../../protocol/network-report'

export const CHECK_NAMES: Readonly<Record<CheckId, string>> = {
  name: 'Name lookup',
  proxy: 'Proxy decision',
  connect: 'Proxy, CONNECT',
  'proxy-auth': 'Proxy, sign-in',
  portal: 'Sign-in page',
  clock: 'Clock',
  tls: 'TLS to the gateway',
  inspection: 'TLS inspection',
  websocket: 'WebSocket',
  'event-stream': 'Signaling',
  stun: 'UDP (STUN)',
  nat: 'NAT mapping',
  relays: 'Relays (TURN)',
  quality: 'Relay quality',
  idle: 'Idle connections',
  microphone: 'Microphone',
  speaker: 'Speaker',
}

export const STATUS_WORDS: Readonly<Record<CheckStatus, string>> = {
  ok: 'Good',
  warn: 'Could be better',
  blocked: 'Blocked',
  failed: 'Failed',
  skipped: 'Not checked',
}

export const VERDICT_WORDS: Readonly<Record<NetworkReport['verdict'], string>> = {
  ready: 'Ready. Calls work here.',
  limited: 'Limited. Calls work here, less well than they could.',
  offline: 'Offline. Calls do not work here.',
}

export const NEED_WORDS: Readonly<Record<KitRow['need'], string>> = {
  required: 'required',
  better: 'better with',
}

/** `14:02:11 UTC on 2026-11-24`, from ISO 8601. */
export const whenText = (iso: string): string => `${iso.slice(11, 19)} UTC on ${iso.slice(0, 10)}`
