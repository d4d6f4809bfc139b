// A link or an address, read as what it names. Hostile until proven plain: one strict grammar, no escapes, no credentials, no parameters.
// Must not know who can be called, nor dial.
import { LINK_CHARS_MAX } from '../../protocol/link'
import { gatewayUrl } from '../../protocol/policy/agents'

export type Link =
  /** An agent of the directory. */
  | { readonly kind: 'agent'; readonly agentId: string }
  /** `url` as the URL standard writes it; `agent`: who is asked for there. */
  | { readonly kind: 'address'; readonly url: string; readonly agent: string }
  /** Digits, with the `+` of an international number. */
  | { readonly kind: 'number'; readonly number: string }
  | { readonly kind: 'refused'; readonly why: 'malformed' | 'insecure' }

/** Who answers at every gateway of Viaduct. */
const ANYBODY = 'test-agent'

const MALFORMED: Link = { kind: 'refused', why: 'malformed' }

const AGENT = '[a-z0-9][a-z0-9-]{0,62}'
/** As browsers hand it on: with or without the slash that they add. */
const CALL = new RegExp(`^viaduct:(?://call/)?(${AGENT})/?$`)
/** Host, port, a path of plain letters, and after # who is asked for. No user, no query, no percent: nothing means two things. */
const ADDRESS =
  /^(wss?:\/\/(?:[a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?(?:\/[a-z0-9._~/-]*)?)(?:#([a-z0-9-]*))?$/i
const ASKED_FOR = new RegExp(`^${AGENT}$`)
/** RFC 3966, without parameters; its visual separators mean nothing. */
const NUMBER = /^tel:(\+?)([\d().-]{2,40})$/i
const DIGITS = /^\d{2,15}$/

function addressOf(text: string): Link {
  const [, written = '', agent = ANYBODY] = ADDRESS.exec(text) ?? []
  if (!URL.canParse(written) || !ASKED_FOR.test(agent)) return MALFORMED
  const { href, username, password } = new URL(written)
  if (username !== '' || password !== '') return MALFORMED
  return gatewayUrl.safeParse(href).success
    ? { kind: 'address', url: href, agent }
    : { kind: 'refused', why: 'insecure' }
}

/** Reads `viaduct:AGENT`, `viaduct://call/AGENT`, `viaduct:wss://...`, `wss://...` and `tel:NUMBER`. Never throws. */
export function parseLink(text: string): Link {
  if (text.length > LINK_CHARS_MAX) return MALFORMED
  const [, plus = '', spoken] = NUMBER.exec(text) ?? []
  if (spoken !== undefined) {
    const digits = spoken.replace(/\D/g, '')
    return DIGITS.test(digits) ? { kind: 'number', number: plus + digits } : MALFORMED
  }
  const lower = text.replace(/^viaduct:/i, 'viaduct:')
  const agentId = CALL.exec(lower)?.[1]
  if (agentId !== undefined) return { kind: 'agent', agentId }
  return addressOf(lower.replace(/^viaduct:/, ''))
}

/** The address as an agent's id: what is dialed again from the history. `parseLink` reads it as it was. */
export const addressId = ({ url, agent }: Extract<Link, { kind: 'address' }>): string =>
  agent === ANYBODY ? url : `${url}#${agent}`
