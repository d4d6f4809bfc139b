// Every key of the policy by its dotted name, with its schema and what it says of itself: the schema, walked once.
import { z } from 'zod'
import { type Policy, policySchema } from '../policy'
import { KEY_METAS, type KeyMeta, SECTION_TITLES } from './key'

/** How a value is written where there is no JSON: `list` holds texts, `counts` numbers, `document` is JSON in words. */
export type KeyKind = 'switch' | 'count' | 'text' | 'choice' | 'list' | 'counts' | 'document'

export interface PolicyKey {
  /** As in `routes.force`. */
  readonly name: string
  readonly path: readonly [string] | readonly [string, string]
  /** Null: it belongs to no group. */
  readonly section: string | null
  readonly schema: z.ZodType
  readonly kind: KeyKind
  readonly meta: KeyMeta
}

/** Below defaults, and below what may be left out or be null. */
export function coreOf(schema: z.core.$ZodType): z.core.$ZodType {
  const wraps =
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable
  return wraps ? coreOf(schema.def.innerType) : schema
}

function kindOf(schema: z.core.$ZodType): KeyKind {
  const core = coreOf(schema)
  if (core instanceof z.ZodBoolean) return 'switch'
  if (core instanceof z.ZodNumber) return 'count'
  if (core instanceof z.ZodEnum) return 'choice'
  if (core instanceof z.ZodString || core instanceof z.ZodURL) return 'text'
  if (!(core instanceof z.ZodArray)) return 'document'
  if (core.element instanceof z.ZodNumber) return 'counts'
  return core.element instanceof z.ZodString ? 'list' : 'document'
}

function keyOf(path: PolicyKey['path'], section: string | null, schema: z.ZodType): PolicyKey {
  const meta = KEY_METAS.get(schema)
  const name = path.join('.')
  if (meta === undefined) throw new Error(`the policy's ${name} says nothing of itself`)
  return { name, path, section, schema, kind: kindOf(schema), meta }
}

export const POLICY_KEYS: readonly PolicyKey[] = Object.entries(policySchema.shape).flatMap(
  ([name, schema]): PolicyKey[] => {
    if (name === 'version') return []
    const core = coreOf(schema)
    const group = core instanceof z.ZodObject ? SECTION_TITLES.get(core) : undefined
    if (!(core instanceof z.ZodObject) || group === undefined) return [keyOf([name], null, schema)]
    return Object.entries(core.shape).map(([part, inner]) => keyOf([name, part], group.title, inner))
  },
)

/** The value of a key in a policy; null: it says nothing. */
export function valueIn(policy: Policy, { path: [first, second] }: Pick<PolicyKey, 'path'>): unknown {
  const own = (from: unknown, name: string): unknown =>
    typeof from === 'object' && from !== null && Object.hasOwn(from, name)
      ? Reflect.get(from, name)
      : undefined
  const value = own(policy, first)
  return (second === undefined ? value : own(value, second)) ?? null
}
