// Names and secrets that nobody guesses, and comparing them without telling by the time it takes. Knows no use of them.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 192 random bits in 32 characters that fit into a header and a URL. */
export const newSecret = (): string => randomBytes(24).toString('base64url')

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Compares without telling by its duration how much was right: digests have one length, so no length leaks either. */
export const sameSecret = (given: string, expected: string): boolean =>
  timingSafeEqual(digest(given), digest(expected))
