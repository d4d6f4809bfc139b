// The machine runs in plain Node without a DOM, and its imports never leave the room and the contract.
import { execFile } from 'node:child_process'
import { dirname, join, normalize } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { ROOT, type Sources, sourcesOf } from './sources'

const DRIVE = `
  for (const name of ['window', 'document', 'navigator', 'RTCPeerConnection']) delete globalThis[name]
  const { createRuntime } = await import('./renderer/call/index.ts')
  const phases = []
  const runtime = createRuntime({ nowMs: () => 1, perform() {}, publish: call => phases.push(call.phase) })
  runtime.dispatch({ type: 'dial', callId: 'call-0001', agentId: 'ada', route: 'auto' })
  runtime.dispatch({ type: 'attempt.planned', callId: 'call-0001', plan: { attempt: 1, route: 'direct', servers: [] } })
  runtime.dispatch({ type: 'hangUp' })
  process.stdout.write([typeof window, typeof document, ...phases].join(' '))
`

test('a call lives in plain Node', async () => {
  const node = ['--import', 'tsx', '--input-type=module', '-e', DRIVE]
  const { stdout } = await promisify(execFile)(process.execPath, node, { cwd: ROOT })
  expect(stdout).toBe('undefined undefined preparing inviting ending')
})

const IMPORT = /^(?:import|export) (?!type\b)[^'"]*?from '([^']+)'/gms

/** Everything that a file loads, however deep: files of the repository, and names of packages. */
function loads(path: string, sources: Sources, seen = new Set<string>()): ReadonlySet<string> {
  for (const [, name = ''] of (sources.get(path) ?? '').matchAll(IMPORT)) {
    const file = name.startsWith('.') ? `${normalize(join(dirname(path), name))}.ts` : name
    if (seen.has(file)) continue
    seen.add(file)
    loads(file, sources, seen)
  }
  return seen
}
const strangers = (sources: Sources): readonly string[] =>
  [...sources.keys()]
    .filter(path => path.startsWith('renderer/call/'))
    .flatMap(path => [...loads(path, sources)])
    .filter(name => !/^(renderer\/call\/.+|protocol\/catalogue\.ts)$/.test(name))

test('nothing it loads knows a screen, a browser or a machine', () => {
  expect(strangers(sourcesOf(['renderer/call', 'protocol']))).toEqual([])
})

test('a stranger is found, even behind another file', () => {
  const sly = new Map([
    ['renderer/call/index.ts', "export { a } from './a'"],
    ['renderer/call/a.ts', "import { useState } from 'react'\nimport { b } from '../media/b'"],
  ])
  expect(new Set(strangers(sly))).toEqual(new Set(['react', 'renderer/media/b.ts']))
})
