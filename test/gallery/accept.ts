// `npm run gallery:accept`: takes the pictures that the gallery's screens are held to. `-- NAME...` takes only those whose names begin so.
// A picture that is as it was within the tolerance is left alone, so that git shows only what has changed.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { openGallery } from '../renderer/gallery-page'
import { compare, fileOf, hasFace, openPage, PICTURES, REFERENCES, TOLERATED, take } from './pictures'

if (!hasFace()) throw new Error('The face Inter is not installed: the references are drawn with it.')
const wanted = process.argv.slice(2)
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.some(one => name.startsWith(one))

await mkdir(REFERENCES, { recursive: true })
const gallery = await openGallery()
const changed: string[] = []
try {
  const page = await openPage(gallery)
  for (const picture of PICTURES.filter(({ name }) => isWanted(name))) {
    const taken = await take(page, picture)
    const before = await readFile(fileOf(picture)).catch(() => null)
    if (before !== null && compare(before, taken).share <= TOLERATED) continue
    await writeFile(fileOf(picture), taken)
    changed.push(picture.name)
  }
} finally {
  await gallery.close()
}
const known = new Set(PICTURES.map(picture => basename(fileOf(picture))))
const gone = (await readdir(REFERENCES)).filter(file => !known.has(file))
for (const file of gone) await rm(resolve(REFERENCES, file))
process.stdout.write(`${changed.length} new or changed: ${changed.join(', ')}\n${gone.length} removed\n`)
