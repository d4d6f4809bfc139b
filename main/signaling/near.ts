// Whether a gateway stands on this computer or inside its network, as far as its address tells. Pure.

/** RFC 1918, RFC 6598, RFC 3927 and RFC 1122 for IPv4; RFC 4193, RFC 4291 section 2.5 for IPv6. */
const PRIVATE =
  /^(127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|\[(::1\]|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:))/i

/** Names that no public resolver answers: without a dot (RFC 8021), and those set aside for use inside (RFC 6762, appendix G). */
const INSIDE = /^[^.[\]]+$|\.(local|internal|intranet|lan|home|corp|private)$/i

/** @param url a gateway's address */
export function nearness(url: string): 'near' | 'far' {
  const { hostname } = new URL(url)
  return PRIVATE.test(hostname) || INSIDE.test(hostname) ? 'near' : 'far'
}
