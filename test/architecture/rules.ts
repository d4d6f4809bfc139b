// House rules that no linter holds, as checks over sources: each returns what breaks it.
import type { Sources } from './sources'

const LINES_MAX = 300
const MEDIAN_BELOW = 90

const found = (sources: Sources, pattern: RegExp, allowed: (path: string) => boolean): readonly string[] =>
  [...sources].filter(([path, text]) => !allowed(path) && pattern.test(text)).map(([path]) => path)

const linesOf = (text: string): number => text.trimEnd().split('\n').length

export const tooLong = (sources: Sources): readonly string[] =>
  [...sources].filter(([, text]) => linesOf(text) > LINES_MAX).map(([path]) => path)

export function medianLines(sources: Sources): number {
  const lengths = [...sources.values()].map(linesOf).sort((a, b) => a - b)
  return lengths[Math.floor(lengths.length / 2)] ?? 0
}
export const isMedianTooHigh = (sources: Sources): boolean => medianLines(sources) >= MEDIAN_BELOW

const isConfig = (path: string): boolean =>
  /(^|\/)[^/]*\.?config\.(ts|mjs)$|^\.dependency-cruiser\.mjs$/.test(path)
export const defaultExports = (sources: Sources): readonly string[] =>
  found(sources, /^export default\b|\bas default\b/m, isConfig)

const maySpeak = (path: string): boolean =>
  /^(scripts|test\/bench|test\/lab|test\/fuzz)\//.test(path) || path === 'gateway/cli.ts'
export const consoleUsers = (sources: Sources): readonly string[] =>
  found(sources, /\bconsole\.(log|info|warn|error|debug|trace)\(/, maySpeak)

/** A fake is passed in; a module that is patched away hides who needs what. */
export const moduleMocks = (sources: Sources): readonly string[] =>
  found(sources, /\b(vi|vitest|jest)\.(mock|doMock|unmock|hoisted)\(/, () => false)

const importing = (dependency: string): RegExp =>
  new RegExp(
    `\\bfrom '${dependency}'|\\b(?:import|require)\\('${dependency}'\\)|^import '${dependency}'`,
    'm',
  )
export const importersOf = (dependency: string, sources: Sources): readonly string[] =>
  found(sources, importing(dependency), () => false)

/** Files that name this export of a module: `ipcMain` of electron, say. */
export const usersOf = (name: string, sources: Sources): readonly string[] =>
  [...sources]
    .filter(([, text]) =>
      new RegExp(`^import [^;]*?\\b${name}\\b[^;]*? from|\\{[^}]*\\b${name}\\b[^}]*\\} = `, 'm').test(text),
    )
    .map(([path]) => path)

/** Modules begin by saying what they own: a comment on the first line. */
export const withoutHeader = (sources: Sources): readonly string[] =>
  [...sources].filter(([, text]) => !/^(#!.*\n)?\/[/*]/.test(text)).map(([path]) => path)
