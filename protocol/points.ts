// How a call's quality over time is kept, without the schema library: the page collects it and parses nothing.

/** A long call has longer stretches, never more points. */
export const POINTS_MAX = 600

/** Of a call in which nothing was measured. */
export const NO_POINTS: { readonly everyMs: number; readonly points: [] } = { everyMs: 1_000, points: [] }
