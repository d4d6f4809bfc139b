// Finding agents by name, other name, purpose or language. Pure; what is read of an agent is kept as long as its card is.
import type { AgentCard } from '../../../protocol/ipc'

const LANGUAGES = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' })

/** Small letters, no accents, so that "zurich" finds "Zürich". */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()

/** What a language is called by those who speak it: Deutsch. A code that is none is its own name. */
function ownName(code: string): string {
  try {
    return new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? ''
  } catch {
    return ''
  }
}
/** A directory of thousands has a few dozen languages. */
const languageNames = new Map<string, string>()
function namesOf(code: string): string {
  const known = languageNames.get(code) ?? `${code} ${LANGUAGES.of(code) ?? ''} ${ownName(code)}`
  languageNames.set(code, known)
  return known
}

interface Read {
  readonly name: string
  readonly aliases: readonly string[]
  readonly all: string
}

/** Read once for each agent, not at every key: taking the accents off is what a search costs. */
const read = new WeakMap<AgentCard, Read>()
function readingOf(agent: AgentCard): Read {
  const known = read.get(agent)
  if (known !== undefined) return known
  const { name, purpose, languages, aliases = [] } = agent
  const fresh = {
    name: plain(name),
    aliases: aliases.map(plain),
    all: plain([name, ...aliases, purpose, ...languages.map(namesOf)].join(' ')),
  }
  read.set(agent, fresh)
  return fresh
}

/** Everything is read once when the directory arrives, in a free moment: the first key costs no more than the second. */
export const readAgents = (agents: readonly AgentCard[]): void => {
  for (const agent of agents) readingOf(agent)
}

/** How well the agent answers: its name begins so, another name does, or it is found somewhere. */
function rankOf(agent: AgentCard, first: string): number {
  const { name, aliases } = readingOf(agent)
  if (name.startsWith(first)) return 0
  return aliases.some(alias => alias.startsWith(first)) ? 1 : 2
}

/** The agents in which every word of `query` occurs: by name, other name, purpose or language. Those whose name begins so come first. */
export function matchAgents(agents: readonly AgentCard[], query: string): readonly AgentCard[] {
  const needles = plain(query).split(/\s+/).filter(Boolean)
  if (needles.length === 0) return agents
  const first = plain(query.trim())
  const ranks: readonly AgentCard[][] = [[], [], []]
  for (const agent of agents) {
    const { all } = readingOf(agent)
    if (needles.every(needle => all.includes(needle))) ranks[rankOf(agent, first)]?.push(agent)
  }
  return ranks.flat()
}

const SHOWN = 3

/** `EN DE FR`, and how many more: `EN ES FR +4`. */
export function languageTags(languages: readonly string[]): string {
  const tags = languages.slice(0, SHOWN).map(code => code.toUpperCase())
  const more = languages.length - SHOWN
  return more > 0 ? `${tags.join(' ')} +${more}` : tags.join(' ')
}
