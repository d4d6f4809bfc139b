// Writes XML: elements, attributes and words, escaped. Knows nothing of what they mean.

export type Xml = string | Element | { readonly comment: string }
interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string | number>>
  readonly children: readonly Xml[]
}

export const el = (
  name: string,
  attributes: Element['attributes'] = {},
  ...children: readonly Xml[]
): Element => ({ name, attributes, children })

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
export const escaped = (words: string): string => words.replace(/[&<>"]/g, char => ESCAPES[char] ?? char)

function lines(xml: Xml, indent: string): string[] {
  if (typeof xml === 'string') return [`${indent}${escaped(xml)}`]
  // Two hyphens would end a comment.
  if ('comment' in xml) return [`${indent}<!-- ${xml.comment.replaceAll('--', '- -')} -->`]
  const { name, attributes, children } = xml
  const inside = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
  const open = `${indent}<${name}${inside.join('')}`
  const [only] = children
  if (only === undefined) return [`${open}/>`]
  if (typeof only === 'string' && children.length === 1) return [`${open}>${escaped(only)}</${name}>`]
  return [`${open}>`, ...children.flatMap(child => lines(child, `${indent}  `)), `${indent}</${name}>`]
}

/** @param head what stands before the first element */
export const document = (root: Element, head: readonly string[] = []): string =>
  `${['<?xml version="1.0" encoding="UTF-8"?>', ...head, ...lines(root, '')].join('\n')}\n`
