// The tables behind the store: what each keeps and what it can be asked.

import type { AccountTables } from './account-tables.ts'
import type { CallTable } from './call-tables.ts'
import type { ClientTables } from './client-tables.ts'
import type { ConsentTables } from './consent-tables.ts'
import type { EngineControlTable, EngineStandingTable } from './engines.ts'
import type { EvidenceTables } from './evidence-tables.ts'
import type { ErrorCode } from './errors.ts'
import type { BoardTable, DraftTable, PreferencesTable } from './library-tables.ts'
import type { KeptTables } from './kept-tables.ts'
import type { LedgerAccount, Transfer } from './ledger.ts'
import type { MessageTable } from './messages.ts'
import type { IncidentTable } from './incident-tables.ts'
import type { NoticeTable } from './notice-tables.ts'
import type { PeopleTable } from './people.ts'
import type { PermissionTables } from './permission-tables.ts'
import type { Bytes, KeyName } from './ports.ts'
import type { GenerationRow, GenerationState, ImageRow, LinkRow } from './rows.ts'
import type { TermsTables } from './terms-tables.ts'
import type { EngineTimingTable } from './timings.ts'
import type { EndedFigures } from './overview.ts'

/** What a worker holds while it draws: the row as taken. A change of `fence` means that somebody else has it now. */
export type TakenGeneration = GenerationRow & { lease: { holder: string; until: Date } }

export interface GenerationTable {
  /** Inserts with a fair place: an owner's next order comes after the orders of others that wait already. */
  insert(row: Omit<GenerationRow, 'turn'>): Promise<void>
  get(id: string): Promise<GenerationRow | undefined>
  /** Newest first. `before` is the id of the last one of the page before. */
  listOf(owner: string, page: { before?: string; limit: number }): Promise<GenerationRow[]>
  /** Finished ones of everybody, oldest first, from after the one with this id. For what must look at all of them. */
  finishedAfter(after: string | undefined, limit: number): Promise<GenerationRow[]>
  /**
   * Takes the waiting (or abandoned: lease over) generation whose turn it is, adds one to fence and attempts and
   * moves it to `running`. One caller only gets each. undefined when there is nothing to do. `notOf` passes over owners.
   */
  take(holder: string, now: Date, leaseUntil: Date, notOf?: readonly string[]): Promise<TakenGeneration | undefined>
  /** Heartbeat. false when the lease was lost; `cancelAsked` tells that the owner wants it stopped. */
  renew(id: string, fence: number, until: Date): Promise<{ held: boolean; cancelAsked: boolean }>
  /** Gives a taken one back to the line at its old turn (engine fault, orderly stop). false when fenced off. */
  giveBack(id: string, fence: number): Promise<boolean>
  /**
   * Ends it: writes state, outcome and error, drops order and lease. `fence` undefined ends a waiting one.
   * false, and nothing written, when it was fenced off or has ended already.
   */
  end(id: string, fence: number | undefined, last: EndOfGeneration): Promise<boolean>
  /** The owner wants it stopped; whoever holds it is told through `onGeneration`. */
  askCancel(id: string): Promise<void>
  /** What is taken before this one. Its place is 0 when it is next or running. */
  lineBefore(id: string): Promise<LineBefore>
  /** The one of them that ends first: it is being drawn, or its turn comes first. */
  firstUnfinishedOf(of: { share: string } | { key: string }): Promise<GenerationRow | undefined>
  /** Waiting or running ones, of one owner or of all. */
  countUnfinished(owner?: string): Promise<number>
  /** Waiting or running ones of all who stand in line together, or made with one key. */
  countUnfinishedOf(of: { share: string } | { key: string }): Promise<number>
  /** Names of queue keys that a waiting or running generation still needs. */
  queueKeysInUse(): Promise<KeyName[]>
  /** Writes or takes away the sealed note of one; nothing happens where it is not there. */
  setNote(id: string, note: Bytes | undefined): Promise<void>
  /** Those of an owner that were made, step by step, from the picture `root`; oldest first. */
  listOfRoot(owner: string, root: string, limit: number): Promise<GenerationRow[]>
  /** Ended ones with a deadline before `now`. */
  due(now: Date, limit: number): Promise<GenerationRow[]>
  remove(id: string): Promise<void>
  /** Many at once; those that are not there are no error. */
  removeAll(ids: readonly string[]): Promise<void>
  /** All of an owner that were born up to then, by what forgetting them needs. */
  briefOf(owner: string, upTo: Date): Promise<BriefGeneration[]>
  /** Takes a waiting or running one out of the line for good. false, and nothing done, when it has ended. */
  removeUnfinished(id: string): Promise<boolean>
  /** An owner's ones that were made for one end user, or for any, newest first. */
  listOfEndUser(owner: string, endUser: Bytes | undefined, limit: number): Promise<GenerationRow[]>
  /** What became of all that ended since then, hour by hour; without anybody in it. Forgotten ones are not counted. */
  figuresSince(since: Date): Promise<EndedFigures>
  /** Removes an owner's ended ones that were born up to then. Returns how many. */
  removeEndedOf(owner: string, upTo: Date): Promise<number>
}

/** `place` counts all that wait before; the rest is what is expected of those at the same engine, those being drawn included. */
export interface LineBefore {
  place: number
  /** Milliseconds, if those being drawn are as good as done. */
  least: number
  /** Milliseconds, if those being drawn have only just begun. */
  most: number
  /** How many of them nothing is known of. */
  unknown: number
}

export interface BriefGeneration {
  id: string
  pictures: number
  unfinished: boolean
  /** Whether it has keys of its own in the vault. */
  ownKeys: boolean
}

export interface EndOfGeneration {
  state: Exclude<GenerationState, 'waiting' | 'running'>
  endedAt: Date
  engine?: string
  outcome?: Bytes
  error?: ErrorCode
  milliseconds?: number
}

export interface ImageTable {
  /** @throws when (generation, number) exists already. */
  insert(row: ImageRow): Promise<void>
  get(id: string): Promise<ImageRow | undefined>
  ofGeneration(generation: string): Promise<ImageRow[]>
  /** Marks as deleted: nobody is served from this moment on; the row stays until its bytes are gone. */
  markDeleted(id: string, at: Date): Promise<void>
  /** Marks an owner's pictures of generations born up to then, but for those of `except`. Returns how many. */
  markDeletedOf(owner: string, upTo: Date, except: readonly string[]): Promise<number>
  /** An owner's deleted ones whose bytes may still be there. */
  deletedOf(owner: string, limit: number): Promise<ImageRow[]>
  /** What an owner has that is not deleted, newest first. `before` is the id of the last one of the page before. */
  listOf(owner: string, page: { before?: string; limit: number }): Promise<ImageRow[]>
  countOf(owner: string): Promise<{ images: number; bytes: number; nextDeadline?: Date }>
  /** How many of an owner's go by themselves after `from` and until `to`, and when the first of them does; undefined for none. */
  goingOf(owner: string, from: Date, to: Date): Promise<{ images: number; first: Date } | undefined>
  /** Accounts with pictures that go by themselves after `from` and until `to`, by name, from after the one named. */
  accountsGoing(from: Date, to: Date, after: string | undefined, limit: number): Promise<string[]>
  /** Deleted ones, and ones whose deadline is before `now`. */
  due(now: Date, limit: number): Promise<ImageRow[]>
  remove(ids: readonly string[]): Promise<void>
  exists(ids: readonly string[]): Promise<Set<string>>
  /** All that are kept and not deleted. */
  totals(): Promise<{ images: number; bytes: number }>
  /** The image with the oldest deadline that still has a row, for probes. */
  oldestDeadline(): Promise<ImageRow | undefined>
}

export interface LinkTable {
  insert(row: LinkRow): Promise<void>
  /** By the digest of its token. */
  get(digest: Bytes): Promise<LinkRow | undefined>
  /** An owner's, newest first. */
  listOf(owner: string): Promise<LinkRow[]>
  /** Marks it: nobody is served by it from now on. false when it is not theirs or not there. */
  revoke(id: string, owner: string, at: Date): Promise<boolean>
  /** Takes the sealed keys out of one that was revoked: nothing opens by it any more, with any token. */
  emptyAccess(id: string): Promise<void>
  removeOf(images: readonly string[]): Promise<void>
  /** All of an owner but those to the images of `except`. Returns how many. */
  removeOfOwner(owner: string, except: readonly string[]): Promise<number>
  removeDue(now: Date): Promise<number>
}

export interface LedgerTable {
  /** Writes a transfer whose entries add up to zero. @throws when they do not, or a customer's balance would fall below zero. */
  write(transfer: Transfer): Promise<void>
  transfersOf(generation: string): Promise<Transfer[]>
  /** What orders made with this key since then have cost: reserved or earned, not given back. Micro-units. */
  spentBy(key: string, since: Date): Promise<bigint>
  balance(account: LedgerAccount): Promise<bigint>
  /** What each of these has cost by now: reserved or earned, given-back money taken off. Micro-units; those without a reservation are left out. */
  costsOf(generations: readonly string[]): Promise<Map<string, bigint>>
  /** Reservations of relays from before then that were neither captured nor released, oldest first: what they are for. */
  openRelays(before: Date, limit: number): Promise<string[]>
}

/** A remembered answer: only a keyed digest of the body and the id of what was made. */
export interface IdempotencyRow {
  owner: string
  /** Keyed digest of the caller's key. */
  key: Bytes
  body: Bytes
  generation: string
  expiresAt: Date
}

export interface IdempotencyTable {
  /** Inserts, or returns the row that stands there already (expired rows do not count). */
  claim(row: IdempotencyRow, now: Date): Promise<IdempotencyRow | undefined>
  countOf(owner: string): Promise<number>
  removeOf(owner: string): Promise<number>
  removeDue(now: Date): Promise<number>
}

/** How long a session lives, and what its end takes. */
export interface SessionLife {
  idleMinutes: number
  mostHours: number
  atEnd: 'erase' | 'keep-links'
}

/** Its life is the one that it was born with; a row without it follows the charter in force. */
export interface SessionRow extends Partial<SessionLife> {
  /** Digest of the secret that only the visitor's cookie holds. */
  id: string
  publicKey: Bytes
  createdAt: Date
  lastSeenAt: Date
  endedAt?: Date
}

export interface SessionTable {
  insert(row: SessionRow): Promise<void>
  get(id: string): Promise<SessionRow | undefined>
  touch(id: string, at: Date): Promise<void>
  end(id: string, at: Date): Promise<void>
  /** Ended ones, and ones whose life is over by now; `usual` for those that were born without one. */
  over(now: Date, usual: SessionLife, limit: number): Promise<SessionRow[]>
  remove(id: string): Promise<void>
}

export const requestKinds = ['access', 'correction', 'erasure', 'objection'] as const
export type RequestKind = (typeof requestKinds)[number]

/** What somebody asked for by right: kind, times and outcome. Nothing else is kept of it. */
export interface RequestRow {
  id: string
  /** Whose; gone as soon as it is done or refused, so that the record names nobody. */
  owner?: string
  kind: RequestKind
  /** `doing` = decided, and bytes are still being removed. */
  state: 'open' | 'doing' | 'done' | 'refused'
  askedAt: Date
  dueAt: Date
  decidedAt?: Date
  /** Ground of a refusal, from the charter's list. */
  ground?: string
  /** The signed receipt of an erasure, as JSON. */
  receipt?: string
  /** What they wrote to the operator, sealed to the key `object/<id>/words`, which dies with the answer. */
  words?: Bytes
  /** When this record goes. */
  expiresAt: Date
}

export interface RequestTable {
  insert(row: RequestRow): Promise<void>
  get(id: string): Promise<RequestRow | undefined>
  /** Open ones and ones in the doing, oldest first; of one owner or of all. */
  unfinished(owner?: string): Promise<RequestRow[]>
  /** Writes a new standing; `owner: undefined` takes the name out. */
  update(row: RequestRow): Promise<void>
  removeDue(now: Date): Promise<number>
}

/** An objection or consent: whose, to what, which way, since when. The newest counts. */
export interface ChoiceRow {
  owner: string
  purpose: string
  allowed: boolean
  at: Date
}

export interface ChoiceTable {
  insert(row: ChoiceRow): Promise<void>
  /** Newest first. */
  listOf(owner: string): Promise<ChoiceRow[]>
  removeOf(owner: string): Promise<number>
}

/** The newest report of each sweep and probe: codes and numbers only. */
export interface ReportRow {
  rule: string
  kind: 'sweep' | 'probe'
  at: Date
  holds: boolean
  numbers: Record<string, number>
}

export interface ReportTable {
  write(row: ReportRow): Promise<void>
  newest(): Promise<ReportRow[]>
}

export interface Tables extends AccountTables, ClientTables, ConsentTables, EvidenceTables, KeptTables, PermissionTables, TermsTables {
  generations: GenerationTable
  images: ImageTable
  links: LinkTable
  ledger: LedgerTable
  idempotency: IdempotencyTable
  sessions: SessionTable
  reports: ReportTable
  requests: RequestTable
  choices: ChoiceTable
  engineStandings: EngineStandingTable
  engineTimings: EngineTimingTable
  engineControls: EngineControlTable
  boards: BoardTable
  drafts: DraftTable
  preferences: PreferencesTable
  messages: MessageTable
  people: PeopleTable
  notices: NoticeTable
  incidents: IncidentTable
  calls: CallTable
}
