/**
 * Owns the lock that keeps two fetches from downloading the same thing twice.
 * An economy, not a guarantee: the atomic rename of the result is what keeps the cache whole.
 */
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 300
/** Well above the slowest fetch: 200 MB at 1 Mbit/s take 27 minutes. */
const LONGEST_FETCH_MS = 60 * 60 * 1000

/** @param {string} file */
function holderOf(file) {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** @param {string} file @param {number} holder 0 when it let go meanwhile */
function isAbandoned(file, holder) {
  if (holder !== 0 && !isAlive(holder)) return true
  // The number may belong to another program by now, or to another container that shares the home folder.
  const takenMs = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
  return Date.now() - takenMs > LONGEST_FETCH_MS
}

/**
 * Takes the lock, or returns the pid that holds it. A link appears with its content, so nobody reads an empty lock.
 * @param {string} file
 * @returns {number | null} null when taken
 */
function tryTake(file) {
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, String(process.pid))
  try {
    linkSync(mine, file)
    return null
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    // A file system without hard links: go on without a lock.
    return isTaken ? (holderOf(file) ?? 0) : null
  } finally {
    rmSync(mine, { force: true })
  }
}

/**
 * Runs `work` while holding the lock file; waits while a live process holds it, takes over from a dead one.
 * @template T
 * @param {string} file
 * @param {{ log: (line: string) => void, work: () => Promise<T> }} options
 * @returns {Promise<T>}
 */
export async function withLock(file, { log, work }) {
  mkdirSync(path.dirname(file), { recursive: true })
  let told = false
  for (let holder = tryTake(file); holder !== null; holder = tryTake(file)) {
    if (isAbandoned(file, holder)) rmSync(file, { force: true })
    else {
      if (!told) log(`another Viaduct command (process ${holder}) is fetching Electron; waiting for it`)
      told = true
      await sleep(POLL_MS)
    }
  }
  const release = () => rmSync(file, { force: true })
  process.on('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}
