// Where media may go: which addresses an answerer binds and announces, and which remote candidates it will look at.
// Pure text work on candidates and SDP lines; the answerer applies it.
import { isIPv4, isIPv6 } from 'node:net'

/**
 * `loopback`: this computer only, bound to 127.0.0.1. `address`: announce exactly this one (the public side of a 1:1 NAT, or
 * one interface). `interfaces`: every address that this computer has.
 */
export type Reach =
  | { readonly kind: 'loopback' }
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'interfaces' }

/** Whether an address never leaves this computer. */
export const isLoopback = (address: string): boolean =>
  (isIPv4(address) && address.startsWith('127.')) ||
  (isIPv6(address) && /^(0*:)*:?0*1$/.test(address.toLowerCase()) && !address.includes('.'))

/** The connection address of a candidate attribute value (RFC 8839 section 5.1: the fifth field). */
const addressOf = (candidate: string): string | null => candidate.trim().split(/\s+/)[4] ?? null

/**
 * Whether this remote candidate may be tried. Names (mDNS `.local` and any other) are never resolved: an answerer that asks
 * the network about a name it was handed is a probe in the caller's hands.
 */
export function mayTry(candidate: string, reach: Reach): boolean {
  if (candidate.trim() === '') return true
  const address = addressOf(candidate)
  if (address === null || (!isIPv4(address) && !isIPv6(address))) return false
  return reach.kind === 'loopback' ? isLoopback(address) : true
}

const CANDIDATE_LINE = /^a=candidate:/

/** The same SDP without the candidates that may not be tried, and how many those were. */
export function filterSdp(sdp: string, reach: Reach): { readonly sdp: string; readonly dropped: number } {
  const lines = sdp.split(/\r?\n/)
  const kept = lines.filter(line => !CANDIDATE_LINE.test(line) || mayTry(line.slice(2), reach))
  return { sdp: kept.join('\r\n'), dropped: lines.length - kept.length }
}
