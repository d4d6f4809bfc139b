// The lab's own certificate authority: one root per lab, one certificate for every name and address in it, and a home folder
// whose NSS store trusts the root, because that is where Chromium on Linux looks.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NAMES } from '../addresses'
import { run } from '../net/shell'

/** A private key and the chain that it belongs to, PEM files. */
export interface KeyPair {
  readonly keyFile: string
  readonly certFile: string
}

export interface Certificates extends KeyPair {
  /** The root that the lab's desktops trust. */
  readonly rootFile: string
  readonly rootKeyFile: string
  /** To be copied for each call: it holds nothing but the trusted root. */
  readonly home: string
}

/** Every name and address of the lab, as a certificate's subject alternative names. */
export const subjectAltNames = (): string =>
  Object.entries(NAMES)
    .flatMap(([name, { v4, v6 }]) => [`DNS:${name}`, `IP:${v4}`, `IP:${v6}`])
    .join(',')

export const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']

/** Makes root, certificate and home inside `folder`. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  const at = (name: string) => join(folder, name)
  const [caKey, ca, keyFile, request, leaf, certFile] = [
    at('ca.key'),
    at('ca.pem'),
    at('lab.key'),
    at('lab.csr'),
    at('leaf.pem'),
    at('lab.pem'),
  ]
  await run('openssl', [
    ...['req', '-x509', ...EC, '-keyout', caKey, '-out', ca, '-days', '2', '-subj', '/CN=Viaduct lab'],
    ...['-addext', 'keyUsage=critical,keyCertSign'],
  ])
  await run('openssl', ['req', ...EC, '-keyout', keyFile, '-out', request, '-subj', '/CN=viaduct.test'])
  writeFileSync(at('san'), `subjectAltName=${subjectAltNames()}\nextendedKeyUsage=serverAuth\n`)
  await run('openssl', [
    ...['x509', '-req', '-in', request, '-CA', ca, '-CAkey', caKey, '-CAcreateserial', '-out', leaf],
    ...['-days', '2', '-extfile', at('san')],
  ])
  writeFileSync(certFile, (await run('cat', [leaf, ca])) as string)
  const home = at('home')
  const store = join(home, '.pki', 'nssdb')
  mkdirSync(store, { recursive: true })
  await run('certutil', ['-d', `sql:${store}`, '-N', '--empty-password'])
  await run('certutil', ['-d', `sql:${store}`, '-A', '-t', 'C,,', '-n', 'Viaduct lab', '-i', ca])
  return { keyFile, certFile, rootFile: ca, rootKeyFile: caKey, home }
}
