// docs/numbers.md and the table on the terminal, from the same result. Pure.
import type { Spread } from './figures'

/** One figure: what was measured, and what it is held against. */
export interface Row {
  readonly what: string
  readonly unit: 'ms' | 'MB'
  readonly figure: Spread
  readonly against: { readonly bare: Spread; readonly aim: number } | null
}

export interface Result {
  readonly date: string
  readonly machine: string
  readonly runtime: string
  readonly load: readonly (number | null)[]
  readonly rows: readonly Row[]
  /** Medians, MB by kind of process. */
  readonly processes: Readonly<Record<string, Readonly<Record<string, number>>>>
}

export const ratioOf = ({ figure, against }: Row): number | null =>
  against === null ? null : figure.median / against.bare.median

const cells = (row: Row): readonly string[] => {
  const { what, unit, figure, against } = row
  const ratio = ratioOf(row)
  return [
    what,
    `${figure.median} ${unit}`,
    `${figure.min}-${figure.max}`,
    String(figure.n),
    against === null ? '' : `${against.bare.median} ${unit}`,
    ratio === null ? '' : ratio.toFixed(2),
    against === null ? '' : `<= ${against.aim.toFixed(2)}`,
  ]
}

const HEAD = ['what', 'median', 'range', 'n', 'bare window', 'ratio', 'aim']
const line = (values: readonly string[]): string => `| ${values.join(' | ')} |`

export function table(rows: readonly Row[]): string {
  return [line(HEAD), line(HEAD.map(() => '---')), ...rows.map(row => line(cells(row)))].join('\n')
}

function processTable(processes: Result['processes']): string {
  const states = Object.keys(processes)
  const kinds = [...new Set(Object.values(processes).flatMap(Object.keys))].sort()
  const rows = kinds.map(kind =>
    line([kind, ...states.map(state => String(Math.round(processes[state]?.[kind] ?? 0)))]),
  )
  return [line(['process', ...states]), line(['---', ...states.map(() => '---')]), ...rows].join('\n')
}

export const numbersPage = (result: Result): string => `# Numbers

Measured by \`npm run bench:start -- --write-docs\` on ${result.date}. ${result.machine}; ${result.runtime}.
Load of the machine before each group: ${result.load.map(value => value ?? 'unknown').join(', ')}.

${table(result.rows)}

- *Bare window*: one \`BrowserWindow\` of the same size with one heading, on the same runtime, run in turn with the app.
- *First paint*: from the start of the process to the page's first contentful paint, with a profile that exists already.
- *Dial to first media*: from the call reports (\`timings.firstMediaMs\`), everything on loopback. Cold includes the start of
  the built-in agent's process.
- *Memory*: proportional set size, summed over all processes of the app. In a call with a remote gateway the gateway is
  a process of its own and not counted; the built-in agent's process is told apart.
- What was done for these figures, and what was tried in vain: [adr/0011](adr/0011-the-window-first.md).

The gateway's cost per call is in [adr/0002](adr/0002-werift-answers.md), the firewall lab's table in [lab.md](lab.md).

Memory by process, MB (medians):

${processTable(result.processes)}
`
