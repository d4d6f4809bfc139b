// Composition root of the page: engine, store, screens.
import { StrictMode, useSyncExternalStore } from 'react'
import { createRoot } from 'react-dom/client'
import { describeFailure } from './copy'
import { makeHeadlessCall } from './headless'
import { App, type AppActions } from './screens'
import './styles/index.css'
import {
  createAppStore,
  createEngine,
  createLinks,
  createSeen,
  followConversation,
  followPolicy,
  followProxies,
  nowMs,
} from './store'

const bridge = window.viaduct
const store = createAppStore()
const engine = createEngine(bridge, store, describeFailure)

const conversation = followConversation(bridge, store, nowMs)
const readPolicy = followPolicy(bridge, store)

const links = createLinks(bridge, store, agentId =>
  engine.dispatch({ type: 'dial', callId: crypto.randomUUID(), agentId, route: 'auto' }),
)

const actions: AppActions = {
  dial: links.dial,
  answerOffer: links.answer,
  hangUp: () => engine.dispatch({ type: 'hangUp' }),
  mute: muted => engine.dispatch({ type: 'mute', muted }),
  hold: on => engine.dispatch({ type: 'hold', on }),
  press: digit => engine.dispatch({ type: 'press', digit }),
  consent: agrees => engine.dispatch({ type: 'consent', agrees }),
  dismiss: () => engine.dispatch({ type: 'dismiss' }),
  controlWindow: action => void bridge.controlWindow(action),
  openSystemSettings: page => void bridge.openSystemSettings(page),
  copy: text => navigator.clipboard.writeText(text),
  go: engine.go,
  checkNetwork: engine.checkNetwork,
  saveReport: what => bridge.saveNetworkReport(what),
  answerProxy: followProxies(bridge, store),
  past: engine.past,
  sound: engine.sound,
  prefer: engine.sound.prefer,
  words: conversation.actions,
}

bridge.onCommand(command => {
  if (command.type === 'offer') links.hear(command)
  else actions.hangUp()
})

const seen = createSeen(store)

function Root() {
  return <App state={useSyncExternalStore(store.subscribe, seen)} actions={actions} levels="live" />
}

/** Draws the page at once; what main knows follows. A headless page draws nothing. */
async function start(): Promise<void> {
  const [app, preferences] = await Promise.all([bridge.startApp(), bridge.readPreferences()])
  store.setState({ app })
  engine.sound.know(preferences)
  // Before anything is drawn: the screen is the call's again, without a flash of home.
  if (app.rejoin !== null) engine.rejoin(app.rejoin)
  const { call } = store.getState()
  if (call.phase !== 'idle') void conversation.recall(call.callId).catch(() => undefined)
  if (app.call !== null) return makeHeadlessCall(app.call, engine, store)
  if (app.headless) return
  const root = document.getElementById('root')
  if (root !== null) {
    createRoot(root).render(
      <StrictMode>
        <Root />
      </StrictMode>,
    )
  }
  engine.recallNetwork()
  engine.sound.watch.look()
  store.setState({ agents: await bridge.listAgents() })
  await engine.readRecent()
  await readPolicy()
}

start()
