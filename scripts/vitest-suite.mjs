/**
 * Owns running one vitest configuration and counting what it did, truthfully: a file that cannot be loaded is a failure.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** `failures`: what failed, a line each, to be said again where the log ends. */
/** @typedef {{ passed: number, failed: number, skipped?: number, failures?: string[] }} Counts */
/** @typedef {{ status: string, fullName?: string, failureMessages?: string[] }} Assertion */
/** @typedef {{ status: string, name?: string, message?: string, assertionResults: Assertion[] }} FileResult */

/**
 * Counts from vitest's JSON report.
 * @param {unknown} report parsed JSON, or null when vitest wrote none
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countsOf(report, exitCode) {
  const {
    numPassedTests = 0,
    numFailedTests = 0,
    numPendingTests = 0,
    numTodoTests = 0,
    testResults = [],
  } = /** @type {{ numPassedTests?: number, numFailedTests?: number, numPendingTests?: number, numTodoTests?: number, testResults?: FileResult[] }} */ (
    report ?? {}
  )
  const brokenFiles = testResults.filter(
    file => file.status === 'failed' && !file.assertionResults.some(test => test.status === 'failed'),
  ).length
  const failed = numFailedTests + brokenFiles
  // An exit status that no count explains (unhandled error, no tests found) is one failure more, never a pass.
  return {
    passed: numPassedTests,
    failed: exitCode !== 0 ? Math.max(1, failed) : failed,
    skipped: numPendingTests + numTodoTests,
    failures:
      exitCode !== 0 && failed === 0
        ? ['nothing failed by name, yet the run did: an error outside every test, or no report']
        : testResults.flatMap(failuresIn),
  }
}

/** Enough to tell what broke from the end of a log alone: what failed, and how its first message begins. */
const MESSAGE_CHARS = 300

/**
 * @param {FileResult} file
 * @returns {string[]}
 */
function failuresIn({ status, name = 'a file', message = '', assertionResults }) {
  const where = name.replace(/^.*?\/test\//, 'test/')
  const line = (/** @type {string} */ what, /** @type {string} */ why) =>
    `${where}: ${what}: ${why.replace(/\s+/g, ' ').slice(0, MESSAGE_CHARS)}`
  const failed = assertionResults.filter(test => test.status === 'failed')
  if (failed.length === 0) return status === 'failed' ? [line('could not run', message)] : []
  return failed.map(test => line(test.fullName ?? 'a test', test.failureMessages?.[0] ?? ''))
}

/**
 * Runs vitest; its own report goes to the terminal as it comes.
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.name also the report's file name
 * @param {string[]} options.args
 * @param {NodeJS.ProcessEnv} [options.env]
 * @returns {Promise<Counts>}
 */
export async function runVitest({ root, name, args, env = process.env }) {
  const folder = path.join(root, 'test-results')
  const file = path.join(folder, `${name}.json`)
  mkdirSync(folder, { recursive: true })
  rmSync(file, { force: true })
  const tool = path.dirname(createRequire(path.join(root, 'package.json')).resolve('vitest/package.json'))
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const command = [path.join(tool, 'vitest.mjs'), 'run', ...args, ...reporters]
  const exitCode = await new Promise(resolve => {
    const child = spawn(process.execPath, command, { cwd: root, env, stdio: 'inherit' })
    child.on('error', () => resolve(1))
    child.on('close', code => resolve(code ?? 1))
  })
  return countsOf(readReport(file), exitCode)
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
