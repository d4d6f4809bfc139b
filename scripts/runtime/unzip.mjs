/**
 * Owns unpacking a zip file safely: entry by entry as streams, modes and symbolic links kept, nothing outside the target.
 * Must not know what the zip is for; the caller says where each entry goes.
 */
import { createWriteStream } from 'node:fs'
import { mkdir, symlink } from 'node:fs/promises'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import yauzl from 'yauzl'

/** File type bits of a Unix mode (stat(2)): mask and symbolic link. */
const S_IFMT = 0o170000
const S_IFLNK = 0o120000

/**
 * The absolute path for an entry, refusing any that would land outside the target ("zip slip").
 * @param {string} target
 * @param {string} name
 * @returns {string}
 */
function safeJoin(target, name) {
  const root = path.resolve(target)
  const full = path.resolve(root, name)
  const inside = full === root || full.startsWith(root + path.sep)
  if (!inside || path.isAbsolute(name) || name.includes('\\') || name.includes('\0'))
    throw new Error(`The archive tries to write outside its folder (${JSON.stringify(name)}); refused.`)
  return full
}

/**
 * A link's target, if it can only point downwards: two links with ".." can together lead outside.
 * @param {string} name
 * @param {string} link
 * @returns {string}
 */
function safeLink(name, link) {
  if (path.isAbsolute(link) || link.split('/').includes('..'))
    throw new Error(
      `The archive holds a link that leads outside its folder (${JSON.stringify(name)}); refused.`,
    )
  return link
}

/**
 * Unpacks a zip file.
 * @param {string} zipFile
 * @param {string} target
 * @param {(name: string) => string | null} place new name of an entry relative to the target; null leaves it out
 * @returns {Promise<number>} how many entries were written
 */
export async function unzip(zipFile, target, place) {
  // Names are checked here, by safeJoin, for both their old and new form; yauzl checks the old one as well.
  const zip = await yauzl.openPromise(zipFile)
  let written = 0
  try {
    for await (const entry of zip.eachEntry()) {
      safeJoin(target, entry.fileName)
      const name = place(entry.fileName)
      if (name === null) continue
      await writeEntry(zip, entry, { target, name })
      written += 1
    }
  } finally {
    zip.close()
  }
  return written
}

/**
 * @param {import('yauzl').ZipFile} zip
 * @param {import('yauzl').Entry} entry
 * @param {{ target: string, name: string }} destination
 */
async function writeEntry(zip, entry, { target, name }) {
  const file = safeJoin(target, name)
  const mode = entry.externalFileAttributes >>> 16
  if (entry.fileName.endsWith('/')) {
    await mkdir(file, { recursive: true })
    return
  }
  await mkdir(path.dirname(file), { recursive: true })
  const stream = await zip.openReadStreamPromise(entry)
  if ((mode & S_IFMT) === S_IFLNK) {
    await symlink(safeLink(name, await text(stream)), file)
    return
  }
  // "wx": an entry never replaces or follows what an earlier entry made.
  await pipeline(stream, createWriteStream(file, { flags: 'wx', mode: mode & 0o777 || 0o644 }))
}
