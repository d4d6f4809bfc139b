// What every key of the policy says of itself. Templates, documentation, command line and settings page are made from it.
// Must not know which keys there are.
import { z } from 'zod'

export interface KeyMeta {
  /** As a settings page names it. */
  readonly title: string
  /** For the administrator: what it does, and what silence means. */
  readonly description: string
  /** The first version that understands it. */
  readonly since: string
  /** Whether the organisation may recommend a value instead of enforcing it. */
  readonly canRecommend: boolean
  /** Honest about keys that are checked and shown, and change nothing yet. */
  readonly status: 'used' | 'accepted, not used yet'
  /** A value that is not the default: for the documentation, and for tests that set every key. */
  readonly example: unknown
}

export const KEY_METAS = z.registry<KeyMeta>()
/** What a group of keys is called. */
export const SECTION_TITLES = z.registry<{ readonly title: string }>()

type Said = Pick<KeyMeta, 'title' | 'description' | 'example'> &
  Partial<Pick<KeyMeta, 'since' | 'canRecommend'>>

/** A key that changes what the app does. */
export const key = <S extends z.ZodType>(schema: S, said: Said): S => {
  KEY_METAS.add(schema, { since: '0.1', canRecommend: false, status: 'used', ...said })
  return schema
}

/** A key that is checked and shown; what it is about is not built yet. */
export const futureKey = <S extends z.ZodType>(schema: S, said: Said): S => {
  KEY_METAS.add(schema, { since: '0.1', canRecommend: false, ...said, status: 'accepted, not used yet' })
  return schema
}

/** Keys that belong together; each of them stands for itself, and has a default or may be left out. */
export const section = <S extends z.ZodRawShape>(title: string, shape: S) => {
  const object = z.strictObject(shape)
  SECTION_TITLES.add(object, { title })
  return object
}
