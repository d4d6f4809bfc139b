// What every command of the lab does first: tools and packaged app at hand, a clean machine, and a root certificate.
import { cleanUpAtExit, makeFolder, removeLeftovers } from './net/house'
import { makeReady, makeToolsReady, type Programs } from './requirements'
import { type Certificates, makeCertificates } from './services/certificates'

export type Opened =
  | { readonly kind: 'ready'; readonly programs: Programs; readonly certificates: Certificates }
  | { readonly kind: 'missing'; readonly sentences: readonly string[] }

const log = (line: string): void => console.error(`lab: ${line}`)

async function clean(): Promise<Certificates> {
  cleanUpAtExit()
  const left = removeLeftovers()
  if (left > 0) log(`removed ${left} namespaces of a lab that was killed`)
  return makeCertificates(makeFolder())
}

/** Opens the lab for this process; whatever it makes is removed when the process ends. */
export async function openLab(): Promise<Opened> {
  const readiness = await makeReady(log)
  if (readiness.kind === 'missing') return readiness
  const { app, electron } = readiness
  return { kind: 'ready', programs: { app, electron }, certificates: await clean() }
}

/** Opens the lab for worlds in which nobody calls. */
export async function openWithoutApp(): Promise<
  { readonly kind: 'tools'; readonly certificates: Certificates } | Extract<Opened, { kind: 'missing' }>
> {
  const sentences = await makeToolsReady(log)
  return sentences.length > 0
    ? { kind: 'missing', sentences }
    : { kind: 'tools', certificates: await clean() }
}
