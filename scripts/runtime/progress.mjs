/**
 * Owns how a long download looks on standard error: a bar on a terminal, a line each 10 % elsewhere.
 * Must not know what is downloaded.
 */
const BAR_WIDTH = 30
const MEGABYTE = 1_000_000

/**
 * @typedef {object} Progress
 * @property {string} label
 * @property {number} doneBytes
 * @property {number | null} totalBytes null when unknown
 */

/**
 * @param {Progress} progress
 * @returns {string}
 */
function barText({ label, doneBytes, totalBytes }) {
  const done = Math.round(doneBytes / MEGABYTE)
  if (totalBytes === null) return `${label} ${done} MB`
  const share = Math.min(1, doneBytes / totalBytes)
  const full = Math.round(share * BAR_WIDTH)
  const bar = '#'.repeat(full) + '.'.repeat(BAR_WIDTH - full)
  return `${label} [${bar}] ${Math.floor(share * 100)} % of ${Math.round(totalBytes / MEGABYTE)} MB`
}

/**
 * A listener for progress that writes to a stream.
 * @param {{ isTTY?: boolean, write: (text: string) => unknown }} stream
 * @returns {(progress: Progress) => void}
 */
export function progressPrinter(stream = process.stderr) {
  let lastStep = -1
  return progress => {
    const { doneBytes, totalBytes } = progress
    const finished = totalBytes !== null && doneBytes >= totalBytes
    if (stream.isTTY) {
      stream.write(`\r\u001b[K${barText(progress)}${finished ? '\n' : ''}`)
      return
    }
    // Without a known total a step is 10 MB.
    const step = Math.floor(totalBytes === null ? doneBytes / (10 * MEGABYTE) : (doneBytes / totalBytes) * 10)
    if (step === lastStep) return
    lastStep = step
    const amount =
      totalBytes === null ? `${Math.round(doneBytes / MEGABYTE)} MB` : `${Math.min(10, step) * 10} %`
    stream.write(`${progress.label} ${amount}\n`)
  }
}
