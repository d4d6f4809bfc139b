// Which of Chromium's switches the packaged app takes. Chromium has read them by then; what they start comes later, and the app ends
// before that. Pure: knows no Electron.

/** Our own words: Chromium reads them as switches too, and knows none of them. */
const OWN = ['policy', 'json', 'seconds', 'route', 'devices', 'help', 'h', 'version']
/** Where it shows, how large, and which keyring it asks. Nothing that weakens it. */
const HARMLESS = [
  'headless', 'lang', 'force-device-scale-factor', 'ozone-platform', 'ozone-platform-hint', 'disable-gpu', 'password-store',
] // biome-ignore format: one list
/** A driver's: its port, a profile of its own, a microphone that is a file, and nothing to be heard. */
const TESTING = [
  'remote-debugging-port', 'user-data-dir', 'use-fake-device-for-media-stream', 'use-file-for-fake-audio-capture',
  'disable-audio-output',
] // biome-ignore format: one list

export type Switches =
  | { readonly kind: 'fine' }
  /** Fine where nobody manages this computer, or whoever does allows it (`developer.testing`). */
  | { readonly kind: 'testing'; readonly name: string }
  | { readonly kind: 'refused'; readonly name: string }

/** As Chromium reads them: anywhere before a bare `--`, with one dash or two, without regard to case on Windows, where `/` begins one too. */
function namesIn(words: readonly string[], platform: NodeJS.Platform): readonly string[] {
  const end = words.indexOf('--')
  const begins = platform === 'win32' ? /^(--?|\/)/ : /^--?/
  return (end === -1 ? words : words.slice(0, end))
    .filter(word => begins.test(word) && word !== '-')
    .map(word => word.replace(begins, '').replace(/=.*$/s, ''))
    .map(name => (platform === 'win32' ? name.toLowerCase() : name))
}

/**
 * What the words of a command line ask of Chromium. One that is not known is refused, whatever it does: `--gpu-launcher`,
 * `--renderer-cmd-prefix` and their like start programs, and a link that slips words into the command line must not.
 * @param words the arguments after the program
 * @param isRoot Chromium does not start for root with its sandbox, so that the caller has to switch it off
 */
export function judgeSwitches(
  words: readonly string[],
  { platform, isRoot }: { readonly platform: NodeJS.Platform; readonly isRoot: boolean },
): Switches {
  const names = namesIn(words, platform)
  const known = new Set([...OWN, ...HARMLESS, ...TESTING, ...(isRoot ? ['no-sandbox'] : [])])
  const unknown = names.find(name => !known.has(name))
  if (unknown !== undefined) return { kind: 'refused', name: unknown }
  const testing = names.find(name => TESTING.includes(name))
  return testing === undefined ? { kind: 'fine' } : { kind: 'testing', name: testing }
}
