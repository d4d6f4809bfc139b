// The system's dialog for saving a file. Joins, and knows no report.
import { type BrowserWindow, dialog } from 'electron'

/** Asks for a place; null: they changed their mind. */
export type AskForFile = (options: {
  readonly defaultPath: string
  readonly filters: { name: string; extensions: string[] }[]
}) => Promise<string | null>

export const askForFile =
  (window: BrowserWindow): AskForFile =>
  async options => {
    const { canceled, filePath } = await dialog.showSaveDialog(window, options)
    return canceled || filePath === '' ? null : filePath
  }
