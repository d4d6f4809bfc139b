// What a check of the network came to, as its screens say it.
import type { CheckId } from '../../protocol/checks'
import type { CheckStatus } from '../../protocol/network-report'
import { words } from './words'

export const { checks: checkCopy } = words

/** The result in a word or two, in the column where a good one shows its time. */
export const checkWord = (id: CheckId, status: CheckStatus): string =>
  words.checkResult[id === 'inspection' && status === 'warn' ? 'seen' : status]
