// What the vault and the keyring's process say to each other. Shapes only.
import { z } from 'zod'

/**
 * Windows holds no more in one credential (CRED_MAX_CREDENTIAL_BLOB_SIZE, 5 x 512 bytes), so no system is given more. keytar
 * writes UTF-8 there (keytar_win.cc), so these are bytes of UTF-8: all of them hold 2560 letters of ASCII.
 */
export const SECRET_BYTES_MAX = 2560

/**
 * Why there is no secret. `missing`: it was never kept. `locked`: the keyring is locked, and nobody was asked to unlock it or
 * they did not. `waiting`: it does not answer, which is what a prompt for its password on screen looks like. `denied`: the
 * system or a person said no. `absent`: this desktop has no keyring. `broken`: anything else.
 */
export const TROUBLES = ['missing', 'locked', 'waiting', 'denied', 'broken', 'absent'] as const
export type Trouble = (typeof TROUBLES)[number]

export const requestSchema = z.discriminatedUnion('op', [
  z.object({ id: z.number().int(), op: z.literal('get'), account: z.string().min(1) }),
  z.object({
    id: z.number().int(),
    op: z.literal('set'),
    account: z.string().min(1),
    secret: z.string().min(1),
  }),
  z.object({ id: z.number().int(), op: z.literal('delete'), account: z.string().min(1) }),
])
export type KeyringRequest = z.infer<typeof requestSchema>
/** A request before it is numbered. */
export type KeyringOrder = KeyringRequest extends infer R
  ? R extends { id: number }
    ? Omit<R, 'id'>
    : never
  : never

export const resultSchema = z.discriminatedUnion('state', [
  /** `secret` after a `get`. */
  z.object({ state: z.literal('ok'), secret: z.string().optional() }),
  /** `detail` is one line for support, never a secret. */
  z.object({ state: z.enum(TROUBLES), detail: z.string().max(200).optional() }),
])
export type KeyringResult = z.infer<typeof resultSchema>

/** The process says once that it listens, and then answers. */
export const replySchema = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ id: z.number().int(), result: resultSchema }),
])
export type KeyringReply = z.infer<typeof replySchema>
