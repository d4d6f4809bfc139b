// Which device is used: the chosen one while it is there, else the system's; and what is said of it.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chosen, setupOf } from '../../renderer/devices'
import { listOf, othersThan } from '../../renderer/devices/list'
import { isOther } from '../../renderer/devices/setup'
import { awayOf, pickerOf, pickOf } from '../../renderer/screens/model/devices'
import { DEVICES, HEADSET, NOTHING_CHOSEN, PINNED, WITHOUT_HEADSET } from '../fixtures/devices'

const found = (kind: MediaDeviceKind, deviceId: string, groupId: string, label: string) => ({
  kind,
  deviceId,
  groupId,
  label,
})

/** As Chromium lists a laptop with a headset whose microphone is the system's. */
const LISTED = [
  found('audioinput', 'default', 'g-usb', 'Default - USB headset (046d:0a44)'),
  found('audioinput', 'communications', 'g-built', 'Communications - Built-in'),
  found('audioinput', 'm1', 'g-usb', 'USB headset (046d:0a44)'),
  found('audioinput', 'm2', 'g-built', 'Built-in'),
  found('audiooutput', 'default', 'g-built', 'Default - Speakers'),
  found('audiooutput', 's1', 'g-usb', 'USB headset (046d:0a44)'),
  found('audiooutput', 's2', 'g-built', 'Speakers'),
  found('videoinput', 'v1', 'g-built', 'Camera'),
]

describe('the list', () => {
  test('holds devices only, by the names that people know, and knows the system’s', () => {
    expect(listOf(LISTED)).toEqual({
      microphones: {
        devices: [
          { id: 'm1', label: 'USB headset' },
          { id: 'm2', label: 'Built-in' },
        ],
        system: { id: 'm1', label: 'USB headset' },
      },
      speakers: {
        devices: [
          { id: 's1', label: 'USB headset' },
          { id: 's2', label: 'Speakers' },
        ],
        system: { id: 's2', label: 'Speakers' },
      },
    })
    expect(othersThan(LISTED, { deviceId: 'm1', groupId: 'g-usb' })).toBe(1)
  })
  test('without a permission there are devices, and nothing more is known', () => {
    const { microphones } = listOf([found('audioinput', '', '', '')])
    expect(microphones).toEqual({ devices: [], system: null })
  })
})

describe('the device that is used', () => {
  const shelf = DEVICES.microphones
  test('is the system’s where none was chosen', () =>
    expect(chosen(shelf, null)).toEqual({ is: 'system', device: HEADSET }))
  test('is found again by its name where its id is another one', () =>
    expect(chosen(shelf, { id: 'from another profile', label: 'USB headset' })).toEqual({
      is: 'pinned',
      device: HEADSET,
    }))
  test('is not guessed between two of one name', () => {
    const twins = { devices: [HEADSET, { ...HEADSET, id: 'second' }], system: null }
    expect(chosen(twins, { id: 'third', label: HEADSET.label }).is).toBe('away')
  })
  test('is the chosen one or the system’s, whatever comes and goes', () => {
    const device = fc.record({ id: fc.string({ minLength: 1 }), label: fc.string() })
    fc.assert(
      fc.property(fc.uniqueArray(device, { selector: ({ id }) => id }), device, (devices, pin) => {
        const system = devices[0] ?? null
        const used = chosen({ devices, system }, pin)
        if (devices.some(({ id }) => id === pin.id))
          expect(used).toMatchObject({ is: 'pinned', device: { id: pin.id } })
        else if (used.is === 'pinned') expect(used.device.label).toBe(pin.label)
        else expect(used.device).toBe(system)
      }),
    )
  })
})

describe('the microphone is opened anew', () => {
  const before = setupOf(NOTHING_CHOSEN, DEVICES).microphone
  test.each([
    [
      'for another treatment',
      setupOf({ ...NOTHING_CHOSEN, noiseSuppression: false }, DEVICES).microphone,
      true,
    ],
    ['when another one is chosen', setupOf(PINNED, DEVICES).microphone, true],
    ['when the system has another one', setupOf(NOTHING_CHOSEN, WITHOUT_HEADSET).microphone, true],
    [
      'not because another speaker is chosen',
      setupOf({ ...NOTHING_CHOSEN, speaker: HEADSET }, DEVICES).microphone,
      false,
    ],
    ['not when the list becomes known', { ...before, system: null }, false],
  ])('%s', (_, after, is) => expect(isOther(before, after)).toBe(is))
})

describe('the picker', () => {
  test('keeps a device that is not there, and says what is used instead', () => {
    const held = { preferences: PINNED, devices: WITHOUT_HEADSET }
    const view = pickerOf(held, 'microphone')
    expect(view.value).toBe(HEADSET.id)
    expect(view.choices.map(({ value }) => value)).toEqual(['', 'mic-built-in', HEADSET.id])
    expect(view.note).toBe(awayOf(held))
    expect(view.note).toContain('USB headset is unplugged')
    expect(awayOf({ preferences: PINNED, devices: DEVICES })).toBeNull()
  })
  test('chooses what there is, or the system’s, and nothing else', () => {
    const held = { preferences: PINNED, devices: DEVICES }
    expect(pickOf(held, 'ringer', 'out-usb')).toEqual({ ringer: { id: 'out-usb', label: 'USB headset' } })
    expect(pickOf(held, 'ringer', '')).toEqual({ ringer: null })
    expect(pickOf(held, 'ringer', 'nothing')).toBeUndefined()
  })
})
