// What a source of settings gave: a document nobody has looked into yet, or why there is none. Knows no schema.
import type { PolicyProblem, PolicyProblemName } from '../../protocol/policy-report'

export type Found =
  | { readonly kind: 'document'; readonly where: string; readonly document: unknown }
  | {
      readonly kind: 'problem'
      readonly where: string
      readonly name: PolicyProblemName
      readonly why: string
    }

export interface Findings {
  readonly from: 'nobody' | 'organisation' | 'file'
  /** The first goes before the others. Empty: nobody gives settings. */
  readonly found: readonly Found[]
}

/** A place where this computer's settings may be. */
export interface PolicySource {
  find(): Promise<readonly Found[]>
  /** Another word whenever `find` may find something else. Cheap. */
  mark(): Promise<string>
}

export const noDocument = (where: string, name: PolicyProblem['name'], why: string): Found => ({
  kind: 'problem',
  where,
  name,
  why,
})
