/**
 * `npm run check`: every static check, in parallel. Owns the list of checks and how their results read.
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { run } from './runtime/child.mjs'

const ROOMS = ['protocol', 'main', 'preload', 'renderer', 'gateway', 'scripts', 'test']

/** @typedef {{ name: string, tool: string, args: string[] }} Check */

/**
 * The checks; a tool is a name in node_modules/.bin.
 * @param {string} root
 * @returns {Check[]}
 */
function checks(root) {
  const rooms = ROOMS.filter(room => existsSync(path.join(root, room)))
  const types = (/** @type {string} */ project) => ({
    name: `types (${project})`,
    tool: 'tsc',
    // Only what an edit can have changed is checked again; a clean clone has no memory and checks everything.
    args: [
      '-p',
      `tsconfig.${project}.json`,
      '--incremental',
      '--tsBuildInfoFile',
      `.cache/types-${project}.tsbuildinfo`,
    ],
  })
  return [
    types('node'),
    types('dom'),
    types('pure'),
    { name: 'format and lint (biome)', tool: 'biome', args: ['check', '--diagnostic-level=error', '.'] },
    {
      name: 'import table (depcruise)',
      tool: 'depcruise',
      args: ['--config', '.dependency-cruiser.mjs', ...rooms],
    },
    { name: 'nothing unused (knip)', tool: 'knip', args: ['--no-progress'] },
  ]
}

/**
 * Runs all checks at once; prints a line for each and the output of those that failed.
 * @param {object} options
 * @param {string} options.root
 * @param {(line: string) => void} options.log
 * @param {Check[]} [options.list]
 * @param {typeof run} [options.runProgram]
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks({ root, log, list = checks(root), runProgram = run }) {
  const env = { ...process.env, NO_COLOR: '1' }
  const results = await Promise.all(
    list.map(async ({ name, tool, args }) => {
      const startedMs = Date.now()
      const { code, output } = await runProgram(path.join(root, 'node_modules', '.bin', tool), args, {
        cwd: root,
        env,
      })
      const isOk = code === 0
      log(`${isOk ? 'ok    ' : 'failed'} ${name} ${Date.now() - startedMs} ms`)
      return { name, isOk, output }
    }),
  )
  const failures = results.filter(result => !result.isOk)
  for (const { name, output } of failures) log(`\n--- ${name}\n${output.trim()}`)
  return { passed: results.length - failures.length, failed: failures.length }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { failed } = await runChecks({
    root: path.resolve(import.meta.dirname, '..'),
    log: line => console.log(line),
  })
  process.exitCode = failed > 0 ? 1 : 0
}
