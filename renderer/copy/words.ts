// Every word on the screen, in one place, so that a translation has one door. Sentence case. Messages are ICU MessageFormat.
import { spoken } from './language'
import { callWords } from './words/call'
import { checkWords } from './words/checks'
import { deviceWords } from './words/devices'
import { failureWords } from './words/failures'
import { frameWords } from './words/frame'
import { historyWords } from './words/history'
import { homeWords } from './words/home'
import { itWords } from './words/it'
import { networkWords } from './words/network'
import { pathWords } from './words/paths'
import { phaseWords } from './words/phases'
import { proofWords } from './words/proof'
import { settingsWords } from './words/settings'
import { soundWords } from './words/sound'
import { talkWords } from './words/talk'
import { unitWords } from './words/units'

/** The catalogue: the English words, which every translation is held to. */
export const english = {
  ...frameWords,
  ...homeWords,
  ...callWords,
  ...phaseWords,
  ...soundWords,
  ...pathWords,
  ...historyWords,
  ...networkWords,
  ...checkWords,
  ...failureWords,
  ...itWords,
  ...proofWords,
  ...settingsWords,
  ...talkWords,
  ...unitWords,
  ...deviceWords,
} as const

export const words = spoken(english)
