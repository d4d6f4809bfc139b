/**
 * Owns fetching one pinned package as a file through the ordinary npm client, with the user's own configuration
 * (registry, proxy, credentials, certificates). So no registry is named here.
 */
import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { run } from './child.mjs'

/** A company registry may fetch the whole file itself before it sends the first byte. */
const STALL_MS = 180_000

/**
 * How to start npm: the very client that runs this script, if one does.
 * @param {NodeJS.ProcessEnv} env
 * @returns {[string, ...string[]]}
 */
export function npmCommand(env) {
  const client = env.npm_execpath
  return client && /npm-cli\.c?js$/.test(client) ? [process.execPath, client] : ['npm']
}

/**
 * Bytes npm has received since `since`: npm shows no progress itself, but writes into its cache's tmp folder.
 * @param {string} folder
 * @param {number} since ms since the epoch
 */
function bytesSince(folder, since) {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => statSync(path.join(folder, entry.name), { throwIfNoEntry: false }))
      .reduce((most, stat) => (stat && stat.mtimeMs >= since ? Math.max(most, stat.size) : most), 0)
  } catch {
    return 0
  }
}

/** @param {string} output */
function reasonIn(output) {
  const lines = output
    .split('\n')
    .filter(line => /^npm (ERR!|error)/.test(line) && !/complete log/i.test(line))
  return lines.slice(0, 4).join('\n') || 'npm gave no reason'
}

/**
 * Fetches a package's tarball into a folder.
 * @param {string} spec name@version
 * @param {string} folder
 * @param {{ onBytes: (bytes: number) => void, env?: NodeJS.ProcessEnv, cwd?: string }} options
 * @returns {Promise<string>} the tarball's path, whatever npm called it
 */
export async function npmPack(spec, folder, { onBytes, env = process.env, cwd = process.cwd() }) {
  const [npm, ...first] = npmCommand(env)
  const npmCache = (await run(npm, [...first, 'config', 'get', 'cache'], { env, cwd })).stdout.trim()
  const started = Date.now()
  const args = [...first, 'pack', spec, '--pack-destination', folder, '--ignore-scripts', '--json']
  const { code, output, stalledMs } = await run(npm, args, {
    env,
    cwd,
    measure: () =>
      Math.max(bytesSince(path.join(npmCache, '_cacache', 'tmp'), started), bytesSince(folder, started)),
    onBytes,
    maxSilenceMs: () => STALL_MS,
  })
  if (stalledMs !== null)
    throw new Error(
      `npm fetched nothing of ${spec} for ${Math.round(stalledMs / 1000)} s, so it was ended. Run the command again.`,
    )
  const tarball = readdirSync(folder).find(name => name.endsWith('.tgz'))
  if (code !== 0 || !tarball) throw new Error(`npm could not fetch ${spec}:\n${reasonIn(output)}`)
  return path.join(folder, tarball)
}
