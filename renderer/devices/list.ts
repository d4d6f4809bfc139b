// Which devices there are, and which of them is used: the one that was chosen while it is there, else the system's. Pure.

export interface Device {
  readonly id: string
  readonly label: string
}

/** Of one direction: microphones, or speakers. */
export interface Shelf {
  readonly devices: readonly Device[]
  /** Which of them the system uses by itself; null: it does not say. */
  readonly system: Device | null
}

export interface DeviceList {
  readonly microphones: Shelf
  readonly speakers: Shelf
}

export const NO_DEVICES: DeviceList = {
  microphones: { devices: [], system: null },
  speakers: { devices: [], system: null },
}

/** `away`: the chosen one is not there, and the system's is used until it is. */
export type Chosen =
  | { readonly is: 'system'; readonly device: Device | null }
  | { readonly is: 'pinned'; readonly device: Device }
  | { readonly is: 'away'; readonly device: Device | null; readonly missing: string }

type Found = Pick<MediaDeviceInfo, 'kind' | 'deviceId' | 'groupId' | 'label'>

/** Names for "whichever is the system's", which stand in Chromium's list beside the devices themselves. */
const ALIASES: readonly string[] = ['default', 'communications']
const isAlias = ({ deviceId }: Found): boolean => ALIASES.includes(deviceId)

/** `USB headset (046d:0a44)` and `Default - USB headset`: what Chromium adds to a name is no part of it. */
const nameOf = ({ label }: Found): string =>
  label.replace(/^(Default|Communications) - /, '').replace(/ \([0-9a-f]{4}:[0-9a-f]{4}\)$/i, '')

/** The alias has the group of the device that it stands for; two directions of one headset share it, hence the kind. */
function shelfOf(found: readonly Found[], kind: MediaDeviceKind): Shelf {
  const own = found.filter(one => one.kind === kind)
  const real = own.filter(one => !isAlias(one) && one.deviceId !== '')
  const alias = own.find(({ deviceId }) => deviceId === 'default')
  const system =
    real.find(one => alias !== undefined && alias.groupId !== '' && one.groupId === alias.groupId) ??
    (real.length === 1 ? real[0] : undefined)
  const deviceOf = (one: Found): Device => ({ id: one.deviceId, label: nameOf(one) })
  return { devices: real.map(deviceOf), system: system === undefined ? null : deviceOf(system) }
}

export const listOf = (found: readonly Found[]): DeviceList => ({
  microphones: shelfOf(found, 'audioinput'),
  speakers: shelfOf(found, 'audiooutput'),
})

/** By its id; by its name where no device has the id. Two of the same name are told apart by their ids alone. */
export function chosen({ devices, system }: Shelf, pin: Device | null): Chosen {
  if (pin === null) return { is: 'system', device: system }
  const named = devices.filter(({ label }) => label !== '' && label === pin.label)
  const device = devices.find(({ id }) => id === pin.id) ?? (named.length === 1 ? named[0] : undefined)
  if (device !== undefined) return { is: 'pinned', device }
  return { is: 'away', device: system, missing: pin.label }
}

/** Whether there is anything to play sound with; with no permission devices have no names, and are still there. */
export const hasSpeaker = (found: readonly Found[]): boolean =>
  found.some(({ kind }) => kind === 'audiooutput')

/** Microphones beside that of these settings. */
export const othersThan = (
  found: readonly Found[],
  used: Pick<MediaTrackSettings, 'deviceId' | 'groupId'>,
): number =>
  found.filter(
    one =>
      one.kind === 'audioinput' &&
      !isAlias(one) &&
      one.deviceId !== used.deviceId &&
      one.groupId !== used.groupId,
  ).length
