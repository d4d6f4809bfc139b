// Broken and hostile policies, as bytes or as what is done to the folder; with the problem each must be told by.

import { spawnSync } from 'node:child_process'
import { chmodSync, linkSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { PolicyProblemName } from '../../../protocol/policy-report'
import type { House } from './house'

export interface Hostile {
  readonly what: string
  readonly name: PolicyProblemName
  readonly make: (house: House) => void
  /** Owned by somebody else: the number that should own it is another one. */
  readonly owner?: number
  /** Root reads everything. */
  readonly notAsRoot?: true
}

const file = (what: string, content: unknown, name: PolicyProblemName = 'policy_invalid'): Hostile => ({
  what,
  name,
  make: house => house.write('policy.json', content),
})

const utf16 = (text: string): Uint8Array =>
  Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
const GOOD = '{"version":1,"pool":false}'
const NUL = String.fromCharCode(0)

/** Not a document at all: nothing in it holds. */
const BROKEN: readonly Hostile[] = [
  file('nothing', ''),
  file('white space', ' \n\t '),
  file('one brace', '{'),
  file('a list', []),
  file('null', null),
  file('a text', '"version 1"'),
  file('a number', '1'),
  file('true', 'true'),
  file('YAML', 'version: 1\npool: false\n'),
  file('INI', '[policy]\nversion=1\n'),
  file('XML', '<policy version="1"/>'),
  file('a script', '#!/bin/sh\necho 1\n'),
  file('a comment', '// mine\n{"version":1}'),
  file('a trailing comma', '{"version":1,}'),
  file('single quotes', "{'version':1}"),
  file('keys without quotes', '{version:1}'),
  file('two documents', `${GOOD}${GOOD}`),
  file('something after the end', `${GOOD} x`),
  file('cut off', GOOD.slice(0, -3)),
  file('NaN', '{"version":NaN}'),
  file('Infinity', '{"version":1,"pool":Infinity}'),
  file('a hexadecimal number', '{"version":0x1}'),
  file('a leading zero', '{"version":01}'),
  file('a byte order mark', `\uFEFF${GOOD}`),
  file('UTF-16', utf16(GOOD)),
  file('Latin-1', Buffer.from('{"version":1,"agents":[{"id":"a","name":"J\xfcrgen"}]}', 'latin1')),
  file('bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])),
  file('an overlong slash', Buffer.from([0x22, 0xc0, 0xaf, 0x22])),
  file('a NUL in front', `${NUL}${GOOD}`),
  file('a NUL behind', `${GOOD}${NUL}`),
  file('a NUL in a text', `{"version":1,"signIn":{"clientId":"a${NUL}b"}}`),
  file('an escaped NUL in a text', '{"version":1,"signIn":{"clientId":"a\\u0000b"}}'),
  file('an escape sequence for terminals', '{"version":1,"signIn":{"clientId":"\\u001b[2J"}}'),
  file('a line break in a text', '{"version":1,"branding":{"pack":"a\\nb"}}'),
  file('half a character', '{"version":1,"branding":{"pack":"\\ud800"}}'),
  file('half a character as a key', '{"version":1,"\\udfff":1}'),
  file('a NUL as a key', '{"version":1,"\\u0000":1}'),
  file('a bell in a key', '{"version":1,"pool\\u0007":false}'),
  file('the same key twice', '{"version":1,"pool":false,"pool":true}'),
  file('the same key twice, once escaped', '{"version":1,"pool":false,"p\\u006fol":true}'),
  file('two versions', '{"version":1,"version":1}'),
  file('the same key twice, deep', '{"version":1,"routes":{"force":"direct","force":"relay-tls"}}'),
  file(
    'the same key twice, far apart',
    `{"version":1,"pool":false,"agents":[{"id":"a"},{"id":"b"}],"pool" :true}`,
  ),
  file('the prototype twice', '{"version":1,"__proto__":{},"__proto__":{}}'),
  file('lists in lists, deep', `{"version":1,"agents":${'['.repeat(50)}${']'.repeat(50)}}`),
  file('lists in lists, very deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`),
  file('lists in lists, without an end', '['.repeat(1_000_000)),
  file('objects in objects', `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`),
  file('four megabytes and more', `{"version":1,"branding":{"pack":"${'x'.repeat(4 * 1024 * 1024)}"}}`),
  file('five megabytes of spaces', `${' '.repeat(5 * 1024 * 1024)}${GOOD}`),
  file('no version', '{"pool":false}'),
  file('version 0', '{"version":0}'),
  file('version 2', '{"version":2,"pool":false}'),
  file('version 1.5', '{"version":1.5}'),
  file('the version as a text', '{"version":"1"}'),
  file('the version as a list', '{"version":[1]}'),
  file('version null', '{"version":null}'),
  file('version true', '{"version":true}'),
  file('a version that is an object', '{"version":{"valueOf":1}}'),
  file('a version beyond numbers', '{"version":1e999}'),
]

/** A document whose version is right, and one setting is not. */
const key = (what: string, settings: object | string): Hostile =>
  file(
    what,
    typeof settings === 'string' ? `{"version":1,${settings}}` : { version: 1, ...settings },
    'policy_key',
  )
const agent = (more: object) => ({ agents: [{ id: 'ada', name: 'Ada', url: 'wss://a.example/', ...more }] })

const KEYS: readonly Hostile[] = [
  key('a key nobody knows', { colour: 'red' }),
  key('a slip of the pen', { agent: [] }),
  key('another case', { Pool: false }),
  key('a space in a key', { 'pool ': false }),
  key('an empty key', { '': 1 }),
  key('a dotted key', { 'routes.force': 'direct' }),
  key('a very long key', { ['k'.repeat(100_000)]: 1 }),
  key('a right-to-left key', { 'pool\u202e': false }),
  key(
    'a thousand keys nobody knows',
    Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`k${n}`, n])),
  ),
  key('__proto__', '"__proto__":{"pool":false,"developer":{"testing":true}}'),
  key('__proto__, escaped', '"\\u005f_proto__":{"testing":true}'),
  key('constructor', '"constructor":{"prototype":{"testing":true}}'),
  key('prototype', '"prototype":{"testing":true}'),
  key('toString', '"toString":"x"'),
  key('hasOwnProperty', '"hasOwnProperty":true'),
  key('__proto__ in a group', '"developer":{"__proto__":{"testing":true}}'),
  key('constructor in a group', '"developer":{"constructor":{"testing":true}}'),
  key('__defineGetter__', '"__defineGetter__":1'),
  key('then', '"then":"x"'),
  key('length', { length: 1 }),
  key('toJSON', { toJSON: 'x' }),
  key('a group that is a list', { developer: [true] }),
  key('a group that is null', { developer: null }),
  key('a group that is true', { developer: true }),
  key('a group that is a text', { developer: 'testing' }),
  key('a group that is a number', { routes: 1 }),
  key('a group with a key nobody knows', { routes: { forced: 'direct' } }),
  key('a switch that is a text', { pool: 'false' }),
  key('a switch that is a number', { pool: 0 }),
  key('a switch that is null', { pool: null }),
  key('a switch that is a list', { pool: [false] }),
  key('testing that is a text', { developer: { testing: 'true' } }),
  key('testing that is one', { developer: { testing: 1 } }),
  key('a route nobody knows', { routes: { force: 'pigeon' } }),
  key('a route in capitals', { routes: { force: 'DIRECT' } }),
  key('no route', { routes: { force: null } }),
  key('port 0', { routes: { ports: [0] } }),
  key('port 65536', { routes: { ports: [65_536] } }),
  key('half a port', { routes: { ports: [443.5] } }),
  key('a port as a text', { routes: { ports: ['443'] } }),
  key('a port that is beyond numbers', '"routes":{"ports":[1e999]}'),
  key('too many ports', { routes: { ports: Array.from({ length: 51 }, (_, n) => n + 1) } }),
  key('UDP ports the wrong way round', { routes: { udpPorts: { min: 60_000, max: 50_000 } } }),
  key('UDP ports without an end', { routes: { udpPorts: { min: 50_000 } } }),
  key('UDP ports of the system', { routes: { udpPorts: { min: 1, max: 80 } } }),
  key('UDP ports as a list', { routes: { udpPorts: [50_000, 50_100] } }),
  key('a proxy mode nobody knows', { proxy: { mode: 'magic' } }),
  key('a fixed proxy that is none', { proxy: { mode: 'fixed' } }),
  key('a script that is no address', { proxy: { mode: 'pac', pacUrl: 'here' } }),
  key('a proxy with more', { proxy: { mode: 'system', server: 'evil.example' } }),
  key('a proxy that is a text', { proxy: 'direct' }),
  key('an agent in the clear', agent({ url: 'ws://a.example/' })),
  key('an agent at an HTTPS address', agent({ url: 'https://a.example/' })),
  key('an agent that is a script', agent({ url: 'javascript:alert(1)' })),
  key('an agent that is a file', agent({ url: 'file:///etc/passwd' })),
  key('an agent that looks local', agent({ url: 'ws://127.0.0.1@evil.example/' })),
  key('an agent without a name', agent({ name: '' })),
  key('an agent whose name is a number', agent({ name: 7 })),
  key('an agent whose id climbs', agent({ id: '../ada' })),
  key('an agent with a very long address', agent({ url: `wss://a.example/${'a'.repeat(600)}` })),
  key('agents that are an object', { agents: { 0: 'x', length: 1 } }),
  key('an agent that is null', { agents: [null] }),
  key('too many agents', { agents: Array.from({ length: 5_001 }, () => agent({}).agents[0]) }),
  key('a host with a path', { allowedHosts: ['a.example/x'] }),
  key('any host at all', { allowedHosts: ['*'] }),
  key('a host that is a pattern', { allowedHosts: ['(a+)+$'] }),
  key('limits the wrong way round', { thresholds: { rttMs: { fair: 400, poor: 100 } } }),
  key('half a limit', { thresholds: { rttMs: { fair: 100 } } }),
  key('a limit below nothing', { thresholds: { lossPct: { fair: -1, poor: 3 } } }),
  key('a MOS above five', { thresholds: { mos: { fair: 9, poor: 3 } } }),
  key('a price below nothing', { relayCost: { perGb: -1, currency: 'EUR' } }),
  key('a currency nobody knows', { relayCost: { perGb: 1, currency: 'euro' } }),
  key('days below nothing', { history: { keepDays: -1 } }),
  key('no days', { history: { keepDays: 0 } }),
  key('half a day', { history: { keepDays: 0.5 } }),
  key('a hundred years', { history: { keepDays: 36_500 } }),
  key('days beyond numbers', '"captions":{"keepDays":1e400}'),
  key('a feed in the clear', { updates: { feed: 'http://updates.example/' } }),
  key('a feed on the disk', { updates: { feed: 'file:///tmp/feed' } }),
  key('a channel nobody knows', { updates: { channel: 'nightly' } }),
  key('a version with more behind it', { updates: { rollbackTo: '1.2.3; rm' } }),
  key('a version with a path', { updates: { minimumVersion: '../1.2.3' } }),
  key('an hour that is none', { updates: { window: '25:00-26:00' } }),
  key('telemetry in the clear', { telemetry: { url: 'http://t.example/' } }),
  key('an issuer in the clear', { signIn: { issuer: 'http://login.example/' } }),
  key('a scope with a space', { signIn: { scopes: ['openid email'] } }),
  key('consent that is nobody’s', { recording: { consent: 'never' } }),
  key('recommended what is enforced only', { recommended: { proxy: { mode: 'direct' } } }),
  key('recommended testing', { recommended: { developer: { testing: true } } }),
  key('recommended that is a list', { recommended: [] }),
  key('recommended in recommended', { recommended: { recommended: {} } }),
  key('recommended what nobody knows', { recommended: { colour: 'red' } }),
]

const put = (what: string, name: PolicyProblemName, make: Hostile['make'], more: Partial<Hostile> = {}): Hostile => ({
  what, name, make, ...more,
}) // biome-ignore format: one line
const good = (house: House, path = 'policy.json'): string => house.write(path, GOOD)

/** What is done to the folder. */
const PLACES: readonly Hostile[] = [
  put('a file that its group may write', 'policy_unsafe', house => chmodSync(good(house), 0o664)),
  put('a file that everybody may write', 'policy_unsafe', house => chmodSync(good(house), 0o646)),
  put('a file of somebody else', 'policy_unsafe', house => good(house), { owner: 54_321 }),
  put('a folder that everybody may write', 'policy_unsafe', house => {
    good(house)
    chmodSync(house.folder, 0o777)
  }),
  put('a sticky folder that everybody may write', 'policy_unsafe', house => {
    good(house)
    chmodSync(house.folder, 0o1777)
  }),
  put('a folder that its group may write', 'policy_unsafe', house => {
    good(house)
    chmodSync(house.folder, 0o775)
  }),
  put('drop-ins in a folder that everybody may write', 'policy_unsafe', house => {
    good(house, 'policy.d/50-mine.json')
    chmodSync(join(house.folder, 'policy.d'), 0o777)
  }),
  put('a drop-in that everybody may write', 'policy_unsafe', house =>
    chmodSync(good(house, 'policy.d/50-mine.json'), 0o666),
  ),
  put('a link to a file', 'policy_unsafe', house => {
    renameSync(good(house), join(house.folder, 'elsewhere'))
    symlinkSync(join(house.folder, 'elsewhere'), join(house.folder, 'policy.json'))
  }),
  put('a link to nothing', 'policy_unsafe', house => {
    rmSync(good(house))
    symlinkSync('/nonexistent/policy.json', join(house.folder, 'policy.json'))
  }),
  put('a link to itself', 'policy_unsafe', house => {
    rmSync(good(house))
    symlinkSync('policy.json', join(house.folder, 'policy.json'))
  }),
  put('a link to a device', 'policy_unsafe', house => {
    rmSync(good(house))
    symlinkSync('/dev/zero', join(house.folder, 'policy.json'))
  }),
  put('a folder that is a link', 'policy_unsafe', house => {
    good(house)
    renameSync(house.folder, `${house.folder}-real`)
    symlinkSync(`${house.folder}-real`, house.folder)
  }),
  put('drop-ins behind a link', 'policy_unsafe', house => {
    good(house, 'real/50-mine.json')
    symlinkSync('real', join(house.folder, 'policy.d'))
  }),
  put('a drop-in that is a link', 'policy_unsafe', house => {
    good(house, 'policy.d/50-mine.txt')
    symlinkSync('50-mine.txt', join(house.folder, 'policy.d/50-mine.json'))
  }),
  put('a hard link that others may write', 'policy_unsafe', house => {
    const path = good(house, 'other')
    chmodSync(path, 0o666)
    linkSync(path, join(house.folder, 'policy.json'))
  }),
  put('a file in place of the folder', 'policy_unsafe', house => {
    rmSync(good(house))
    rmSync(house.folder, { recursive: true })
    symlinkSync('/etc/hostname', house.folder)
  }),
  put('a file in place of the drop-ins', 'policy_unsafe', house => good(house, 'policy.d')),
  put('a folder in place of the file', 'policy_invalid', house =>
    mkdirSync(join(house.folder, 'policy.json'), { recursive: true, mode: 0o755 }),
  ),
  put('a pipe that nobody writes', 'policy_invalid', house => {
    rmSync(good(house))
    spawnSync('mkfifo', ['-m', '644', join(house.folder, 'policy.json')])
  }),
  put('a pipe among the drop-ins', 'policy_invalid', house => {
    rmSync(good(house, 'policy.d/50-mine.json'))
    spawnSync('mkfifo', ['-m', '644', join(house.folder, 'policy.d/50-mine.json')])
  }),
  put('a hundred drop-ins and one', 'policy_invalid', house => {
    for (let n = 0; n <= 100; n += 1) good(house, `policy.d/${n}.json`)
  }),
  put('a broken drop-in', 'policy_invalid', house => house.write('policy.d/50-mine.json', '{')),
  put('an empty drop-in', 'policy_invalid', house => house.write('policy.d/50-mine.json', '')),
  put('a file that may not be read', 'policy_unreadable', house => chmodSync(good(house), 0o000), { notAsRoot: true }),
  put('a folder that may not be entered', 'policy_unreadable', house => {
    good(house)
    chmodSync(house.folder, 0o600)
  }, { notAsRoot: true }),
] // biome-ignore format: one case reads as one sentence

export const HOSTILE: readonly Hostile[] = [...BROKEN, ...KEYS, ...PLACES]
