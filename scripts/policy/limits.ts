// What a template may let an administrator type, read from a key's schema.
import { z } from 'zod'
import type { PolicyKey } from '../../protocol/policy/keys'

interface Limits {
  readonly min: number
  readonly max: number
  readonly maxLength: number
  readonly choices: readonly string[]
}

/** JSON documents may be as long as Windows lets a value be. */
const LENGTH_MAX = 1_000_000

const shape = z.object({
  minimum: z.number().default(0),
  maximum: z.number().default(0),
  maxLength: z.number().default(LENGTH_MAX),
  enum: z.array(z.string()).default([]),
})

export function limitsOf({ schema }: PolicyKey): Limits {
  const {
    minimum,
    maximum,
    maxLength,
    enum: choices,
  } = shape.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
  return { min: minimum, max: maximum, maxLength, choices }
}
