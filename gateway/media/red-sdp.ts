// RED in offer and answer, kept from werift: werift would take packets apart by itself, and throws on some that are broken.
// It carries them under another name, unread. Pure: texts in, texts out.

/** What werift is told: a codec that it has never heard of. */
export const HIDDEN_RED = 'x-red'
/** RED over Opus, as Chromium offers it (RFC 2198, RFC 7587). */
const RED = /^a=rtpmap:(\d+) red\/48000\/2\r?$/m
const OPUS = /^a=rtpmap:(\d+) opus\/48000\/2\r?$/im

export interface Hidden {
  readonly sdp: string
  /** Its payload type, and whether the offer prefers it to Opus; null: it was not offered. */
  readonly red: { readonly payloadType: number; readonly isPreferred: boolean } | null
}

/** The payload types of the audio section, in the order of preference. */
const typesOf = (sdp: string): readonly string[] =>
  /^m=audio \d+ \S+ ([\d ]+)/m.exec(sdp)?.[1]?.trim().split(' ') ?? []

export function hideRed(offer: string): Hidden {
  const red = RED.exec(offer)?.[1]
  const opus = OPUS.exec(offer)?.[1]
  if (red === undefined || opus === undefined) return { sdp: offer, red: null }
  const types = typesOf(offer)
  const sdp = offer.replace(`a=rtpmap:${red} red/`, `a=rtpmap:${red} ${HIDDEN_RED}/`)
  return { sdp, red: { payloadType: Number(red), isPreferred: types.indexOf(red) < types.indexOf(opus) } }
}

/** The answer as the client shall read it: what it prefers comes first, for that is what it sends. */
export function showRed(answer: string, { red }: Hidden): string {
  if (red === null) return answer
  const type = `${red.payloadType}`
  const shown = answer.replace(`a=rtpmap:${type} ${HIDDEN_RED}/`, `a=rtpmap:${type} red/`)
  if (!red.isPreferred) return shown
  return shown.replace(/^(m=audio \d+ \S+) ([\d ]+)/m, (_, head: string, types: string) => {
    const others = types.split(' ').filter(other => other !== type)
    return `${head} ${[type, ...others].join(' ')}`
  })
}
