// The frame that index.html holds is the frame that the app draws: nothing jumps when the script takes over.
import { readFileSync } from 'node:fs'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { words } from '../../renderer/copy'
import { Rail } from '../../renderer/ui'

const html = readFileSync('renderer/index.html', 'utf8')

test('the places of the rail are drawn alike', () => {
  const network = {
    place: 'network',
    tone: 'line',
    word: words.network.ready,
    label: words.network.label,
  } as const
  const places = [
    { id: 'calls', icon: 'phone', label: words.app.calls, closed: null },
    { id: 'history', icon: 'history', label: words.app.history, closed: null },
    { id: 'network', icon: 'arches', label: words.app.network, closed: null },
  ] as const
  const rail = renderToStaticMarkup(
    <Rail
      label={words.app.navigation}
      places={places}
      current="calls"
      network={network}
      onGo={() => undefined}
    />,
  )
  const drawn = rail.match(/<a href="#main" class="place".*?<\/a>/g) ?? []
  expect(drawn).toHaveLength(places.length)
  expect(html).toContain(drawn.join(''))
})

test('the frame has the parts of the app, in its order', () => {
  const parts = [...html.matchAll(/<(\w+) class="(win|titlebar|rail|stage|sheet main)"/g)].map(
    ([, tag, name]) => [tag, name],
  )
  expect(parts).toEqual([
    ['div', 'win'],
    ['header', 'titlebar'],
    ['nav', 'rail'],
    ['main', 'stage'],
    ['section', 'sheet main'],
  ])
})
