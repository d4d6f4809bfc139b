// Devices in a call: all three chosen without leaving it, and one sentence where a chosen one is not there.
import { useId, useRef } from 'react'
import { words } from '../../copy'
import { ControlButton, Icon } from '../../ui'
import { DeviceField } from '../devices/picker'
import { useHotkeys } from '../hooks/use-hotkeys'
import { awayOf, PARTS } from '../model/devices'
import type { AppActions, AppState } from '../props'

interface DevicesMenuProps {
  readonly state: AppState
  readonly prefer: AppActions['prefer']
  readonly mac: boolean
  readonly disabled: boolean
}

/** The platform's own popover: Escape and a click elsewhere close it, and the focus goes back. */
export function DevicesMenu({ state, prefer, mac, disabled }: DevicesMenuProps) {
  const id = useId()
  const menu = useRef<HTMLDivElement>(null)
  useHotkeys('call', mac, disabled ? {} : { devices: () => menu.current?.togglePopover() })
  return (
    <>
      <ControlButton icon="headset" hint="D" on={false} opens={id} disabled={disabled}>
        {words.devices.title}
      </ControlButton>
      <div
        ref={menu}
        id={id}
        popover="auto"
        className="devices"
        role="dialog"
        aria-label={words.devices.title}
      >
        {PARTS.map(part => (
          <DeviceField key={part} state={state} part={part} prefer={prefer} />
        ))}
      </div>
    </>
  )
}

/** The region is always there, because screen readers read out only what changes inside one that they know. */
export function DeviceAway({ state }: Pick<DevicesMenuProps, 'state'>) {
  const sentence = awayOf(state)
  return (
    <div role="status">
      {sentence !== null && (
        <div className="banner" data-device="away">
          <Icon name="headset" />
          <p className="grow">{sentence}</p>
        </div>
      )}
    </div>
  )
}
