// The colours and the type of the plots, in light and dark: the app's own tokens. Pure.

/** A colour as the app's tokens give it, for each theme. */
interface Colour {
  readonly light: string
  readonly dark: string
}

/** Reads one token of renderer/styles/tokens.css. Throws when it is not there. */
export function colourOf(css: string, token: string): Colour {
  const pair = new RegExp(`--${token}:\\s*light-dark\\(\\s*(oklch\\([^)]*\\)),\\s*(oklch\\([^)]*\\))`)
  const [, light, dark] = pair.exec(css) ?? []
  if (light === undefined || dark === undefined) throw new Error(`there is no token --${token}`)
  return { light, dark }
}

const TOKENS = {
  ink1: 'ink-1',
  ink2: 'ink-2',
  ink3: 'ink-3',
  other: 'ink-4',
  line: 'line-mark',
  sheet: 'sheet',
}

/** The beginning of a plot's style. @param css the text of renderer/styles/tokens.css */
export function themeOf(css: string): string {
  const theme = (name: keyof Colour): string =>
    Object.entries(TOKENS)
      .map(([key, token]) => `--${key}:${colourOf(css, token)[name]}`)
      .join(';')
  return [
    `svg{${theme('light')}}@media(prefers-color-scheme:dark){svg{${theme('dark')}}}`,
    'text{font:12px system-ui,"Segoe UI",sans-serif;fill:var(--ink2)}',
    '.title{font-weight:600;font-size:13px;fill:var(--ink1)}.sheet{fill:var(--sheet)}',
  ].join('')
}
