// The closed catalogue of failures: what can go wrong, in which layer, and whether trying again can help.
// Owns names and codes only; the sentences people read belong to renderer/copy.

/** The first leg of a call that was not carried. */
export const LAYERS = ['microphone', 'signaling', 'relay', 'agent', 'policy', 'app'] as const
export type Layer = (typeof LAYERS)[number]

interface FailureEntry {
  /** What IT is given to search for: a family letter and a number that never changes its meaning. */
  readonly code: `VD-${'M' | 'S' | 'R' | 'A' | 'P' | 'X'}${number}${number}`
  readonly layer: Layer
  /** Whether the same call, tried again at once on the same network, may succeed. */
  readonly retryable: boolean
}

export const FAILURES = {
  microphone_denied: { code: 'VD-M01', layer: 'microphone', retryable: false },
  microphone_missing: { code: 'VD-M02', layer: 'microphone', retryable: false },
  microphone_busy: { code: 'VD-M03', layer: 'microphone', retryable: true },
  microphone_dead: { code: 'VD-M04', layer: 'microphone', retryable: true },
  signaling_unreachable: { code: 'VD-S01', layer: 'signaling', retryable: true },
  signaling_timeout: { code: 'VD-S02', layer: 'signaling', retryable: true },
  signaling_version: { code: 'VD-S03', layer: 'signaling', retryable: false },
  signaling_garbage: { code: 'VD-S04', layer: 'signaling', retryable: false },
  signaling_oversize: { code: 'VD-S05', layer: 'signaling', retryable: false },
  signaling_unauthorised: { code: 'VD-S06', layer: 'signaling', retryable: false },
  signaling_lost: { code: 'VD-S07', layer: 'signaling', retryable: true },
  signaling_name: { code: 'VD-S08', layer: 'signaling', retryable: true },
  signaling_certificate: { code: 'VD-S09', layer: 'signaling', retryable: false },
  signaling_overloaded: { code: 'VD-S10', layer: 'signaling', retryable: true },
  relay_no_path: { code: 'VD-R01', layer: 'relay', retryable: true },
  relay_no_sound: { code: 'VD-R02', layer: 'relay', retryable: true },
  relay_lost: { code: 'VD-R03', layer: 'relay', retryable: true },
  agent_unknown: { code: 'VD-A01', layer: 'agent', retryable: false },
  agent_no_answer: { code: 'VD-A02', layer: 'agent', retryable: true },
  agent_busy: { code: 'VD-A03', layer: 'agent', retryable: true },
  agent_refused: { code: 'VD-A04', layer: 'agent', retryable: false },
  agent_answer_without_audio: { code: 'VD-A05', layer: 'agent', retryable: false },
  agent_answer_without_data: { code: 'VD-A06', layer: 'agent', retryable: false },
  agent_answer_broken: { code: 'VD-A07', layer: 'agent', retryable: false },
  agent_gone: { code: 'VD-A08', layer: 'agent', retryable: true },
  policy_invalid: { code: 'VD-P01', layer: 'policy', retryable: false },
  app_usage: { code: 'VD-X01', layer: 'app', retryable: false },
  app_broken: { code: 'VD-X02', layer: 'app', retryable: true },
  app_test_agent: { code: 'VD-X03', layer: 'app', retryable: true },
} as const satisfies Record<string, FailureEntry>

export type FailureName = keyof typeof FAILURES
