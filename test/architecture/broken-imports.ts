// A small tree in which every rule of the import table is broken once, on purpose: this is how a rule is tried.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** By rule: the files that break it. Each is the text of one module. */
export const BROKEN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'no-circular': {
    'main/round.ts': "import { about } from './about'\nexport const round = about",
    'main/about.ts': "import { round } from './round'\nexport const about = round",
  },
  'not-resolvable': { 'main/lost.ts': "import { a } from './nowhere'\nexport const lost = a" },
  'protocol-imports-zod-only': { 'protocol/loose.ts': "import { x } from 'ws'\nexport const loose = x" },
  'main-imports': { 'main/screen.ts': "import { x } from '../renderer/media/index'\nexport const a = x" },
  'gateway-imports': { 'gateway/app.ts': "import { x } from 'electron'\nexport const app = x" },
  'preload-imports': {
    'preload/clever.ts': "import { x } from '../protocol/policy'\nexport const clever = x",
  },
  'preload-zod-free': { 'preload/heavy.ts': "import { x } from '../protocol/ipc'\nexport const heavy = x" },
  'renderer-imports': {
    'renderer/media/shortcut.ts': "import { x } from '../../main/ipc'\nexport const a = x",
  },
  'page-zod-free': {
    'renderer/health/heavy.ts': "import { x } from '../../protocol/policy'\nexport const a = x",
  },
  'renderer-no-node': {
    'renderer/media/disk.ts': "import { readFile } from 'node:fs'\nexport const a = readFile",
  },
  'call-is-pure': { 'renderer/call/screen.ts': "import { x } from 'react'\nexport const a = x" },
  'call-takes-types-only': {
    'renderer/call/parse.ts': "import { x } from '../../protocol/ipc'\nexport const a = x",
  },
  'folder-doors': { 'renderer/call/window.ts': "import { x } from '../media/peer'\nexport const a = x" },
  'workshop-doors': {
    'renderer/workshop/worker.ts': "import { x } from '../media/index'\nexport const a = x",
  },
  'composition-root-uses-doors': {
    'renderer/main.tsx': "import { x } from './media/peer'\nexport const a = x",
  },
  'ipcMain-only-in-ipc': { 'renderer/media/native.ts': "import { x } from 'electron'\nexport const a = x" },
  'product-never-imports-tests': {
    'main/fake.ts': "import { x } from '../test/fakes/fake'\nexport const a = x",
  },
  'one-door-keytar': { 'main/policy/secret.ts': "import { x } from 'keytar'\nexport const a = x" },
  'one-door-simple-peer': {
    'renderer/media/second-peer.ts': "import { x } from 'simple-peer'\nexport const a = x",
  },
  'one-door-ws': { 'main/policy/line.ts': "import { x } from 'ws'\nexport const a = x" },
  'one-door-werift': { 'gateway/call/peer.ts': "import { x } from 'werift'\nexport const a = x" },
  'one-door-commander': { 'main/window/verbs.ts': "import { x } from 'commander'\nexport const a = x" },
}

/** What the broken files reach for, itself in order. */
const AROUND = [
  'renderer/media/index.ts', 'renderer/media/peer.ts', 'main/ipc.ts', 'protocol/ipc.ts', 'protocol/policy.ts',
  'test/fakes/fake.ts',
] // biome-ignore format: one list
const PACKAGES = ['electron', 'ws', 'react', 'keytar', 'simple-peer', 'werift', 'commander']
export const ROOMS = ['protocol', 'main', 'preload', 'renderer', 'gateway', 'test'] as const

const X = 'export const x = 1\n'

function put(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

/** Writes the tree to a temporary folder, hands over its path, and removes it afterwards. */
export async function inBrokenTree<T>(baseConfig: string, use: (root: string) => Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'viaduct-imports-'))
  try {
    put(root, 'tsconfig.base.json', baseConfig)
    put(root, 'package.json', JSON.stringify({ name: 'broken', type: 'module' }))
    for (const path of AROUND) put(root, path, X)
    for (const name of PACKAGES) {
      put(
        root,
        `node_modules/${name}/package.json`,
        JSON.stringify({ name, type: 'module', main: 'index.js' }),
      )
      put(root, `node_modules/${name}/index.js`, X)
    }
    for (const files of Object.values(BROKEN))
      for (const [path, text] of Object.entries(files)) put(root, path, `${text}\n`)
    return await use(root)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}
