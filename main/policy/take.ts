// What the app starts with: the organisation's settings as they are, or the file that was named, whole or not at all.
import type { Findings } from './found'
import type { PolicySources } from './sources'

export type Taken =
  | { readonly kind: 'findings'; readonly findings: Findings }
  | {
      readonly kind: 'refused'
      readonly name: 'policy_invalid' | 'policy_refused'
      readonly sentence: string
    }

/**
 * A mistake of the organisation's costs one setting, and is told. Whoever names a file sees one sentence and no start: they can mend it.
 * @param file as named at the start
 * @param mayBeWrong whoever asks shows what is wrong with it
 */
export async function takePolicy(
  sources: PolicySources,
  file: string | null,
  mayBeWrong = false,
): Promise<Taken> {
  const findings = await sources.find()
  if (file === null) return { kind: 'findings', findings }
  if (findings.from === 'organisation') {
    const sentence = `This computer has settings of an organisation (${findings.found[0]?.where}), so --policy is not taken.`
    return { kind: 'refused', name: 'policy_refused', sentence }
  }
  if (mayBeWrong) return { kind: 'findings', findings }
  const { resolvePolicy } = await import('./resolve')
  const [wrong] = resolvePolicy(findings).report.problems
  if (wrong === undefined) return { kind: 'findings', findings }
  const key = wrong.key === null ? '' : `${wrong.key}: `
  return {
    kind: 'refused',
    name: 'policy_invalid',
    sentence: `The policy file ${file} is not valid: ${key}${wrong.why}.`,
  }
}
