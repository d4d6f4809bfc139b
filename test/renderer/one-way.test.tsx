// Sound that goes one way, on the screen: said politely, in words, with its direction, its cause and what helps; the call goes on.
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { FINDINGS } from '../../protocol/plain'
import { words } from '../../renderer/copy'
import { App, type AppState } from '../../renderer/screens'
import { oneWayOf } from '../../renderer/screens/model/proof'
import { SILENT } from '../../renderer/ui'
import { NO_ACTIONS } from '../fixtures/actions'
import { CALLS } from '../fixtures/calls'
import { STATES } from '../fixtures/states'

const stateOf = (name: string): AppState => {
  const state = STATES[name]
  if (!state) throw new Error(`no fixture ${name}`)
  return state
}
const htmlOf = (name: string): string =>
  renderToStaticMarkup(<App state={stateOf(name)} actions={NO_ACTIONS} levels={SILENT} />)

const { proof: text } = words
const way = (what: (typeof FINDINGS)[number]): string => text.findings[what].way

describe('the banner of a call that sounds one way', () => {
  test.each(FINDINGS)('%s: which way, what, and what to do; polite, and the call can be ended', what => {
    const html = htmlOf(`one-way-${what}`)
    const banner = /<div role="status"><div class="banner"[\s\S]*?<\/section>/.exec(html)?.[0] ?? ''
    for (const said of [way(what), text.findings[what].title, text.findings[what].line])
      expect(banner.replaceAll('&#x27;', '’')).toContain(said)
    expect(html).not.toContain('role="alert"')
    expect(html).toContain(words.call.endLabel)
  })

  test('a line that does not carry the voice is no good one, and one with a silent microphone may be', () => {
    expect(htmlOf('one-way-caller_unheard')).toContain(text.unheard)
    expect(htmlOf('one-way-microphone_silent')).not.toContain(text.unheard)
  })

  test('is not there when sound goes both ways, and its region is, for what may come', () => {
    expect(htmlOf('active')).toContain('<div role="status"></div>')
    expect(htmlOf('active')).not.toContain('data-finding')
  })

  test('says which direction: six ways to be unheard, three to be deaf', () => {
    const out = FINDINGS.filter(what => way(what) === way('caller_unheard'))
    expect(out).toEqual([
      'microphone_muted',
      'microphone_silent',
      'microphone_wrong',
      'caller_unsent',
      'caller_unheard',
      'talking_muted',
    ])
  })

  test('says that another path is tried, that none has helped, and nothing while there is none', () => {
    const { active } = CALLS
    const { live } = stateOf('one-way-caller_unheard')
    const doing = (call: Parameters<typeof oneWayOf>[0]) => oneWayOf(call, live)?.doing ?? null
    expect(doing(active)).toBeNull()
    expect(doing({ ...active, trial: { of: 'handover', why: 'unheard', to: 3, soundAtMs: null } })).toEqual({
      text: text.trying,
      isTrying: true,
    })
    expect(
      doing({ ...active, trial: { of: 'handover', why: 'rotation', to: 3, soundAtMs: null } }),
    ).toBeNull()
    const attempts = active.attempts.map(one => ({ ...one, stage: { at: 'ended', by: 'unheard' } as const }))
    expect(doing({ ...active, attempts })).toEqual({ text: text.noPath, isTrying: false })
    // What another path cannot help is not promised by one.
    expect(oneWayOf({ ...active, attempts }, stateOf('one-way-speaker_gone').live)?.doing).toBeNull()
  })
})
