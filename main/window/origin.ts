// The page's own origin. A custom scheme instead of file://, so that nothing else on the disk shares it.
export const APP_SCHEME = 'viaduct-app'
export const APP_HOST = 'window'
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`
