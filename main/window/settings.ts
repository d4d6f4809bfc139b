// Opens the page of the system's own settings that says who may use the microphone. Only the addresses that stand here are opened.
// Knows Electron's shell by its shape.

/**
 * Windows: ms-settings, https://learn.microsoft.com/windows/apps/develop/launch/launch-settings (Privacy). macOS: the anchors of the
 * pane Security & Privacy. Linux has no address for it: desktops have no such permission for apps outside a sandbox.
 */
const PAGES: Readonly<Record<'microphone', Partial<Record<NodeJS.Platform, string>>>> = {
  microphone: {
    win32: 'ms-settings:privacy-microphone',
    darwin: 'x-apple.systempreferences:com.apple.preference.security?Privacy_Microphone',
  },
}

/** Nothing is opened on a system that has no such page. @param open hands an address to the system */
export const settingsOpener =
  (open: (address: string) => Promise<void>, platform: NodeJS.Platform) =>
  async (what: keyof typeof PAGES): Promise<void> => {
    const page = PAGES[what][platform]
    if (page !== undefined) await open(page)
  }
