// What page and workshop tell each other: a room's message, and whose it is. What it says is that room's own affair.

/** The rooms that have somebody in the workshop. */
export type RoomName = 'watch' | 'hearing' | 'painter'

export interface Envelope {
  readonly room: RoomName
  readonly message: unknown
}
