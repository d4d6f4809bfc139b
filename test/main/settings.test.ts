// The system's settings: one fixed address for each system that has one, and never one that somebody names.
import { expect, test } from 'vitest'
import { settingsOpener } from '../../main/window/settings'
import { CONTRACT } from '../../protocol/ipc'

const openedOn = async (platform: NodeJS.Platform): Promise<string[]> => {
  const opened: string[] = []
  await settingsOpener(async address => void opened.push(address), platform)('microphone')
  return opened
}

test('the page about the microphone, where the system has an address for it', async () => {
  expect(await openedOn('win32')).toEqual(['ms-settings:privacy-microphone'])
  expect(await openedOn('darwin')).toEqual([
    'x-apple.systempreferences:com.apple.preference.security?Privacy_Microphone',
  ])
  expect(await openedOn('linux')).toEqual([])
})

test('the window cannot name an address', () => {
  expect(CONTRACT.openSystemSettings.input.safeParse('https://example.com/').success).toBe(false)
})
