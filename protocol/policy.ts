// The managed policy document, composed of its topics (protocol/policy/). Owns its schema; reading it belongs to main/policy.
import { z } from 'zod'
import { agentKeys } from './policy/agents'
import { appKeys } from './policy/app'
import { networkKeys } from './policy/network'
import { privacyKeys } from './policy/privacy'
import { thresholdsSchema } from './policy/thresholds'

export { agentSchema } from './policy/agents'
export { type RelayPrice, relayPriceSchema } from './policy/network'
export { historySchema } from './policy/privacy'
export { thresholdsSchema } from './policy/thresholds'

export const policySchema = z.strictObject({
  version: z.literal(1),
  ...agentKeys,
  ...networkKeys,
  thresholds: thresholdsSchema.prefault({}),
  ...privacyKeys,
  ...appKeys,
})
export type Policy = z.infer<typeof policySchema>

export const NO_POLICY: Policy = policySchema.parse({ version: 1 })
