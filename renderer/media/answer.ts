// Reads an SDP answer just far enough to say that it can never carry a call. Pure; knows no peer.
import type { FailureName } from '../../protocol/catalogue'

interface Section {
  readonly kind: string
  readonly port: number
  readonly lines: readonly string[]
}

/** The media sections of an SDP (RFC 8866, section 5.14): kind, port and the lines below. */
function sectionsOf(sdp: string): readonly Section[] {
  const [, ...bodies] = sdp.split(/^m=/m)
  return bodies.map(body => {
    const [head = '', ...lines] = body.split(/\r?\n/)
    const [kind = '', port = '0'] = head.split(' ')
    return { kind, port: Number.parseInt(port, 10), lines }
  })
}

/** Port 0 rejects a section (RFC 3264, section 6), unless it is bundled into another (RFC 9143). */
const accepted = ({ port, lines }: Section): boolean => port !== 0 || lines.includes('a=bundle-only')

/** The answerer must send: `inactive` and `recvonly` answers stay silent for ever. */
const sends = ({ lines }: Section): boolean => !lines.includes('a=inactive') && !lines.includes('a=recvonly')

/**
 * What is wrong with an answer, or null. Checked before the peer sees it, because a peer that refuses an answer
 * does not say which part it was.
 */
export function flawOf(sdp: string): FailureName | null {
  if (!sdp.startsWith('v=0')) return 'agent_answer_broken'
  const sections = sectionsOf(sdp)
  const audio = sections.find(({ kind }) => kind === 'audio')
  if (audio === undefined || !accepted(audio) || !sends(audio)) return 'agent_answer_without_audio'
  const data = sections.find(({ kind }) => kind === 'application')
  if (data === undefined || !accepted(data)) return 'agent_answer_without_data'
  return null
}
