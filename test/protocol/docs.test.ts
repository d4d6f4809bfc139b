// docs/protocol.md and docs/policy.md name what the schemas hold, once they are written.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { policySchema } from '../../protocol/policy'
import { FRAME_BYTES_MAX, SUBPROTOCOL } from '../../protocol/signaling'
import { ROOT } from '../architecture/sources'
import { CLIENT_MESSAGES, GATEWAY_MESSAGES } from './messages'

const page = (name: string): string => readFileSync(join(ROOT, 'docs', name), 'utf8')
const written = (name: string): boolean => existsSync(join(ROOT, 'docs', name))
const unnamed = (text: string, names: readonly string[]): readonly string[] =>
  names.filter(name => !text.includes(`\`${name}\``) && !text.includes(`"${name}"`))

describe.runIf(written('protocol.md'))('docs/protocol.md', () => {
  test('names every message, the subprotocol and the frame limit', () => {
    const types = [...CLIENT_MESSAGES, ...GATEWAY_MESSAGES].map(({ type }) => type)
    expect(unnamed(page('protocol.md'), types)).toEqual([])
    expect(page('protocol.md')).toContain(SUBPROTOCOL)
    expect(page('protocol.md')).toMatch(
      new RegExp(`${FRAME_BYTES_MAX / 1024}\\s?(KiB|kB|KB)|${FRAME_BYTES_MAX}`),
    )
  })
})

describe.runIf(written('policy.md'))('docs/policy.md', () => {
  test('names every key', () => {
    expect(unnamed(page('policy.md'), Object.keys(policySchema.shape))).toEqual([])
  })
})

test('a page that leaves something out is found', () => {
  expect(unnamed('only `hello` and `ping`', ['hello', 'ping', 'pong'])).toEqual(['pong'])
})
