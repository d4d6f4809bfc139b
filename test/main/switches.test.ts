// Which of Chromium's switches the packaged app takes.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgeSwitches } from '../../main/switches'

const linux = { platform: 'linux', isRoot: false } as const
const judge = (...words: string[]) => judgeSwitches(words, linux)

describe('the switches of a command line', () => {
  test('our own words and harmless ones are fine', () => {
    expect(judge()).toEqual({ kind: 'fine' })
    expect(judge('--headless', '--lang=de', 'call', 'ada', '--json', '--seconds', '3')).toEqual({
      kind: 'fine',
    })
    expect(judge('viaduct:ada')).toEqual({ kind: 'fine' })
  })

  test.each([
    'renderer-cmd-prefix=xterm',
    'gpu-launcher=sh',
    'utility-cmd-prefix=sh',
    'no-sandbox',
    'disable-web-security',
    'ignore-certificate-errors',
    'host-resolver-rules=MAP * 127.0.0.1',
    'proxy-server=evil:80',
    'js-flags=--allow-natives-syntax',
    'load-extension=/tmp',
    'inspect',
    'remote-debugging-pipe',
    'remote-allow-origins=*',
    'ssl-key-log-file=/tmp/keys',
    'log-net-log=/tmp/net',
    'enable-logging=file',
  ])('--%s is refused, with one dash or two, before or after a verb', text => {
    const [name = ''] = text.split('=')
    for (const dashes of ['-', '--']) {
      expect(judge(`${dashes}${text}`)).toEqual({ kind: 'refused', name })
      expect(judge('call', 'ada', '--policy', `${dashes}${text}`)).toEqual({ kind: 'refused', name })
    }
  })

  test('what tests need is told apart, and a refused one weighs more', () => {
    expect(judge('--remote-debugging-port=9222')).toEqual({ kind: 'testing', name: 'remote-debugging-port' })
    expect(judge('--disable-audio-output')).toEqual({ kind: 'testing', name: 'disable-audio-output' })
    expect(judge('--user-data-dir=/tmp/x', '--gpu-launcher=sh')).toEqual({
      kind: 'refused',
      name: 'gpu-launcher',
    })
  })

  test('root may switch the sandbox off, for Chromium does not start otherwise', () => {
    expect(judgeSwitches(['--no-sandbox'], { platform: 'linux', isRoot: true })).toEqual({ kind: 'fine' })
  })

  test('what stands after a bare -- is a word: Chromium reads no switches there', () => {
    expect(judge('--', '--gpu-launcher=sh')).toEqual({ kind: 'fine' })
  })

  test('on Windows a slash begins a switch as well, and case says nothing', () => {
    const windows = { platform: 'win32', isRoot: false } as const
    expect(judgeSwitches(['/GPU-Launcher=cmd'], windows)).toEqual({ kind: 'refused', name: 'gpu-launcher' })
    expect(judgeSwitches(['--LANG=de'], windows)).toEqual({ kind: 'fine' })
  })

  test('no word with a dash gets by unless its name is known', () => {
    const known =
      /^(policy|json|seconds|route|devices|help|h|version|headless|lang|force-device-scale-factor|ozone-platform|ozone-platform-hint|disable-gpu|password-store|remote-debugging-port|user-data-dir|use-fake-device-for-media-stream|use-file-for-fake-audio-capture|disable-audio-output)$/
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.constantFrom('-', '--'), (text, dashes) => {
        const name = `${dashes}${text}`.replace(/^--?/, '').split('=')[0] ?? ''
        fc.pre(!known.test(name) && `${dashes}${text}` !== '--')
        expect(judge(`${dashes}${text}`)).toEqual({ kind: 'refused', name })
      }),
    )
  })
})
