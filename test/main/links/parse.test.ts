// Links and addresses as anybody may write them: what is plain is read, all else is refused, and nothing that is read means two things.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressId, parseLink } from '../../../main/links/parse'

const RUNS = { numRuns: 3_000 }

describe('reads', () => {
  test.each([
    ['viaduct:desk', { kind: 'agent', agentId: 'desk' }],
    ['VIADUCT:desk', { kind: 'agent', agentId: 'desk' }],
    ['viaduct://call/it-helpdesk', { kind: 'agent', agentId: 'it-helpdesk' }],
    ['viaduct://call/desk/', { kind: 'agent', agentId: 'desk' }],
    [
      'viaduct:wss://voice.example/v1',
      { kind: 'address', url: 'wss://voice.example/v1', agent: 'test-agent' },
    ],
    ['wss://Voice.Example:443#desk', { kind: 'address', url: 'wss://voice.example/', agent: 'desk' }],
    ['ws://127.0.0.1:4000/v1', { kind: 'address', url: 'ws://127.0.0.1:4000/v1', agent: 'test-agent' }],
    ['ws://localhost/', { kind: 'address', url: 'ws://localhost/', agent: 'test-agent' }],
    ['ws://[::1]:80/', { kind: 'address', url: 'ws://[::1]/', agent: 'test-agent' }],
    ['tel:+49-30-(123).45', { kind: 'number', number: '+493012345' }],
    ['TEL:112', { kind: 'number', number: '112' }],
  ])('%s', (text, link) => expect(parseLink(text)).toEqual(link))
})

describe('refuses', () => {
  test.each([
    '',
    'viaduct:',
    'viaduct://call/',
    'viaduct://call/../desk',
    'viaduct://call/desk?x=1',
    'viaduct://other/desk',
    'viaduct:Desk',
    'viaduct:desk --no-sandbox',
    'viaduct:--no-sandbox',
    'viaduct:viaduct:desk',
    'viaduct:tel:112',
    'viaduct:javascript:alert(1)',
    'viaduct:file:///etc/passwd',
    'viaduct:http://voice.example/',
    'https://voice.example/',
    'wss://ada:secret@voice.example/',
    'wss://ada@voice.example/',
    'wss://voice.example@evil.example/',
    'wss://voice.example/?token=1',
    'wss://voice.example/%2e%2e/',
    'wss://voice.example/a\\b',
    'wss://voice.example\\@evil.example/',
    'wss://voice.example:99999/',
    'wss://v\u043eice.example/',
    'wss://voice.example/\u202e',
    'wss://voice.example/#Desk',
    'wss://voice.example/#desk#ada',
    'wss:///v1',
    'wss://[::1/',
    ' viaduct:desk',
    'viaduct:desk\n',
    'viaduct:desk\0',
    'tel:',
    'tel:1',
    'tel:+',
    'tel:12;phone-context=evil.example',
    'tel:12;ext=3',
    'tel:1234567890123456',
    'tel:0900-VANITY',
    `viaduct:${'a'.repeat(64)}`,
    `wss://voice.example/${'a'.repeat(600)}`,
  ])('%j', text => expect(parseLink(text)).toEqual({ kind: 'refused', why: 'malformed' }))

  test.each([
    'ws://voice.example/',
    'viaduct:ws://10.0.0.1/v1',
    'ws://127.0.0.1.evil.example/',
    'ws://localhost.evil.example/',
    'ws://127.0.0.2/',
  ])('%s as not encrypted', text => expect(parseLink(text)).toEqual({ kind: 'refused', why: 'insecure' }))
})

/** Pieces that have meant something to some parser of links or of command lines. */
const piece = fc.constantFrom(
  ...[
    'viaduct:',
    'VIADUCT://',
    'call/',
    'wss://',
    'ws://',
    'tel:',
    '@',
    ':',
    '/',
    '\\',
    '#',
    '?',
    '%00',
    '%2f',
    '..',
    '--',
  ],
  ...[
    '127.0.0.1',
    'localhost',
    '[::1]',
    'evil.example',
    '0x7f.1',
    '\0',
    '\n',
    ' ',
    '"',
    "'",
    '&',
    ';',
    '\u202e',
    '\uff0f',
  ],
)
const hostile = fc
  .array(fc.oneof({ weight: 3, arbitrary: piece }, fc.string({ unit: 'binary', maxLength: 6 })), {
    maxLength: 14,
  })
  .map(parts => parts.join(''))

test('whatever comes: it never throws, and what is read is plain, without credentials, and only to this computer in the clear', () => {
  fc.assert(
    fc.property(fc.oneof(hostile, fc.string({ unit: 'binary', maxLength: 700 })), text => {
      const link = parseLink(text)
      if (link.kind === 'agent') expect(link.agentId).toMatch(/^[a-z0-9][a-z0-9-]{0,62}$/)
      if (link.kind === 'number') expect(link.number).toMatch(/^\+?\d{2,15}$/)
      if (link.kind !== 'address') return
      const url = new URL(link.url)
      expect([url.username, url.password, url.search, url.hash]).toEqual(['', '', '', ''])
      expect(link.url).toMatch(/^[!-~]+$/)
      if (url.protocol === 'ws:') expect(['127.0.0.1', 'localhost', '[::1]']).toContain(url.hostname)
      else expect(url.protocol).toBe('wss:')
    }),
    RUNS,
  )
})

test('an address as an id is read as the same address', () => {
  const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/)
  const address = fc
    .tuple(
      fc.array(label, { minLength: 1, maxLength: 4 }),
      fc.option(fc.integer({ min: 1, max: 65_535 })),
      label,
      label,
    )
    .map(
      ([host, port, path, agent]) =>
        `wss://${host.join('.')}${port === null ? '' : `:${port}`}/${path}#${agent}`,
    )
  fc.assert(
    fc.property(address, text => {
      const link = parseLink(text)
      if (link.kind !== 'address') throw new Error(`${text} is refused`)
      expect(parseLink(addressId(link))).toEqual(link)
      expect(parseLink(`viaduct:${text}`)).toEqual(link)
    }),
    RUNS,
  )
})
