// What is kept of accounts: who belongs to them, their keys' limits, their standing, and what operators looked at.

import type { Bytes } from './ports.ts'

export const accountKinds = ['individual', 'university', 'enterprise'] as const
export type AccountKind = (typeof accountKinds)[number]

/** From good to worst. `asked` and `warned` change nothing but what people are told. */
export const standings = ['good', 'asked', 'warned', 'slowed', 'suspended', 'frozen', 'ended'] as const
export type Standing = (typeof standings)[number]

export const verificationStates = ['none', 'waiting', 'verified', 'refused', 'expired'] as const
export type VerificationState = (typeof verificationStates)[number]

export interface AccountRow {
  /** `acc_…`; what it makes belongs to `owner/<id>`. */
  id: string
  kind: AccountKind
  /** Sealed to the account's own key (`account/<id>` in the vault), as JSON. */
  profile: Bytes
  createdAt: Date
  standing: Standing
  standingSince: Date
  /** A code of `core/standing.ts`; absent while all is good. */
  reason?: string
  /** When the account asked that the decision be looked at again. */
  appealedAt?: Date
  verification: VerificationState
  verifiedUntil?: Date
  /** Version of the terms that was accepted or refused last. */
  terms?: string
  /** When a sweep has to look: a contact that stays unreachable, an end that comes, a verification that runs out. */
  lookAt?: Date
  /** Id of the erasure request that has to be done before the account is gone. */
  closing?: string
}

export interface AccountTable {
  insert(row: AccountRow): Promise<void>
  get(id: string): Promise<AccountRow | undefined>
  /** Locked until the transaction ends. */
  hold(id: string): Promise<AccountRow | undefined>
  update(row: AccountRow): Promise<void>
  /** Newest first. `before` is the id of the last one of the page before. */
  list(page: { before?: string; limit: number; standing?: Standing }): Promise<AccountRow[]>
  /** Those that a sweep has to look at. */
  due(now: Date, limit: number): Promise<AccountRow[]>
  remove(id: string): Promise<void>
  countByStanding(): Promise<Partial<Record<Standing, number>>>
}

export const roles = ['owner', 'admin', 'developer', 'viewer'] as const
export type Role = (typeof roles)[number]

export interface MemberRow {
  account: string
  /** `per_…` */
  person: string
  role: Role
  since: Date
}

export interface MemberTable {
  insert(row: MemberRow): Promise<void>
  get(account: string, person: string): Promise<MemberRow | undefined>
  /** Oldest first. */
  ofAccount(account: string): Promise<MemberRow[]>
  ofPerson(person: string): Promise<MemberRow[]>
  setRole(account: string, person: string, role: Role): Promise<void>
  remove(account: string, person: string): Promise<boolean>
}

/** `member` = whoever holds the token joins; `ownership` = that person takes the account over. */
export interface InvitationRow {
  id: string
  account: string
  kind: 'member' | 'ownership'
  role: Role
  /** Digest of the token; the token itself is only in the message. */
  digest: Bytes
  /** For `ownership`: whose answer counts. */
  person?: string
  /** The address it was sent to, sealed to the account's key. */
  address: Bytes
  createdAt: Date
  expiresAt: Date
}

export interface InvitationTable {
  insert(row: InvitationRow): Promise<void>
  get(id: string): Promise<InvitationRow | undefined>
  byDigest(digest: Bytes): Promise<InvitationRow | undefined>
  /** Newest first. */
  ofAccount(account: string): Promise<InvitationRow[]>
  /** Offers of ownership to this person. */
  ofPerson(person: string): Promise<InvitationRow[]>
  /** false when somebody else took it in the meantime. */
  remove(id: string): Promise<boolean>
  removeOf(account: string): Promise<number>
  removeDue(now: Date): Promise<number>
}

export interface KeyRow {
  id: string
  /** SHA-256 of the whole key; the key itself is shown once and kept nowhere. */
  hash: Bytes
  owner: string
  scopes: string[]
  createdAt: Date
  revokedAt?: Date
  /** Beginning and last four letters, so that people tell their keys apart. */
  hint?: string
  /** Sealed to the account's key. */
  name?: Bytes
  expiresAt?: Date
  /** To the hour. */
  lastUsedAt?: Date
  /** Requests to make pictures in a minute. */
  perMinute?: number
  /** Unfinished generations at a time. */
  concurrency?: number
  /** Micro-units of the charter's currency in a day (UTC). */
  moneyPerDay?: bigint
  /** Networks it may be used from, as `203.0.113.0/24`; absent = any. */
  addresses?: string[]
  /** Id of the key that takes its place. */
  successor?: string
  /** The secret that its holder signs tokens with, sealed to the vault; only where that was chosen, and gone once it is revoked. */
  signing?: Bytes
}

export interface KeyTable {
  insert(row: KeyRow): Promise<void>
  get(id: string): Promise<KeyRow | undefined>
  byHash(hash: Bytes): Promise<KeyRow | undefined>
  /** Newest first, revoked ones too. */
  listOf(owner: string): Promise<KeyRow[]>
  /** Limits and end; what it is known by stays as it is. */
  update(row: KeyRow): Promise<void>
  touch(id: string, hour: Date): Promise<void>
  /** Its secret for signing goes with it. */
  revoke(id: string, at: Date): Promise<void>
  /** Those that were not revoked before. Returns how many. */
  revokeOf(owner: string, at: Date): Promise<number>
  removeOf(owner: string): Promise<number>
}

/** How often somebody may ask: `most` at once, and as many again over `milliseconds`. */
export interface Pace {
  most: number
  milliseconds: number
}

export interface PaceStanding {
  taken: boolean
  /** How many more may follow at once. */
  left: number
  /** When all of them are free again. */
  fullAt: Date
  /** When the next one is free, if none is now. */
  nextAt?: Date
}

export interface PaceTable {
  /** Takes one, if one is free; of many at once no more get one than there are. */
  take(name: string, now: Date, pace: Pace): Promise<PaceStanding>
  look(name: string, now: Date, pace: Pace): Promise<PaceStanding>
  /** Adds to a count that is forgotten at `until`; returns its new value. */
  add(name: string, amount: number, until: Date): Promise<number>
  count(name: string, now: Date): Promise<number>
  /** Remembers it until then. false when it was there already. */
  once(name: string, now: Date, until: Date): Promise<boolean>
  removeDue(now: Date): Promise<number>
}

/** One line of the record of decisions. It names no person: the account as a keyed digest, codes and numbers. */
export interface AuditRow {
  number: number
  at: Date
  /** Keyed digest of the account's id. */
  subject: Bytes
  actor: 'operator' | 'member' | 'program'
  /** A fixed kebab-case word, e.g. `standing-changed`. */
  event: string
  /** Codes only, e.g. `suspended/abuse`. */
  detail: string
  /** SHA-256 over the hash before it and everything of this line. */
  hash: Bytes
}

export interface AuditTable {
  /** One after the other: `complete` gets the line before it. */
  append(complete: (last: AuditRow | undefined) => AuditRow): Promise<void>
  /** From `after` on, oldest first. */
  from(after: number, limit: number): Promise<AuditRow[]>
  /** Oldest first. */
  ofSubject(subject: Bytes): Promise<AuditRow[]>
}

export interface VerificationRow {
  id: string
  account: string
  state: 'waiting' | 'verified' | 'refused'
  askedAt: Date
  decidedAt?: Date
  /** A code of `core/verification.ts`. */
  reason?: string
  /** How many papers lie sealed under this verification's own key. */
  papers: number
  /** Name, number and what else the form asked for, sealed to its own key; gone with the verdict. */
  form?: Bytes
  /** Keyed digest of the provider's reference. */
  reference?: Bytes
}

export interface VerificationTable {
  insert(row: VerificationRow): Promise<void>
  get(id: string): Promise<VerificationRow | undefined>
  byReference(reference: Bytes): Promise<VerificationRow | undefined>
  /** Newest first. */
  ofAccount(account: string): Promise<VerificationRow[]>
  /** Oldest first. */
  waiting(limit: number): Promise<VerificationRow[]>
  update(row: VerificationRow): Promise<void>
  removeOf(account: string): Promise<number>
  /** Those with papers or a form, oldest first. */
  withPapers(limit: number): Promise<VerificationRow[]>
}

/** An operator's look at personal data: why, from when, until when. */
export interface OpeningRow {
  id: string
  account: string
  /** In the operator's words; shown to the account's people. */
  reason: string
  /** Id of the operator's key or person. */
  operator: string
  at: Date
  until: Date
  /** How often something was read under it. */
  reads: number
}

export interface OpeningTable {
  insert(row: OpeningRow): Promise<void>
  /** Newest first. */
  ofAccount(account: string): Promise<OpeningRow[]>
  countRead(id: string): Promise<void>
  end(id: string, at: Date): Promise<void>
  countSince(at: Date): Promise<number>
  removeOf(account: string): Promise<number>
}

export interface BanTable {
  /** Keyed digests of contacts that may not register until then. */
  insert(digest: Bytes, until: Date): Promise<void>
  has(digest: Bytes, now: Date): Promise<boolean>
  removeDue(now: Date): Promise<number>
}

/** People who may operate this instance beside the operator's key. */
export interface OperatorTable {
  add(person: string, since: Date): Promise<void>
  has(person: string): Promise<boolean>
  remove(person: string): Promise<boolean>
  list(): Promise<Array<{ person: string; since: Date }>>
}

export interface AccountTables {
  accounts: AccountTable
  members: MemberTable
  invitations: InvitationTable
  keys: KeyTable
  paces: PaceTable
  audit: AuditTable
  verifications: VerificationTable
  openings: OpeningTable
  bans: BanTable
  operators: OperatorTable
}
