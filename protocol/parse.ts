// The one way to parse at a border: never throws.
import type { z } from 'zod'

/** Where a value does not fit, and why, in a few words. */
interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}
export type Parsed<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly data?: undefined; readonly issue: Issue }

const UNREADABLE: Issue = { path: [], message: 'cannot be read' }

/**
 * zod looks at `length` before it knows what it has, and throws where that is an object that is no number (4.6, found by
 * `npm run fuzz:signaling`). What cannot be parsed does not fit.
 */
export function parse<S extends z.ZodType>(schema: S, value: unknown): Parsed<z.output<S>> {
  try {
    const { success, data, error } = schema.safeParse(value)
    return success ? { success, data } : { success, issue: error.issues[0] ?? UNREADABLE }
  } catch {
    return { success: false, issue: UNREADABLE }
  }
}
