/**
 * Owns a folder that lives as long as one test.
 * Must not know what is put there.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

/** A fresh folder, removed when the running test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'viaduct-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
