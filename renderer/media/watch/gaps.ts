// When sound flows and when it stops, from packet times alone. Pure: what the worker does with each packet and each tick.

/** 100 ms is five frames: at 20 % random loss a run of five comes about once a minute, a dead path at once. */
export const ALARM_MS = 100

/** One attempt as its packets show it. */
export interface Flow {
  readonly state: 'silent' | 'flowing'
  readonly lastAtMs: number
  readonly rtpTimestamp: number
}

export type FlowChange = 'flowing' | 'stalled'
type Next = readonly [Flow, FlowChange | null]

/** @param flow null before the first packet */
export function onPacket(flow: Flow | null, rtpTimestamp: number, nowMs: number): Next {
  const change = flow?.state === 'flowing' ? null : 'flowing'
  return [{ state: 'flowing', lastAtMs: nowMs, rtpTimestamp }, change]
}

export function onTick(flow: Flow, nowMs: number): Next {
  const silent = flow.state === 'flowing' && nowMs - flow.lastAtMs >= ALARM_MS
  return silent ? [{ ...flow, state: 'silent' }, 'stalled'] : [flow, null]
}
