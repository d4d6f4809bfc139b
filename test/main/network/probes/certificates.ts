// Certificates of every kind that a probe may be shown, made by openssl: one authority, and leaves that it signs.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Pair {
  readonly key: string
  readonly cert: string
}
export interface Authority {
  readonly cert: string
  /** A leaf for these names (`DNS:localhost`, `IP:127.0.0.1`), from so many days from now until so many. */
  sign(names?: string, fromDays?: number, toDays?: number): Pair
}

const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
const openssl = (cwd: string, ...args: string[]): void =>
  void execFileSync('openssl', args, { cwd, stdio: ['ignore', 'ignore', 'ignore'] })

const DAY_MS = 86_400_000
/** As `openssl ca` reads it: YYYYMMDDHHMMSSZ. */
const stamp = (days: number): string =>
  `${new Date(Date.now() + days * DAY_MS).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`

const CONFIG = `[ca]
default_ca=own
[own]
database=index
serial=serial
new_certs_dir=.
certificate=ca.pem
private_key=ca.key
default_md=sha256
policy=any
unique_subject=no
copy_extensions=copy
[any]
commonName=supplied
`

/** @param subject `/O=Example/CN=Example Root` */
export function makeAuthority(subject: string): Authority {
  const folder = mkdtempSync(join(tmpdir(), 'viaduct-certificates-'))
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  openssl(
    folder,
    'req',
    '-x509',
    ...EC,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '2',
    '-subj',
    subject,
  )
  writeFileSync(join(folder, 'config'), CONFIG)
  writeFileSync(join(folder, 'index'), '')
  writeFileSync(join(folder, 'serial'), '01\n')
  let made = 0
  return {
    cert: read('ca.pem'),
    sign: (names = 'DNS:localhost,IP:127.0.0.1', fromDays = -1, toDays = 2) => {
      made += 1
      const [key, request, leaf] = [`${made}.key`, `${made}.csr`, `${made}.pem`]
      const subjectAltName = ['-addext', `subjectAltName=${names}`]
      openssl(folder, 'req', ...EC, '-keyout', key, '-out', request, '-subj', '/CN=leaf', ...subjectAltName)
      openssl(folder, ...['ca', '-batch', '-notext', '-config', 'config', '-in', request, '-out', leaf],
        ...['-startdate', stamp(fromDays), '-enddate', stamp(toDays)]) // biome-ignore format: one command
      return { key: read(key), cert: read(leaf) + read('ca.pem') }
    },
  }
}
