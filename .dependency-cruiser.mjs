/**
 * The import table of CONTRIBUTING.md, held by a tool: errors only.
 * A room is a top-level folder; a door is a folder's index.ts.
 */
const room = name => `^${name}/`
const builtin = { dependencyTypes: ['core'] }

/** One door per dependency: the only file that may import it. */
const DOORS = {
  keytar: '^main/credentials/keyring-worker\\.ts$',
  'simple-peer': '^renderer/media/peer\\.ts$',
  ws: '^(main/signaling/socket\\.ts|gateway/server/socket\\.ts)$',
  werift: '^gateway/media/answerer\\.ts$',
  commander: '^(main|gateway)/cli\\.ts$',
}

const forbid = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to })

export default {
  forbidden: [
    forbid('no-circular', {}, { circular: true }, 'a circle means two rooms are one'),
    forbid('not-resolvable', {}, { couldNotResolve: true }, 'every import must exist'),
    forbid(
      'protocol-imports-zod-only',
      { path: room('protocol') },
      { pathNot: ['^protocol/', 'node_modules/zod/'] },
      'protocol is the shared language: itself and zod',
    ),
    forbid(
      'main-imports',
      { path: room('main') },
      { path: ['^renderer/', '^preload/', '^gateway/', '^test/', '^scripts/'] },
      'main knows protocol and its own room',
    ),
    forbid(
      'gateway-imports',
      { path: room('gateway') },
      { path: ['^main/', '^renderer/', '^preload/', '^test/', 'node_modules/electron/'] },
      'gateway runs without Electron',
    ),
    forbid(
      'preload-imports',
      { path: room('preload') },
      {
        pathNot: [
          '^preload/',
          '^protocol/channels\\.ts$',
          '^protocol/ipc\\.ts$',
          'node_modules/electron/',
          '^electron$',
        ],
      },
      'the preload needs only channel names and types',
    ),
    forbid(
      'preload-zod-free',
      { path: room('preload') },
      { path: '^protocol/ipc\\.ts$', dependencyTypesNot: ['type-only'] },
      'contract types yes, zod no: one small CommonJS file',
    ),
    forbid(
      'renderer-imports',
      { path: room('renderer') },
      { path: ['^main/', '^preload/', '^gateway/', '^test/', 'node_modules/electron/'] },
      'the renderer reaches main through the bridge only',
    ),
    forbid(
      'page-zod-free',
      { path: room('renderer'), pathNot: '\\.d\\.ts$' },
      {
        path: '^protocol/',
        pathNot: '^protocol/(catalogue|checks|plain|red|routes)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
      'main parses; a schema library in the page costs every start and every call',
    ),
    forbid('renderer-no-node', { path: room('renderer') }, builtin, 'no Node in the renderer'),
    forbid(
      'call-is-pure',
      { path: room('renderer/call') },
      { pathNot: ['^renderer/call/', '^protocol/'] },
      'the machine imports protocol and itself',
    ),
    forbid(
      'call-takes-types-only',
      { path: room('renderer/call') },
      { path: '^protocol/', pathNot: '^protocol/catalogue\\.ts$', dependencyTypesNot: ['type-only'] },
      'types from protocol; the catalogue of failures is the one value',
    ),
    forbid(
      'folder-doors',
      { path: '^renderer/([^/]+)/', pathNot: '^renderer/workshop/worker\\.ts$' },
      {
        path: '^renderer/([^/]+)/.+',
        pathNot: ['^renderer/$1/', '^renderer/[^/]+/index\\.tsx?$', '\\.css$'],
      },
      'another folder is entered through its index.ts',
    ),
    forbid(
      'workshop-doors',
      { path: '^renderer/workshop/worker\\.ts$' },
      { path: '^renderer/.+', pathNot: ['^renderer/workshop/', '^renderer/[^/]+/worker\\.ts$'] },
      "the workshop's worker enters a folder through its worker.ts, and takes nothing of the page with it",
    ),
    forbid(
      'composition-root-uses-doors',
      { path: '^renderer/[^/]+\\.tsx?$' },
      { path: '^renderer/[^/]+/.+', pathNot: ['^renderer/[^/]+/index\\.tsx?$', '\\.css$'] },
      'main.tsx too',
    ),
    forbid(
      'ipcMain-only-in-ipc',
      { path: '^(?!main/|preload/|scripts/|test/)' },
      { path: 'node_modules/electron/' },
      'electron belongs to main and preload',
    ),
    forbid(
      'product-never-imports-tests',
      { path: '^(protocol|main|preload|renderer|gateway|scripts)/' },
      { path: '^test/' },
      'tests see the product, never the reverse',
    ),
    ...Object.entries(DOORS).map(([dependency, door]) =>
      forbid(
        `one-door-${dependency}`,
        { path: '^(protocol|main|preload|renderer|gateway)/', pathNot: door },
        { path: `node_modules/(@types/)?(@github/)?${dependency}/` },
        `${dependency} has one door`,
      ),
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist|node_modules/(?!))' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
