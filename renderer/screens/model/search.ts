// Finding agents by name, purpose or language. Pure.
import type { AgentCard } from '../../../protocol/ipc'

const LANGUAGES = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' })

/** Small letters, no accents, so that "zurich" finds "Zürich". */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()

const wordsOf = ({ name, purpose, languages }: AgentCard): string =>
  plain([name, purpose, ...languages, ...languages.map(code => LANGUAGES.of(code) ?? '')].join(' '))

/** The agents in which every word of `query` occurs. Names that begin with the query come first. */
export function matchAgents(agents: readonly AgentCard[], query: string): readonly AgentCard[] {
  const needles = plain(query).split(/\s+/).filter(Boolean)
  if (needles.length === 0) return agents
  const hits = agents.filter(agent => {
    const text = wordsOf(agent)
    return needles.every(needle => text.includes(needle))
  })
  const first = plain(query.trim())
  const begins = (agent: AgentCard): boolean => plain(agent.name).startsWith(first)
  return [...hits.filter(begins), ...hits.filter(agent => !begins(agent))]
}

const SHOWN = 3

/** `EN DE FR`, and how many more: `EN ES FR +4`. */
export function languageTags(languages: readonly string[]): string {
  const tags = languages.slice(0, SHOWN).map(code => code.toUpperCase())
  const more = languages.length - SHOWN
  return more > 0 ? `${tags.join(' ')} +${more}` : tags.join(' ')
}
