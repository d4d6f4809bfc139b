// What the page is served with: its own style is allowed by its hash, whatever stands in it, and no other.
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { headersFor } from '../../main/window/headers'

const policyOf = (page: string | null): string => headersFor(page)['Content-Security-Policy'] ?? ''
const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

test('a style that stands in the page is allowed as it stands there, also one with a comparison in it', () => {
  const styles = ['.win{display:grid}', '@media (width<=559px){.win{display:block}}\n.a > .b{}']
  const page = `<!doctype html>${styles.map(style => `<style>${style}</style>`).join('<p>')}`
  for (const style of styles) expect(policyOf(page)).toContain(hash(style))
  expect(policyOf(page).match(/sha256-/g)).toHaveLength(2)
})

test('a page without one, and what is no page, allow none', () => {
  for (const page of ['<!doctype html><p>text', null]) {
    expect(policyOf(page)).toContain("style-src 'self';")
    expect(policyOf(page)).not.toContain('unsafe')
  }
})
