// What a proxy asks and what is said to it, as every file of this folder takes it; and how credentials are kept in the vault.
// Must not know who asks the person, nor what carries the request.
import { z } from 'zod'

export interface Challenge {
  readonly host: string
  readonly port: number
  readonly realm: string
  /** As Chromium writes it: `basic`, `digest`, `ntlm`, `negotiate`. */
  readonly scheme: string
  /** Whoever sits between this computer and the proxy could read the answer. */
  readonly isReadable: boolean
}

export interface Credentials {
  readonly username: string
  readonly password: string
}

/** Credentials that a proxy took, and whether they went to it readable then. */
export interface Proven extends Credentials {
  readonly isReadable: boolean
}

/** The protection space (RFC 9110 section 11.5): one account is good for all that a proxy asks in one realm. */
export const spaceOf = ({ host, port, realm }: Challenge): string => `${host}:${port} ${realm}`

export const sameCredentials = (one: Credentials, other: Credentials): boolean =>
  one.username === other.username && one.password === other.password

/** Where a space's credentials stand in the vault. */
export const accountOf = (space: string): string => `proxy:${space}`

const keptSchema = z.object({ username: z.string(), password: z.string(), isReadable: z.boolean() })

/** Null: what the keyring holds is not ours. */
export function parseKept(secret: string): Proven | null {
  try {
    return keptSchema.parse(JSON.parse(secret))
  } catch {
    return null
  }
}
