// The whole window for one state: frame, the screen the call's phase asks for, and what is read out.
import { words } from '../copy'
import { AppWindow, Rail, Titlebar } from '../ui'
import { InCall } from './call/in-call'
import { Connecting } from './connecting/connecting'
import { EndedCall } from './ended/ended'
import { FailedCall } from './failed/failed'
import { Home } from './home/home'
import { networkOf } from './model/network'
import { announcementOf, screenOf, titleOf } from './model/screen'
import type { AppProps } from './props'

const isMac = ({ state }: AppProps): boolean => state.app?.platform === 'darwin'

function Screen(props: AppProps) {
  const { state, actions, levels } = props
  const { call } = state
  const common = { state, actions, mac: isMac(props) }
  switch (call.phase) {
    case 'idle':
      return <Home {...common} />
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

/** Everything in the window. Holds no state of its own beyond what is being typed, hovered or folded. */
export function App(props: AppProps) {
  const { state, actions } = props
  const { title, subject } = titleOf(state)
  const { tone, word } = networkOf(state)
  return (
    <>
      <AppWindow
        skip={words.app.skip}
        titlebar={
          <Titlebar
            title={title}
            subject={subject}
            mac={isMac(props)}
            labels={words.window}
            onWindow={actions.controlWindow}
          />
        }
        rail={
          <Rail
            label={words.app.navigation}
            current={words.app.calls}
            network={{ tone, word, label: words.network.label }}
          />
        }
      >
        <Screen {...props} />
      </AppWindow>
      <p className="sr" role="status">
        {announcementOf(state)}
      </p>
    </>
  )
}
