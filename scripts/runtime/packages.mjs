/**
 * Owns the knowledge of which Debian and Ubuntu packages hold what Electron needs. Pure: text in, names out.
 */

/** All that Electron and keytar need; some of it is loaded late, so that ldd does not list it. */
const ELECTRON_PACKAGES = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libsecret-1-0',
  'libnotify4',
  'libxtst6',
]

/** @type {Record<string, string>} */
const TOOL_PACKAGES = {
  Xvfb: 'xvfb',
  xauth: 'xauth',
  'dbus-run-session': 'dbus',
  'gnome-keyring-daemon': 'gnome-keyring',
  openssl: 'openssl',
  // The firewall lab's (test/lab/requirements.ts names its programs).
  ip: 'iproute2',
  nft: 'nftables',
  sysctl: 'procps',
  turnserver: 'coturn',
  certutil: 'libnss3-tools',
}

/** Libraries Electron links to that none of the packages above pulls in on every release. @type {Record<string, string>} */
const EXTRA_LIBRARIES = {
  'libcups.so.2': 'libcups2',
  'libdrm.so.2': 'libdrm2',
  'libatspi.so.0': 'libatspi2.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libxkbcommon.so.0': 'libxkbcommon0',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXrandr.so.2': 'libxrandr2',
  'libdbus-1.so.3': 'libdbus-1-3',
}

/**
 * Names of the shared libraries that the loader cannot find, from ldd's output (LC_ALL=C).
 * @param {string} lddOutput
 * @returns {string[]}
 */
export function missingSonames(lddOutput) {
  const names = [...lddOutput.matchAll(/^\s*(\S+) => not found\s*$/gm)].map(match => match[1] ?? '')
  return [...new Set(names)]
}

/**
 * The packages to install. All of Electron's at once as soon as one library is missing: a bare machine lacks them all.
 * @param {{ sonames: string[], tools: string[] }} missing
 * @returns {string[]}
 */
export function packagesFor({ sonames, tools }) {
  const libraries = sonames.length === 0 ? [] : ELECTRON_PACKAGES
  const extra = sonames.flatMap(name => EXTRA_LIBRARIES[name] ?? [])
  return [...new Set([...libraries, ...extra, ...tools.map(tool => TOOL_PACKAGES[tool] ?? tool)])]
}

/**
 * The names under which this release carries the packages: since Debian 13 and Ubuntu 24.04 those with 64-bit time end in
 * "t64", and the old name is at best a virtual package that apt-get refuses to install.
 * @param {string[]} names
 * @param {Set<string>} known all package names of the release
 * @returns {string[]}
 */
export const resolvePackageNames = (names, known) =>
  names.map(name => (known.has(`${name}t64`) ? `${name}t64` : name))
