// The table of causes: every one that issue 3 names and that a network, a gateway or a relay can bring about.
// Microphones denied, missing, busy and silent are the window's: test/e2e/microphone.test.ts.
import type { Cause } from './cause'
import { DOOR_CAUSES } from './doors'
import { PROXY_CAUSES } from './proxies'
import { RELAY_CAUSES } from './relays'

export const CAUSES: readonly Cause[] = [...PROXY_CAUSES, ...DOOR_CAUSES, ...RELAY_CAUSES]
