// The gallery: `?fixture=NAME&theme=light|dark` shows one screen, no fixture shows the list.
// `?play=home:1000,preparing:100,active:5000` shows several, each for so many milliseconds: what a person sees of a change.
import { StrictMode, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import type { Quality } from '../../protocol/report'
import { App, type AppActions, type AppState, type Levels } from '../../renderer/screens'
import { STATES } from '../fixtures/states'

const wanted = new URLSearchParams(location.search)
/** For pictures: the sound stands still at a telling level. */
const isShot = wanted.has('shot')

/** Sound that rises and falls like speech. */
const levels: Levels = {
  subscribe: listener => {
    const timer = setInterval(() => {
      const wave = isShot ? 0.85 : Math.abs(Math.sin(Date.now() / 140) * Math.sin(Date.now() / 530))
      listener({ agent: wave, microphone: isShot ? 0.6 : wave * 0.8 })
    }, 33)
    return () => clearInterval(timer)
  },
}

const actions: AppActions = {
  dial: () => undefined,
  hangUp: () => undefined,
  mute: () => undefined,
  dismiss: () => undefined,
  controlWindow: () => undefined,
  go: () => undefined,
  checkNetwork: () => undefined,
  saveReport: () => Promise.resolve(true),
  answerProxy: () => undefined,
  copy: text => navigator.clipboard?.writeText(text).catch(() => undefined) ?? Promise.resolve(),
}

const around = (value: number | null, part: number, n: number): number | null =>
  value === null ? null : value * (1 + part * (Math.sin(n * 1.7) * 0.6 + Math.sin(n * 0.61)))

const wobble = (quality: Quality, n: number): Quality => ({
  ...quality,
  mos: quality.mos === null ? null : Math.min(5, Math.max(1, around(quality.mos, 0.03, n) ?? 1)),
  rttMs: around(quality.rttMs, 0.08, n + 3),
  jitterMs: around(quality.jitterMs, 0.2, n + 7),
  lossPct: Math.max(0, around(quality.lossPct, n % 17 === 0 ? 2 : 0.05, n) ?? 0),
  receivedKbps: around(quality.receivedKbps, 0.07, n + 11),
})

const FIRST_FIGURES = 38

/** The state with figures that move: a minute's worth at once, then one a second. The last one is the fixture's. */
function useMovingState(state: AppState): AppState {
  const [n, setN] = useState(0)
  useEffect(() => {
    if (isShot && n > FIRST_FIGURES) return
    const timer = setTimeout(() => setN(n + 1), n < FIRST_FIGURES ? 4 : 1_000)
    return () => clearTimeout(timer)
  }, [n])
  const [live, setLive] = useState(state.live)
  useEffect(() => {
    if (!state.live || state.live.quality.rttMs === null) return
    const { path, quality } = state.live
    setLive({ path, quality: n === FIRST_FIGURES ? quality : wobble(quality, n) })
  }, [state, n])
  return { ...state, live }
}

const Shown = ({ state }: { state: AppState }) => (
  <App state={useMovingState(state)} actions={actions} levels={levels} />
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
  return state ? <App state={state} actions={actions} levels={levels} /> : <List />
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

const theme = wanted.get('theme')
if (theme !== null) document.documentElement.dataset.theme = theme
const state = STATES[wanted.get('fixture') ?? '']
const page = state ? <Shown state={state} /> : scenes.length > 0 ? <Story scenes={scenes} /> : <List />
const root = document.getElementById('root')
if (root) createRoot(root).render(<StrictMode>{page}</StrictMode>)
