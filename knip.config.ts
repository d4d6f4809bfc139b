import type { KnipConfig } from 'knip'

export default {
  entry: [
    'scripts/*.mjs',
    'test/**/*.test.{ts,tsx}',
    // Started by path, inside a private D-Bus session.
    'test/main/credentials/keyring-session.ts',
    'test/lab/keyring/worker.ts',
    // Bundled by path, and killed.
    'test/main/records/writer.ts',
    'test/bench/*.ts',
    'test/gallery/*.{ts,tsx}',
    // Started by path: the lab itself, and what it runs inside namespaces.
    'test/lab/dns/server.ts',
    'test/lab/services/{warm,occupy}.ts',
    'test/lab/box/{box,pac,odd-gateway}.ts',
    'test/lab/ledger/gateway.ts',
    'test/lab/plain/*.{mjs,js}',
    'test/lab/callers/window-driver.ts',
    // The page of a bench, in an Electron of its own.
    'test/bench/panel/page/*.{mjs,js}',
    '*.config.ts',
  ],
  project: ['{main,preload,renderer,gateway,protocol,scripts,test}/**/*.{ts,tsx,mjs,js}'],
  // A type that its own file uses is part of that file's story; only what nobody uses is dead.
  ignoreExportsUsedInFile: true,
  ignoreDependencies: [
    // Started by path from scripts/, which find the tool's own binary.
    'electron-builder',
    'dependency-cruiser',
  ],
  // Debian's, installed by scripts/system-libraries.mjs.
  ignoreBinaries: [
    'ldd',
    'apt-get',
    'apt-cache',
    'Xvfb',
    'ip',

    'ffmpeg',
    'gnome-keyring-daemon',
    'opusdec',
    'openssl',
    'dbus-send',
    'fc-list',
    'turnserver',
    'unshare',
    'mkfifo',
  ],
} satisfies KnipConfig
