// One contract entry, one handler, one bridge method: read from the sources, so that a second place shows.
import ts from 'typescript'
import type { Sources } from './sources'

const parse = (path: string, text: string) => ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  ts.forEachChild(node, child => walk(child, visit))
}

/** Names given to `ipcMain.handle` and its like, or to `ipcRenderer.invoke` and its like, by hand. */
export function literalChannels(path: string, text: string): readonly string[] {
  const names: string[] = []
  walk(parse(path, text), node => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return
    const isIpc = /^ipc(Main|Renderer)$/.test(node.expression.expression.getText())
    const [channel] = node.arguments
    if (isIpc && channel && ts.isStringLiteralLike(channel)) names.push(channel.text)
  })
  return names
}

/** How often a file registers or exposes by looping over a list of names: `for (… of REQUESTS)`, `REQUESTS.map`. */
export function loopsOver(list: 'REQUESTS' | 'EVENTS', path: string, text: string): number {
  let loops = 0
  walk(parse(path, text), node => {
    if (ts.isForOfStatement(node) && node.expression.getText() === list) loops++
    const isCall = ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)
    if (isCall && new RegExp(`^${list}\\.(map|forEach|flatMap)$`).test(node.expression.getText())) loops++
  })
  return loops
}

/** From this many on, an object of functions by request names is a set of handlers, or a part of one; fewer, if it has no others. */
const HANDLERS_MIN = 3

/** Names of requests that the handler objects of these sources carry, each as often as it is there. */
export function handlerNames(sources: Sources, requests: readonly string[]): readonly string[] {
  const names: string[] = []
  for (const [path, text] of sources)
    walk(parse(path, text), node => {
      if (!ts.isObjectLiteralExpression(node)) return
      const own = node.properties.map(property => property.name?.getText() ?? '')
      const handled = own.filter(name => requests.includes(name))
      const isPart = handled.length > 1 && handled.length === own.length
      if (handled.length >= HANDLERS_MIN || isPart) names.push(...handled)
    })
  return names
}

export interface Mismatch {
  readonly missing: readonly string[]
  readonly twice: readonly string[]
}

/** Compares names against the contract: each is there, and there once. */
export const compare = (contract: readonly string[], names: readonly string[]): Mismatch => ({
  missing: contract.filter(name => !names.includes(name)),
  twice: contract.filter(name => names.filter(other => other === name).length > 1),
})
