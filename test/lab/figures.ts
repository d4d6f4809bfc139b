// Quantiles of measured values. Pure.

/** The smallest value that at least this share (0..1) of all reach or stay below (nearest rank); null without values. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
}

export interface Spread {
  readonly n: number
  readonly p50: number | null
  readonly p95: number | null
  readonly max: number | null
}

export const spreadOf = (values: readonly number[]): Spread => ({
  n: values.length,
  p50: quantile(values, 0.5),
  p95: quantile(values, 0.95),
  max: quantile(values, 1),
})
