// A proxy that asks who somebody is, in each of the ways: accounts, squid's helper for them, and what the desktop brings along.
// Must not know firewalls, profiles or what is expected.
import { createHash } from 'node:crypto'
import { chmodSync, copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DESK, PROXY } from '../addresses'
import { run } from '../net/shell'
import type { Names } from '../net/topology'
import { startService } from './service'

const SCHEMES = ['basic', 'digest', 'negotiate', 'ntlm'] as const
export type Scheme = (typeof SCHEMES)[number]

export interface Asking {
  /** Lines for squid's configuration. */
  readonly squid: readonly string[]
  /** What the desktop's programs need in their environment. */
  readonly env: NodeJS.ProcessEnv
}

/** The lab has no secrets. */
export const ACCOUNT = { username: 'ada', password: 'over the viaduct' } as const
const REALM = 'Viaduct lab'
const KERBEROS_REALM = 'VIADUCT.TEST'
/** Debian's. */
const HELPERS = '/usr/lib/squid'

const REQUIRED = ['acl known proxy_auth REQUIRED', 'http_access deny !known']
const lines = (scheme: Scheme, program: string, more: readonly string[] = []): readonly string[] => [
  `auth_param ${scheme} program ${program}`,
  `auth_param ${scheme} children 2 startup=1`,
  ...more,
  ...REQUIRED,
]

async function basic(folder: string): Promise<Asking> {
  const file = join(folder, 'accounts-basic')
  const hash = await run('openssl', ['passwd', '-apr1', '-stdin'], `${ACCOUNT.password}\n`)
  writeFileSync(file, `${ACCOUNT.username}:${hash.trim()}\n`)
  const realm = [`auth_param basic realm ${REALM}`]
  return { squid: lines('basic', `${HELPERS}/basic_ncsa_auth ${file}`, realm), env: {} }
}

async function digest(folder: string): Promise<Asking> {
  const file = join(folder, 'accounts-digest')
  const { username, password } = ACCOUNT
  // RFC 7616 section 3.4.2, as squid's helper wants it.
  const secret = createHash('md5').update(`${username}:${REALM}:${password}`).digest('hex')
  writeFileSync(file, `${username}:${REALM}:${secret}\n`)
  const realm = [`auth_param digest realm ${REALM}`]
  return { squid: lines('digest', `${HELPERS}/digest_file_auth -c ${file}`, realm), env: {} }
}

/** By a helper of our own: what squid brings along is refused by Chromium, or needs a domain. */
async function ntlm(folder: string): Promise<Asking> {
  const [program, file] = [join(folder, 'ntlm.py'), join(folder, 'accounts-ntlm')]
  // squid's helpers have given up root, and this folder may be closed to them.
  copyFileSync(fileURLToPath(new URL('./ntlm.py', import.meta.url)), program)
  writeFileSync(file, ACCOUNT.password)
  const helper = `/usr/bin/python3 ${program} LAB ${ACCOUNT.username} ${file}`
  return { squid: lines('ntlm', helper, ['auth_param ntlm keep_alive on']), env: {} }
}

/** The company's domain controller stands where its resolver does. */
async function negotiate(folder: string, names: Names): Promise<Asking> {
  const at = (name: string) => join(folder, `krb5-${name}`)
  const kdc = DESK.eth0.router4
  writeFileSync(
    at('conf'),
    [
      '[libdefaults]',
      `default_realm = ${KERBEROS_REALM}`,
      ...['dns_lookup_kdc = false', 'dns_canonicalize_hostname = false', 'rdns = false'],
      'udp_preference_limit = 1',
      ...['[realms]', `${KERBEROS_REALM} = {`, `kdc = ${kdc}`, '}'],
      ...['[domain_realm]', `.viaduct.test = ${KERBEROS_REALM}`, ''],
    ].join('\n'),
  )
  writeFileSync(
    at('kdc'),
    [
      ...['[kdcdefaults]', `kdc_listen = ${kdc}`, `kdc_tcp_listen = ${kdc}`],
      ...[
        '[realms]',
        `${KERBEROS_REALM} = {`,
        `database_name = ${at('db')}`,
        `key_stash_file = ${at('stash')}`,
        '}',
      ],
      '',
    ].join('\n'),
  )
  const settings = [`KRB5_CONFIG=${at('conf')}`, `KRB5_KDC_PROFILE=${at('kdc')}`]
  const krb5 = (...words: string[]) => run('env', [...settings, ...words])
  await krb5('kdb5_util', '-r', KERBEROS_REALM, 'create', '-s', '-P', 'the lab has no secrets')
  const service = `HTTP/${PROXY.name}`
  for (const query of [
    `addprinc -pw "${ACCOUNT.password}" ${ACCOUNT.username}`,
    `addprinc -randkey ${service}`,
    `ktadd -k ${at('keytab')} ${service}`,
  ])
    await krb5('kadmin.local', '-r', KERBEROS_REALM, '-q', query)
  // squid's helper has given up root.
  chmodSync(at('keytab'), 0o644)
  await startService({
    name: 'krb5kdc',
    namespace: names.fw,
    command: 'env',
    args: [...settings, 'krb5kdc', '-r', KERBEROS_REALM, '-n'],
    ready: /starting/,
    logFile: at('kdc.log'),
  })
  const ticket = `KRB5CCNAME=FILE:${at('ticket')}`
  await run(
    'ip',
    ['netns', 'exec', names.desk, 'env', ...settings, ticket, 'kinit', ACCOUNT.username],
    `${ACCOUNT.password}\n`,
  )
  const helper = `/usr/bin/env KRB5_CONFIG=${at('conf')} ${HELPERS}/negotiate_kerberos_auth -k ${at('keytab')} -s ${service}@${KERBEROS_REALM}`
  return {
    squid: lines('negotiate', helper, ['auth_param negotiate keep_alive on']),
    env: { KRB5_CONFIG: at('conf'), KRB5CCNAME: `FILE:${at('ticket')}` },
  }
}

/** Makes a way of asking ready in one world. */
export function makeAsking(scheme: Scheme, folder: string, names: Names): Promise<Asking> {
  if (scheme === 'basic') return basic(folder)
  if (scheme === 'digest') return digest(folder)
  if (scheme === 'ntlm') return ntlm(folder)
  return negotiate(folder, names)
}
