// Reads XML as far as the templates need it: elements, attributes, words. Throws at what is not well-formed.

export interface Node {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Node[]
  words: string
}

const TOKEN =
  /<\?[^?]*\?>|<!DOCTYPE[^>]*>|<!--(?:(?!--)[\s\S])*-->|<\/([\w-]+)>|<([\w-]+)((?:\s+[\w:-]+="[^"<&]*(?:&\w+;[^"<&]*)*")*)\s*(\/?)>|[^<&]+|&(?:amp|lt|gt|quot);/gy
const WORDS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }
const read = (text: string): string =>
  text.replace(/&(\w+);/g, (_, name: string) => WORDS[name] ?? `&${name};`)

const attributesOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, read(value)]),
  )

export function parseXml(text: string): Node {
  const top: Node = { name: '', attributes: {}, children: [], words: '' }
  const open = [top]
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const from = TOKEN.lastIndex
    const match = TOKEN.exec(text)
    if (match === null) throw new Error(`not well-formed at ${text.slice(from, from + 40)}`)
    const [whole, closes, opens, attributes = '', isEmpty] = match
    const now = open.at(-1) ?? top
    if (opens !== undefined) {
      const node: Node = { name: opens, attributes: attributesOf(attributes), children: [], words: '' }
      now.children.push(node)
      if (isEmpty === '') open.push(node)
    } else if (closes !== undefined) {
      if (open.pop()?.name !== closes) throw new Error(`${closes} ends what it did not begin`)
    } else if (!whole.startsWith('<')) now.words += read(whole)
  }
  const [root] = top.children
  if (open.length !== 1 || root === undefined || top.children.length !== 1) throw new Error('not one element')
  return root
}

export const all = (node: Node, name: string): Node[] => [
  ...(node.name === name ? [node] : []),
  ...node.children.flatMap(child => all(child, name)),
]

/** A property list's value. */
export function plistValue({ name, children, words }: Node): unknown {
  if (name === 'true' || name === 'false') return name === 'true'
  if (name === 'integer' || name === 'real') return Number(words)
  if (name === 'array') return children.map(plistValue)
  if (name !== 'dict') return words
  const pairs = children.flatMap((child, at) =>
    child.name === 'key' ? [[child.words, plistValue(children[at + 1] ?? child)] as const] : [],
  )
  return Object.fromEntries(pairs)
}
