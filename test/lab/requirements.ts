// What the lab needs from the machine, said exactly where it is missing. Installs Debian packages only through the project's
// own mechanism (scripts/system-libraries.mjs).
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Each program with the Debian package that holds it. */
export const LAB_TOOLS: Readonly<Record<string, string>> = {
  ip: 'iproute2',
  nft: 'nftables',
  sysctl: 'procps',
  turnserver: 'coturn',
  squid: 'squid',
  certutil: 'libnss3-tools',
  openssl: 'openssl',
  python3: 'python3',
}

const SYSTEM_FOLDERS = ['/usr/sbin', '/sbin']

function isThere(program: string): boolean {
  return [...(process.env.PATH ?? '').split(delimiter), ...SYSTEM_FOLDERS].some(folder => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

export const missingTools = (): string[] => Object.keys(LAB_TOOLS).filter(tool => !isThere(tool))

/** Sentences about what is missing, none when the lab can run. */
export function whatIsMissing(app: string | null): string[] {
  if (process.platform !== 'linux') return ['The lab needs Linux: network namespaces exist nowhere else.']
  const missing: string[] = []
  if (process.getuid?.() !== 0) missing.push('The lab needs root, for network namespaces and firewall rules.')
  if (!existsSync('/dev/net/tun')) missing.push('The lab needs /dev/net/tun (the tun module of the kernel).')
  const tools = missingTools()
  if (tools.length > 0) {
    const packages = [...new Set(tools.map(tool => LAB_TOOLS[tool] ?? tool))]
    missing.push(`The lab needs ${tools.join(', ')} (Debian: apt-get install ${packages.join(' ')}).`)
  }
  if (app !== null && !existsSync(app)) missing.push(`There is no packaged app at ${app}: npm run package.`)
  return missing
}
