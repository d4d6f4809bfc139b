// What the lab needs from the machine, said exactly where it is missing.
// As root on Debian missing programs are installed through the project's own mechanism, scripts/system-libraries.mjs.
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { electronRuntime } from '../../scripts/electron-runtime.mjs'
import { packageApp } from '../../scripts/package.mjs'
import { ensureSystemLibraries } from '../../scripts/system-libraries.mjs'

/** Each program with the Debian package that holds it; scripts/runtime/packages.mjs knows the same. */
export const LAB_TOOLS: Readonly<Record<string, string>> = {
  ip: 'iproute2',
  nft: 'nftables',
  sysctl: 'procps',
  turnserver: 'coturn',
  squid: 'squid',
  certutil: 'libnss3-tools',
  krb5kdc: 'krb5-kdc',
  'kadmin.local': 'krb5-admin-server',
  kinit: 'krb5-user',
  openssl: 'openssl',
  curl: 'curl',
  faketime: 'faketime',
  python3: 'python3',
  Xvfb: 'xvfb',
  xauth: 'xauth',
}

/** What of a machine decides whether the lab can run on it. */
export interface Machine {
  readonly platform: NodeJS.Platform
  readonly isRoot: boolean
  readonly hasTun: boolean
  readonly missingTools: readonly string[]
}

function isThere(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some(folder => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** This machine, as it is now. */
export const thisMachine = (): Machine => ({
  platform: process.platform,
  isRoot: process.getuid?.() === 0,
  hasTun: existsSync('/dev/net/tun'),
  missingTools: Object.keys(LAB_TOOLS).filter(tool => !isThere(tool)),
})

/** Sentences about what is missing, none when the lab can run. */
export function whatIsMissing({ platform, isRoot, hasTun, missingTools }: Machine): string[] {
  if (platform !== 'linux') return ['The lab needs Linux: network namespaces exist nowhere else.']
  const missing: string[] = []
  if (!isRoot) missing.push('The lab needs root, for network namespaces and firewall rules.')
  if (!hasTun) missing.push('The lab needs /dev/net/tun (the tun module of the kernel).')
  if (missingTools.length > 0) {
    const packages = [...new Set(missingTools.map(tool => LAB_TOOLS[tool] ?? tool))]
    missing.push(`The lab needs ${missingTools.join(', ')} (Debian: apt-get install ${packages.join(' ')}).`)
  }
  return missing
}

const ROOT = resolve(import.meta.dirname, '..', '..')

/** The packaged app, and the runtime it is packaged from: absolute paths. */
export interface Programs {
  readonly app: string
  readonly electron: string
}

export type Readiness =
  | ({ readonly kind: 'ready' } & Programs)
  | { readonly kind: 'missing'; readonly sentences: readonly string[] }

async function readyApp(log: (line: string) => void): Promise<Readiness> {
  try {
    const app = process.env.VIADUCT_APP ?? (await packageApp({ root: ROOT, log }))
    if (!existsSync(app)) return { kind: 'missing', sentences: [`There is no packaged app at ${app}.`] }
    const { executable } = await electronRuntime({ log })
    return { kind: 'ready', app: resolve(app), electron: executable }
  } catch (error) {
    return { kind: 'missing', sentences: [`There is no packaged app: ${(error as Error).message}`] }
  }
}

/**
 * Makes the machine ready but for the app: installs programs where that is possible.
 * @returns sentences about what is still missing
 */
export async function makeToolsReady(log: (line: string) => void): Promise<string[]> {
  // A root shell opened without a login may lack them, and `ip netns exec` searches the path.
  process.env.PATH = [process.env.PATH ?? '', '/usr/local/sbin', '/usr/sbin', '/sbin'].join(delimiter)
  const machine = thisMachine()
  const hasOtherReasons = whatIsMissing({ ...machine, missingTools: [] }).length > 0
  if (machine.missingTools.length > 0 && !hasOtherReasons) {
    const tools = [...machine.missingTools]
    await ensureSystemLibraries({ executable: process.execPath, tools, log }).catch((error: Error) =>
      log(error.message),
    )
  }
  return whatIsMissing(thisMachine())
}

/**
 * Makes the machine ready, and packages the app unless VIADUCT_APP names one.
 * @param log progress, not for the table
 */
export async function makeReady(log: (line: string) => void): Promise<Readiness> {
  const sentences = await makeToolsReady(log)
  return sentences.length > 0 ? { kind: 'missing', sentences } : readyApp(log)
}
