// Answers an offer in text only: well formed, acceptable to a browser, leading to nobody.

export interface FakeAnswer {
  readonly audio: 'accepted' | 'rejected' | 'missing'
  readonly data: 'accepted' | 'rejected'
}

const FINGERPRINT = Array.from({ length: 32 }, (_, index) => (index + 16).toString(16).toUpperCase()).join(
  ':',
)

const transport = (mid: string): string[] => [
  'c=IN IP4 0.0.0.0',
  'a=ice-ufrag:fake',
  'a=ice-pwd:fakefakefakefakefakefake',
  `a=fingerprint:sha-256 ${FINGERPRINT}`,
  'a=setup:active',
  `a=mid:${mid}`,
]

const rejected = (media: string, mid: string): string[] => [
  `m=${media}`,
  'c=IN IP4 0.0.0.0',
  'a=inactive',
  `a=mid:${mid}`,
]

function audioSection(mid: string, payloadType: string, audio: FakeAnswer['audio']): string[] {
  if (audio === 'rejected') return rejected(`audio 0 UDP/TLS/RTP/SAVPF ${payloadType}`, mid)
  return [
    `m=audio 9 UDP/TLS/RTP/SAVPF ${payloadType}`,
    ...transport(mid),
    'a=sendrecv',
    'a=rtcp-mux',
    `a=rtpmap:${payloadType} opus/48000/2`,
    'a=ssrc:4711 cname:fake',
  ]
}

function dataSection(mid: string, data: FakeAnswer['data']): string[] {
  if (data === 'rejected') return rejected('application 0 UDP/DTLS/SCTP webrtc-datachannel', mid)
  return ['m=application 9 UDP/DTLS/SCTP webrtc-datachannel', ...transport(mid), 'a=sctp-port:5000']
}

/** The answer to this offer; its sections keep the offer's order and names. */
export function fakeAnswer(offer: string, like: FakeAnswer): string {
  const payloadType = /a=rtpmap:(\d+) opus/i.exec(offer)?.[1] ?? '111'
  const sections = offer.split(/(?=^m=)/m).filter(section => section.startsWith('m='))
  const bundled: string[] = []
  const answered = sections.flatMap(section => {
    const mid = /^a=mid:(\S+)/m.exec(section)?.[1] ?? '0'
    const isAudio = section.startsWith('m=audio')
    if (isAudio && like.audio === 'missing') return []
    if ((isAudio ? like.audio : like.data) === 'accepted') bundled.push(mid)
    return isAudio ? audioSection(mid, payloadType, like.audio) : dataSection(mid, like.data)
  })
  const head = ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 't=0 0', `a=group:BUNDLE ${bundled.join(' ')}`]
  return `${[...head, ...answered].join('\r\n')}\r\n`
}
