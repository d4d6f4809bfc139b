/** Unpacking an archive: what is kept, and that nothing ever lands outside the target. */
import { existsSync, lstatSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { unzip } from '../../scripts/runtime/unzip.mjs'
import { temporaryFolder } from './temporary-folder'
import { type ZipEntry, zipOf } from './zip-fixture'

const everything = (name: string) => name

async function unpack(entries: readonly ZipEntry[], place: (name: string) => string | null = everything) {
  const folder = temporaryFolder()
  const file = path.join(folder, 'archive.zip')
  const target = path.join(folder, 'target')
  writeFileSync(file, zipOf(entries))
  const outcome = await unzip(file, target, place).then(
    count => ({ count, error: null }),
    (error: Error) => ({ count: 0, error: error.message }),
  )
  return { folder, target, ...outcome }
}

describe('unzip', () => {
  it('keeps contents, executable modes and symbolic links', async () => {
    const { target, error } = await unpack([
      { name: 'bin/tool', content: 'run me', mode: 0o100755 },
      { name: 'bin/link', content: 'tool', mode: 0o120777 },
    ])
    expect(error).toBeNull()
    expect(readFileSync(path.join(target, 'bin/tool'), 'utf8')).toBe('run me')
    expect(statSync(path.join(target, 'bin/tool')).mode & 0o777).toBe(0o755)
    expect(lstatSync(path.join(target, 'bin/link')).isSymbolicLink()).toBe(true)
    expect(readlinkSync(path.join(target, 'bin/link'))).toBe('tool')
  })

  it('renames and leaves out entries as the caller says', async () => {
    const { target, count } = await unpack([{ name: 'a/x' }, { name: 'b/y' }], name =>
      name === 'a/x' ? 'renamed' : null,
    )
    expect(count).toBe(1)
    expect(existsSync(path.join(target, 'renamed'))).toBe(true)
    expect(existsSync(path.join(target, 'b'))).toBe(false)
  })

  it.each(['../evil', 'good/../../evil', '/tmp/viaduct-evil', 'good\\..\\..\\evil'])(
    'refuses the entry %j',
    async name => {
      const { folder, error } = await unpack([{ name, content: 'gotcha' }])
      expect(error).not.toBeNull()
      expect(existsSync(path.join(folder, 'evil'))).toBe(false)
      expect(existsSync('/tmp/viaduct-evil')).toBe(false)
    },
  )

  it('refuses a harmless entry that the caller would place outside', async () => {
    const { folder, error } = await unpack([{ name: 'good', content: 'x' }], () => '../evil')
    expect(error).toMatch(/outside its folder/)
    expect(existsSync(path.join(folder, 'evil'))).toBe(false)
  })

  it.each(['/etc', '..', 'down/../..'])('refuses a link to %j', async link => {
    const { target, error } = await unpack([{ name: 'sub/link', content: link, mode: 0o120777 }])
    expect(error).toMatch(/link that leads outside/)
    expect(existsSync(path.join(target, 'sub/link'))).toBe(false)
  })

  it('never writes through a link that an earlier entry made', async () => {
    const { error } = await unpack([
      { name: 'file', content: 'first' },
      { name: 'link', content: 'file', mode: 0o120777 },
      { name: 'link', content: 'second' },
    ])
    expect(error).toMatch(/EEXIST/)
  })
})
