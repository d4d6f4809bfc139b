// The whole window for one state: frame, the screen the call's phase asks for, and what is read out.
import { words } from '../copy'
import { AppWindow, Rail, type RailPlace, SILENT, Titlebar } from '../ui'
import { ConsentPrompt } from './call/consent-prompt'
import { InCall } from './call/in-call'
import { Connecting } from './connecting/connecting'
import { EndedCall } from './ended/ended'
import { FailedCall } from './failed/failed'
import { HistoryPage } from './history/history'
import { Home } from './home/home'
import { useHotkeys } from './hooks/use-hotkeys'
import { useSteady } from './hooks/use-steady'
import { Visible } from './hooks/visible'
import { LinkDialog } from './link/link-dialog'
import { networkOf } from './model/network'
import { announcementOf, isLive, placeOf, screenOf, titleOf } from './model/screen'
import { NetworkPage } from './network/network'
import type { AppProps, Place } from './props'
import { ProxyDialog } from './proxy/proxy-dialog'
import { SettingsPage } from './settings/settings'

const isMac = ({ state }: AppProps): boolean => state.app?.platform === 'darwin'

function Screen(props: AppProps) {
  const { state, actions, levels } = props
  const { call } = state
  const common = { state, actions, mac: isMac(props) }
  const place = placeOf(state)
  if (place === 'network') return <NetworkPage {...common} />
  if (place === 'history') return <HistoryPage {...common} />
  if (place === 'settings') return <SettingsPage {...common} levels={levels} />
  switch (call.phase) {
    case 'idle':
      return <Home {...common} levels={levels} />
    case 'preparing':
    case 'inviting':
    case 'ringing':
    case 'connecting':
      return <Connecting {...common} call={call} />
    case 'active':
    case 'recovering':
      return <InCall {...common} call={call} levels={levels} />
    case 'ending':
      return screenOf(call) === 'connecting' ? (
        <Connecting {...common} call={call} />
      ) : (
        <InCall {...common} call={call} levels={levels} />
      )
    case 'ended':
      return call.end.by === 'failure' ? (
        <FailedCall {...common} call={call} failure={call.end.failure} />
      ) : (
        <EndedCall {...common} call={call} />
      )
  }
}

const ICONS = {
  calls: 'phone',
  history: 'history',
  network: 'arches',
  settings: 'sliders',
} as const satisfies Record<Place, RailPlace<Place>['icon']>

/** @param live a call is on: other places wait until it is over, and say so. */
const placesOf = (live: boolean): readonly RailPlace<Place>[] =>
  (Object.keys(ICONS) as Place[]).map(id => ({
    id,
    icon: ICONS[id],
    label: words.app[id],
    closed: live && id !== 'calls' ? words[id].duringCall : null,
  }))

function Places({ state, actions }: Pick<AppProps, 'state' | 'actions'>) {
  const { tone, word } = networkOf(state)
  return (
    <Rail
      label={words.app.navigation}
      places={placesOf(isLive(state.call))}
      current={placeOf(state)}
      onGo={actions.go}
      network={{ place: 'network', tone, word, label: words.network.label }}
    />
  )
}

/** Everything in the window. Holds no state of its own beyond what is being typed, hovered or folded. */
export function App(props: AppProps) {
  const { actions } = props
  const state = useSteady(props.state)
  const { isVisible } = props.state
  // Nobody looks: the microphone and the agent are not measured for show.
  const shown = { ...props, state, levels: isVisible ? props.levels : SILENT }
  const { title, subject } = titleOf(state)
  const mac = isMac(props)
  const place = placeOf(state)
  const screen = place === 'calls' ? screenOf(state.call) : place
  useHotkeys(screen, mac, {
    goCalls: () => actions.go('calls'),
    ...(isLive(state.call)
      ? {}
      : {
          goHistory: () => actions.go('history'),
          goNetwork: () => actions.go('network'),
          goSettings: () => actions.go('settings'),
        }),
  })
  return (
    <Visible value={isVisible}>
      <AppWindow
        skip={words.app.skip}
        visible={isVisible}
        titlebar={
          <Titlebar
            title={title}
            subject={subject}
            mac={mac}
            labels={words.window}
            onWindow={actions.controlWindow}
          />
        }
        rail={<Places {...shown} />}
      >
        <Screen {...shown} />
      </AppWindow>
      {state.proxy && (
        <ProxyDialog key={state.proxy.id} question={state.proxy} onAnswer={actions.answerProxy} />
      )}
      {state.offer && (
        <LinkDialog key={state.offer.id} offer={state.offer} state={state} onAnswer={actions.answerOffer} />
      )}
      {state.call.phase === 'preparing' && state.call.consent && (
        <ConsentPrompt question={state.call.consent} onAnswer={actions.consent} />
      )}
      <p className="sr" role="status">
        {announcementOf(props.state)}
      </p>
    </Visible>
  )
}
