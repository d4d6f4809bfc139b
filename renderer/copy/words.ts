// Every other word on the screen, in one place, so that a translation has one door. Sentence case.
import { callWords } from './words/call'
import { frameWords } from './words/frame'
import { historyWords } from './words/history'
import { homeWords } from './words/home'
import { networkWords } from './words/network'
import { proofWords } from './words/proof'
import { settingsWords } from './words/settings'

export const words = {
  ...frameWords,
  ...homeWords,
  ...callWords,
  ...historyWords,
  ...networkWords,
  ...proofWords,
  ...settingsWords,
} as const
