// The door of the window room.
export { askForMicrophone, guardContentsOf, guardSession } from './guard'
export { registerScheme, serveApp } from './serve'
export { settingsOpener } from './settings'
export { watchVisibility } from './visibility'
export { controlWindow, createWindow } from './window'
