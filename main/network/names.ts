// Whether names resolve on this computer at all. Behind some proxies no resolver answers, and Chromium then waits 13 s for one before
// it gives a relay's name to the proxy (measured), though the same relay by its address is reached in a quarter of a second.
import { Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'

/** A resolver that has answered has answered by then: the usual takes a few milliseconds, signaling four round trips. */
export const SILENT_MS = 200

/** @returns `silent` when nothing at all was heard of the resolver; an answer that there is no such name is an answer. */
export async function askResolver(host: string, resolver = new Resolver()): Promise<'answers' | 'silent'> {
  // An address is no name: nobody need be asked, and a call to this computer asks nobody anything.
  if (isIP(host.replace(/^\[|\]$/g, '')) !== 0) return 'answers'
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<'silent'>(settle => {
    timer = setTimeout(settle, SILENT_MS, 'silent')
  })
  // c-ares, not the system's own lookup: that blocks a thread for as long as it waits.
  const answer = resolver.resolve4(host).then(
    () => 'answers' as const,
    () => 'answers' as const,
  )
  const found = await Promise.race([answer, silence])
  clearTimeout(timer)
  resolver.cancel()
  return found
}
