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
  microphone_silent: { code: 'VD-M05', layer: 'microphone', retryable: true },
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
  signaling_reset: { code: 'VD-S11', layer: 'signaling', retryable: true },
  signaling_idle: { code: 'VD-S12', layer: 'signaling', retryable: true },
  proxy_authentication: { code: 'VD-S13', layer: 'signaling', retryable: false },
  proxy_credentials: { code: 'VD-S14', layer: 'signaling', retryable: false },
  proxy_refused: { code: 'VD-S15', layer: 'signaling', retryable: false },
  proxy_unreachable: { code: 'VD-S16', layer: 'signaling', retryable: true },
  proxy_script_broken: { code: 'VD-S17', layer: 'signaling', retryable: false },
  proxy_script_silent: { code: 'VD-S18', layer: 'signaling', retryable: true },
  certificate_expired: { code: 'VD-S19', layer: 'signaling', retryable: false },
  certificate_host: { code: 'VD-S20', layer: 'signaling', retryable: false },
  tls_inspected: { code: 'VD-S21', layer: 'signaling', retryable: false },
  captive_portal: { code: 'VD-S22', layer: 'signaling', retryable: false },
  clock_wrong: { code: 'VD-S23', layer: 'signaling', retryable: false },
  websocket_blocked: { code: 'VD-S24', layer: 'signaling', retryable: false },
  relay_no_path: { code: 'VD-R01', layer: 'relay', retryable: true },
  relay_no_sound: { code: 'VD-R02', layer: 'relay', retryable: true },
  relay_lost: { code: 'VD-R03', layer: 'relay', retryable: true },
  relay_unheard: { code: 'VD-R04', layer: 'relay', retryable: true },
  relay_udp_blocked: { code: 'VD-R05', layer: 'relay', retryable: false },
  relay_unauthorised: { code: 'VD-R06', layer: 'relay', retryable: false },
  relay_quota: { code: 'VD-R07', layer: 'relay', retryable: true },
  relay_expired: { code: 'VD-R08', layer: 'relay', retryable: true },
  relay_certificate: { code: 'VD-R09', layer: 'relay', retryable: false },
  relay_proxy_refused: { code: 'VD-R10', layer: 'relay', retryable: false },
  relay_unreachable: { code: 'VD-R11', layer: 'relay', retryable: true },
  relay_tls_reset: { code: 'VD-R12', layer: 'relay', retryable: true },
  agent_unknown: { code: 'VD-A01', layer: 'agent', retryable: false },
  agent_no_answer: { code: 'VD-A02', layer: 'agent', retryable: true },
  agent_busy: { code: 'VD-A03', layer: 'agent', retryable: true },
  agent_refused: { code: 'VD-A04', layer: 'agent', retryable: false },
  agent_answer_without_audio: { code: 'VD-A05', layer: 'agent', retryable: false },
  agent_answer_without_data: { code: 'VD-A06', layer: 'agent', retryable: false },
  agent_answer_broken: { code: 'VD-A07', layer: 'agent', retryable: false },
  agent_gone: { code: 'VD-A08', layer: 'agent', retryable: true },
  agent_offline: { code: 'VD-A09', layer: 'agent', retryable: true },
  agent_silent: { code: 'VD-A10', layer: 'agent', retryable: true },
  agent_must_record: { code: 'VD-A11', layer: 'agent', retryable: true },
  policy_invalid: { code: 'VD-P01', layer: 'policy', retryable: false },
  policy_key: { code: 'VD-P02', layer: 'policy', retryable: false },
  policy_unreadable: { code: 'VD-P03', layer: 'policy', retryable: false },
  policy_unsafe: { code: 'VD-P04', layer: 'policy', retryable: false },
  policy_refused: { code: 'VD-P05', layer: 'policy', retryable: false },
  app_usage: { code: 'VD-X01', layer: 'app', retryable: false },
  app_broken: { code: 'VD-X02', layer: 'app', retryable: true },
  app_test_agent: { code: 'VD-X03', layer: 'app', retryable: true },
  app_gone: { code: 'VD-X04', layer: 'app', retryable: true },
} as const satisfies Record<string, FailureEntry>

export type FailureName = keyof typeof FAILURES
