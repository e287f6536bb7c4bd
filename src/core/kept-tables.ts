// The tables of what lives on under a key and a clock of its own: copies that a law asks for, and published pictures.

import type { ImageFormat, KeyName } from './ports.ts'

/** What a law makes this server keep of somebody: copies under the key `hold/<id>`, until an end. */
export interface HoldRow {
  id: string
  owner: string
  /** In the operator's words; the owner reads them. */
  reason: string
  placedBy: string
  placedAt: Date
  endsAt: Date
  /** Ended before its time. */
  endedAt?: Date
}

export const heldThingKinds = ['words', 'picture', 'file', 'batch'] as const

/** One copy, sealed in the file `holds/<hold>/<name>`. */
export interface HeldThingRow {
  hold: string
  /** Id of the image, generation (its words), file or batch; `<file>-facts` for what a file is called. */
  name: string
  kind: (typeof heldThingKinds)[number]
  /** `bin` = bytes as they came. */
  format: ImageFormat | 'json' | 'bin'
  size: number
}

export interface HoldTable {
  insert(row: HoldRow, things: readonly HeldThingRow[]): Promise<void>
  get(id: string): Promise<HoldRow | undefined>
  /** Those not over, oldest first; of one owner or of all. */
  living(now: Date, owner?: string): Promise<HoldRow[]>
  thingsOf(id: string): Promise<HeldThingRow[]>
  end(id: string, at: Date): Promise<void>
  /** Ended ones, and ones whose end is before `now`. */
  due(now: Date, limit: number): Promise<HoldRow[]>
  remove(id: string): Promise<void>
}

/** A published picture: a copy under the key `object/<id>/0`, in the files `gallery/<id>` and `gallery/<id>-small`. */
export interface PublicationRow {
  id: string
  owner: string
  image: string
  object: KeyName
  format: ImageFormat
  size: number
  width: number
  height: number
  publishedAt: Date
  deadline: Date
  withdrawnAt?: Date
}

export interface PublicationTable {
  /** @throws when this image is published already */
  insert(row: PublicationRow): Promise<void>
  get(id: string): Promise<PublicationRow | undefined>
  /** Those on show, newest first. `before` is the id of the last one of the page before. */
  newest(now: Date, page: { before?: string; limit: number }): Promise<PublicationRow[]>
  /** An owner's, or an image's, on show. */
  living(of: { owner: string } | { image: string }): Promise<PublicationRow[]>
  /** Nobody is served from this moment on. Returns those that were on show. */
  withdraw(of: { id: string } | { owner: string } | { image: string }, at: Date): Promise<PublicationRow[]>
  /** Withdrawn ones, and ones whose deadline is before `now`. */
  due(now: Date, limit: number): Promise<PublicationRow[]>
  remove(id: string): Promise<void>
}

export interface KeptTables {
  holds: HoldTable
  publications: PublicationTable
}
