// The gallery: `?fixture=NAME&theme=light|dark` shows one screen, no fixture shows the list.
// `&still`: figures that do not move, so that what else is drawn can be counted: `document.documentElement.dataset.commits`.
// `?play=home:1000,preparing:100,active:5000` shows several, each for so many milliseconds: what a person sees of a change.

import { Profiler, type ReactNode, StrictMode, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { App, type AppActions, type AppState } from '../../renderer/screens'
import { paintLevels } from '../../renderer/ui/voice/painter/painter'
import { NO_ACTIONS } from '../fixtures/actions'
import { STATES } from '../fixtures/states'

const wanted = new URLSearchParams(location.search)
/** For pictures: the sound stands still at a telling level. */
const isShot = wanted.has('shot')

/** Sound that rises and falls like speech: nobody is on the line here, so the painter is told. */
const playSound = (): void => {
  const play = (): void => {
    const wave = Math.abs(Math.sin(Date.now() / 140) * Math.sin(Date.now() / 530))
    paintLevels(isShot ? { agent: 0.85, microphone: 0.6 } : { agent: wave, microphone: wave * 0.8 })
  }
  play()
  if (!isShot) setInterval(play, 33)
}

const actions: AppActions = {
  ...NO_ACTIONS,
  copy: text => navigator.clipboard?.writeText(text).catch(() => undefined) ?? Promise.resolve(),
}

/** The minute turns round by one point a second, so that the sparklines move; a picture stands still. */
function useMovingState(state: AppState): AppState {
  const [n, setN] = useState(0)
  useEffect(() => {
    if (isShot || wanted.has('still')) return
    const timer = setInterval(() => setN(now => now + 1), 1_000)
    return () => clearInterval(timer)
  }, [])
  if (!state.live) return state
  const { minute } = state.live
  const turn = n % Math.max(1, minute.length)
  return { ...state, live: { ...state.live, minute: [...minute.slice(turn), ...minute.slice(0, turn)] } }
}

let commits = 0
/** How often React has drawn. */
const count = (): void => {
  commits += 1
  document.documentElement.dataset.commits = String(commits)
}

const Shown = ({ state }: { state: AppState }) => (
  <Profiler id="app" onRender={count}>
    <App state={useMovingState(state)} actions={actions} levels="live" />
  </Profiler>
)

const stateOf = (name: string): AppState | undefined => {
  const state = STATES[name]
  if (!state || state.call.phase === 'idle') return state
  // Dialed as it comes on: what depends on a call's age is seen as it will be.
  return { ...state, call: { ...state.call, dialedAtMs: Date.now() } }
}

/** One state after another. */
function Story({ scenes }: { scenes: readonly (readonly [name: string, ms: number])[] }) {
  const [at, setAt] = useState(0)
  const [state, setState] = useState(stateOf(scenes[0]?.[0] ?? ''))
  useEffect(() => {
    const [, ms = 0] = scenes[at] ?? []
    const timer = setTimeout(() => {
      const next = scenes[at + 1]
      if (!next) return
      setState(stateOf(next[0]))
      setAt(at + 1)
    }, ms)
    return () => clearTimeout(timer)
  }, [scenes, at])
  return state ? <App state={state} actions={actions} levels="live" /> : <List />
}

const scenes = (wanted.get('play') ?? '')
  .split(',')
  .filter(Boolean)
  .map(scene => scene.split(':'))
  .map(([name = '', ms]) => [name, Number(ms)] as const)

const List = () => (
  <div className="gallery">
    <h1 className="display">Viaduct gallery</h1>
    <ul>
      {Object.keys(STATES).map(name => (
        <li key={name}>
          <a href={`?fixture=${name}&theme=light`}>{name}</a>
          <small>
            <a href={`?fixture=${name}&theme=dark`}>dark</a>
          </small>
        </li>
      ))}
    </ul>
  </div>
)

playSound()
const theme = wanted.get('theme')
if (theme !== null) document.documentElement.dataset.theme = theme
const state = STATES[wanted.get('fixture') ?? '']
const page = state ? <Shown state={state} /> : scenes.length > 0 ? <Story scenes={scenes} /> : <List />
const element = document.getElementById('root')
const root = element && createRoot(element)
const draw = (shown: ReactNode): void => root?.render(<StrictMode>{shown}</StrictMode>)
draw(page)

/** For tests that look at many pages: another fixture, drawn when it returns. */
const show = (fixture: string): void => {
  const next = STATES[fixture]
  if (!next) throw new Error(`there is no fixture ${fixture}`)
  flushSync(() => draw(<Shown key={fixture} state={next} />))
}
Object.assign(globalThis, { show })
