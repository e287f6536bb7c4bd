// What is kept of how somebody arranges their pictures and their studio: boards, what lies on them, preferences.

import type { Bytes, KeyName } from './ports.ts'

export interface BoardRow {
  id: string
  owner: string
  /** Sealed to the owner. */
  name: Bytes
  createdAt: Date
}

/** A picture on a board, or among the favourites. */
export interface PlacingRow {
  owner: string
  /** Id of a board, or `favourites`. */
  board: string
  image: string
  at: Date
}

export interface BoardTable {
  insert(row: BoardRow): Promise<void>
  get(id: string): Promise<BoardRow | undefined>
  /** Oldest first. */
  listOf(owner: string): Promise<BoardRow[]>
  rename(id: string, name: Bytes): Promise<void>
  /** With everything that lies on it; the pictures stay. */
  remove(id: string): Promise<void>
  /** What lies there already stays as it is. */
  place(rows: readonly PlacingRow[]): Promise<void>
  take(owner: string, board: string, images: readonly string[]): Promise<void>
  /** In no order; of these pictures only when they are given. */
  placingsOf(owner: string, images?: readonly string[]): Promise<PlacingRow[]>
  /** Off every board. */
  removeImages(images: readonly string[]): Promise<void>
  countOf(owner: string): Promise<number>
  /** Boards and placings. Returns how many of both. */
  removeOf(owner: string): Promise<number>
}

export interface PreferencesRow {
  owner: string
  /** Id of the person, where several share an owner; else empty. */
  person: string
  /** Sealed to the owner. */
  sealed: Bytes
  changedAt: Date
}

export interface PreferencesTable {
  /** Replaces what was there. */
  write(row: PreferencesRow): Promise<void>
  get(owner: string, person: string): Promise<PreferencesRow | undefined>
  countOf(owner: string): Promise<number>
  removeOf(owner: string): Promise<number>
}

/** Unfinished work. */
export interface DraftRow {
  owner: string
  /** As in PreferencesRow. */
  person: string
  /** What it is a draft of: `make`, or the id of the picture that is edited. */
  name: string
  /** Name of the expiry key it is sealed to, beside its owner's. */
  hour: KeyName
  /** undefined = when its owner erases everything. */
  deadline?: Date
  sealed: Bytes
  changedAt: Date
}

export interface DraftTable {
  /** Replaces what was there, and removes the oldest of this person beyond `most`. */
  write(row: DraftRow, most: number): Promise<void>
  get(owner: string, person: string, name: string): Promise<DraftRow | undefined>
  /** Newest first, without the sealed content. */
  listOf(owner: string, person: string): Promise<Array<Pick<DraftRow, 'name' | 'changedAt'>>>
  remove(owner: string, person: string, name: string): Promise<void>
  countOf(owner: string): Promise<number>
  removeOf(owner: string): Promise<number>
  /** Those whose deadline is over. */
  removeDue(now: Date): Promise<number>
}
