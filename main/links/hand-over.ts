// What a second instance hands to the first: one link or none, and never its command line. The other end may be anybody: it is parsed.
import { z } from 'zod'
import { LINK_CHARS_MAX } from '../../protocol/link'
import { parse } from '../../protocol/parse'

const handedSchema = z.object({
  link: z
    .string()
    .max(LINK_CHARS_MAX + 1)
    .nullable(),
})

/** @param link cut to one character more than is taken, so that a long one is refused and not shortened. */
export const handOver = (link: string | null): z.infer<typeof handedSchema> => ({
  link: link === null ? null : link.slice(0, LINK_CHARS_MAX + 1),
})

/** The link that another instance brought; null: none, or nothing that we would have sent. */
export function linkHandedOver(data: unknown): string | null {
  const parsed = parse(handedSchema, data)
  return parsed.success ? parsed.data.link : null
}
