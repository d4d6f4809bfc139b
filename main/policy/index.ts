// Reads the policy document given on the command line. Managed sources (registry, profiles, /etc) come with issue 6.
import { readFileSync } from 'node:fs'
import type { Policy } from '../../protocol/policy'

export type PolicyReading =
  /** `null`: nothing is managed. */
  | { readonly kind: 'policy'; readonly policy: Policy | null }
  | { readonly kind: 'problem'; readonly sentence: string }

const problem = (sentence: string): PolicyReading => ({ kind: 'problem', sentence })

/**
 * The schemas are loaded only where there is a document: a window without one is on screen before them.
 * @returns the policy, or one sentence that names the first thing wrong with the file.
 */
export async function readPolicy(file: string | null): Promise<PolicyReading> {
  if (file === null) return { kind: 'policy', policy: null }
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return problem(`The policy file ${file} cannot be read.`)
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return problem(`The policy file ${file} is not JSON.`)
  }
  const [{ parse }, { policySchema }] = await Promise.all([
    import('../../protocol/parse'),
    import('../../protocol/policy'),
  ])
  const parsed = parse(policySchema, json)
  if (parsed.success) return { kind: 'policy', policy: parsed.data }
  const { path, message } = parsed.issue
  const key = path.join('.') || 'the document'
  return problem(`The policy file ${file} is not valid: ${key}: ${message}.`)
}
