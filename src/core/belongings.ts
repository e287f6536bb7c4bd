// What an owner has: one line for each kind of thing, with how it is counted, copied and erased.
//
// A new kind joins by (1) a `Belonging` beside the code that keeps it, (2) its line in `belongings` below, (3) its name
// in `heldKinds`, for which the studio's words (studio/words/*-data.ts, `held`) then want a sentence in both languages,
// and (4) the shape of its file in `copyFiles` of src/http/schemas/copy.ts, if it can be copied. GET /v1/holdings,
// GET /v1/export, clearing and ending a session, erasing an account and its receipt follow by themselves.
// test/forgetting/belongings.test.ts fails for a table with a column `owner` that no line names. What has keys of its
// own in the vault must also be read by src/storage/postgres/everything.ts, so that an older vault does not bring them back.

import { accountsHad, keysHad } from './account-belongings.ts'
import { agesHad } from './ages.ts'
import { batchesHad } from './batches.ts'
import type { Caller } from './callers.ts'
import { callsHad } from './calls.ts'
import { consentsHad } from './consents.ts'
import { choicesHad } from './choices.ts'
import { filesHad } from './files.ts'
import { publicationsHad } from './gallery.ts'
import { guardiansHad } from './guardian-belongings.ts'
import { heldByLaw } from './holds.ts'
import { addressesHad, ordersHad, picturesHad, repeatsHad, sessionsHad, sharesHad, wordsHad } from './first-belongings.ts'
import { draftsHad } from './drafts.ts'
import type { Forgetting } from './forgetting.ts'
import { boardsHad } from './library.ts'
import type { Bytes, KeyName, Parts, Tables } from './ports.ts'
import { permissionsHad } from './permissions.ts'
import { preferencesHad } from './preferences.ts'
import { requestsHad } from './requests.ts'
import { acceptancesHad } from './terms.ts'
import { webhooksHad } from './webhooks.ts'

export const heldKinds = ['pictures', 'words', 'orders', 'addresses', 'shares', 'published', 'held-by-law', 'repeat-keys', 'choices', 'boards', 'drafts', 'preferences', 'requests', 'session', 'files', 'batches', 'webhooks', 'acceptances', 'consents', 'age-band', 'guardian', 'permissions', 'account', 'api-keys', 'calls'] as const
export type HeldKind = (typeof heldKinds)[number]

export const places = ['database', 'files', 'vault'] as const
export type Place = (typeof places)[number]

/** Codes; docs/api.md has their sentences. */
export const whys = ['to-show-you', 'to-draw', 'you-shared', 'you-published', 'law-demands', 'to-answer-repeats', 'you-said-so', 'you-asked', 'to-know-you'] as const
export const untils = ['you-delete-it', 'deadline', 'session-ends', 'it-is-drawn', 'its-own-end', 'you-erase-all', 'you-close-it', 'it-is-answered'] as const

export interface Counted {
  count: number
  bytes?: number
  /** When the next of it goes by itself, if that is known. */
  next?: Date
}

/** A file of the portable copy: JSON, or bytes as they are. */
export type CopyFile = { path: string; content: unknown } | { path: string; bytes: Bytes }

export interface Belonging {
  kind: HeldKind
  /** Tables of the database in which it stands, as the database names them. */
  tables: readonly string[]
  why: (typeof whys)[number]
  /** What ends it; `as-pictures` = what ends a picture under this charter. */
  until: (typeof untils)[number] | 'as-pictures'
  /** `vault` is left out for a session by itself: its keys are in the cookie. */
  where: readonly Place[]
  /** Whether this server could read it without its owner; `not-of-sessions` = only where no cookie is the key. */
  readableByServer: boolean | 'not-of-sessions'
  count(parts: Parts, owner: string, now: Date): Promise<Counted>
  /** Keys in the vault that close it for good; destroyed before anything else. */
  keys?(parts: Parts, forgetting: Forgetting): Promise<KeyName[]>
  /** Removes its rows, in one transaction with every other kind. Returns how many. Absent = goes with another kind. */
  remove?(tables: Tables, forgetting: Forgetting): Promise<number>
  /** Whether it outlives the clearing of a session that goes on. */
  staysWhenCleared?: boolean
  /** Removes what lies outside the database, `most` at the most; asked again by the sweep. Returns how many are left. */
  removeBytes?(parts: Parts, forgetting: Forgetting, most: number): Promise<number>
  /** Its files in a copy of everything. */
  copy?(parts: Parts, caller: Caller): AsyncIterable<CopyFile>
}

/** In the order in which they are shown and removed. */
export const belongings: readonly Belonging[] = [picturesHad, wordsHad, ordersHad, addressesHad, sharesHad, publicationsHad, heldByLaw, repeatsHad, choicesHad, boardsHad, draftsHad, preferencesHad, requestsHad, sessionsHad, batchesHad, filesHad, webhooksHad, acceptancesHad, consentsHad, agesHad, guardiansHad, permissionsHad, accountsHad, keysHad, callsHad]
