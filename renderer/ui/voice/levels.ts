// Whether what moves with sound follows the call's, as it is heard in the workshop, or lies still: muted, over, or seen by nobody.

export type Levels = 'live' | 'silent'

export const SILENT: Levels = 'silent'
