// The tables of consents: who said yes or no to what and what was shown; answers about age; questions to guardians.

import type { Bytes } from './ports.ts'

export const devices = ['camera', 'microphone', 'screen'] as const
export type Device = (typeof devices)[number]

/** `guardian` = a guardian's word about everything that a child does here; the last three are optional purposes. */
export const consentMatters = [...devices, 'guardian', 'analytics', 'sharing', 'training'] as const
export type ConsentMatter = (typeof consentMatters)[number]

/** How somebody said it: by a button of its own, by taking it back, or a guardian by the code sent to them. */
export const consentHows = ['asked', 'taken-back', 'mail-code', 'sms-code'] as const

/** Appended only: the database refuses to change one. The newest of a matter counts. */
export interface ConsentRow {
  owner: string
  matter: ConsentMatter
  allowed: boolean
  /** Hex digest of the text that was shown, in both languages. */
  digest: string
  language: 'en' | 'zh'
  /** Id of the published terms in force; absent before the first ones. */
  version?: string
  how: (typeof consentHows)[number]
  at: Date
}

export interface ConsentTable {
  insert(row: ConsentRow): Promise<void>
  /** Newest first. */
  listOf(owner: string): Promise<ConsentRow[]>
  removeOf(owner: string): Promise<number>
}

/** What somebody answered when they were asked for their age: the band alone, sealed; never a date of birth. */
export interface AgeAnswerRow {
  /** A session, or an individual account. */
  owner: string
  sealed: Bytes
  answeredAt: Date
}

export interface AgeAnswerTable {
  /** In place of the one before. */
  write(row: AgeAnswerRow): Promise<void>
  get(owner: string): Promise<AgeAnswerRow | undefined>
  removeOf(owner: string): Promise<number>
}

/** Browsers from which somebody answered that they are too young, by digests whose key dies with the day. */
export interface AgeBlockTable {
  insert(digest: Bytes, until: Date): Promise<void>
  /** Until when the latest of them is blocked. */
  until(digests: readonly Bytes[], now: Date): Promise<Date | undefined>
  removeDue(now: Date): Promise<number>
  countEndedBefore(before: Date): Promise<number>
}

/** A question to a guardian. What they decide is appended to the consents. */
export interface GuardianRow {
  id: string
  /** Whom it is about. */
  owner: string
  channel: 'mail' | 'sms'
  language: 'en' | 'zh'
  /** Keyed digest of the code that was sent to them. */
  code: Bytes
  /** Their address or number, sealed to `object/<id>/words`, for the confirming message; gone when they refuse or take back. */
  contact?: Bytes
  askedAt: Date
  /** When the question is over, if it was not answered. */
  expiresAt: Date
  /** Wrong codes since the last right one. */
  tries: number
  /** Until when no code is taken. */
  lockedUntil?: Date
}

export interface GuardianTable {
  insert(row: GuardianRow): Promise<void>
  get(id: string): Promise<GuardianRow | undefined>
  /** Newest first. */
  listOf(owner: string): Promise<GuardianRow[]>
  update(row: GuardianRow): Promise<void>
  remove(id: string): Promise<void>
  removeOf(owner: string): Promise<number>
  /** Questions that were over before this time, oldest first. */
  due(before: Date, limit: number): Promise<GuardianRow[]>
}

export interface ConsentTables {
  consents: ConsentTable
  ageAnswers: AgeAnswerTable
  ageBlocks: AgeBlockTable
  guardians: GuardianTable
}
