// What is kept of people who sign in: who they are to the rest of the program, and the tables behind sign-in.

import type { Bytes } from './ports.ts'

/** Someone who is signed in. Their contacts are opened only where a message or their own page needs them. */
export interface Person {
  /** `per_…` */
  id: string
  /** Id of this sign-in, as the list of sign-ins shows it. */
  signIn: string
  signedInAt: Date
  /** What was proved: `password`, `mail`, `phone`, `passkey`, `provider`, `totp`, `recovery`. */
  factors: string[]
  /** When they last proved that it is them. */
  confirmedAt: Date
  verifiedContacts: { mail: boolean; phone: boolean }
}

export type RecordValue = string | number | boolean | Date | Bytes | null
export type PersonRecord = Record<string, RecordValue>

export interface Condition {
  column: string
  is: '=' | '<' | '<=' | '>' | '>=' | '!='
  value: RecordValue
}

export interface RecordPage {
  limit?: number
  offset?: number
  sort?: { column: string; newestFirst: boolean }
}

/** Columns of each table; `unique` ones name one row each. Personal ones hold sealed bytes, ones to search by keyed digests. */
export const peopleTables = {
  people: {
    columns: ['id', 'mail', 'mailIndex', 'mailVerified', 'phone', 'phoneIndex', 'phoneVerified', 'name', 'secondFactor', 'language', 'createdAt', 'updatedAt'],
    unique: [['mailIndex'], ['phoneIndex']],
  },
  logins: {
    columns: ['id', 'person', 'provider', 'subject', 'subjectIndex', 'password', 'createdAt', 'updatedAt'],
    unique: [['provider', 'subjectIndex']],
  },
  signIns: {
    columns: ['id', 'person', 'token', 'agent', 'factors', 'pending', 'confirmedAt', 'expiresAt', 'createdAt', 'updatedAt'],
    unique: [['token']],
  },
  signInCodes: { columns: ['id', 'identifier', 'value', 'expiresAt', 'createdAt', 'updatedAt'], unique: [] },
  passkeys: {
    columns: ['id', 'person', 'name', 'publicKey', 'credential', 'credentialIndex', 'counter', 'deviceType', 'backedUp', 'transports', 'createdAt'],
    unique: [['credentialIndex']],
  },
  secondFactors: { columns: ['id', 'person', 'secret', 'recoveryCodes', 'recoveryIndex', 'verified', 'failures', 'lockedUntil'], unique: [['person']] },
  newsConsents: { columns: ['id', 'person', 'token', 'askedAt', 'confirmedAt'], unique: [['person'], ['token']] },
} as const satisfies Record<string, { columns: readonly string[]; unique: ReadonlyArray<readonly string[]> }>

export type PeopleTableName = keyof typeof peopleTables

/** Rows of sign-in by table. All conditions must hold; a value of null means "is empty". */
export interface PeopleTable {
  /** @throws when a row that must be the only one is there already */
  insert(table: PeopleTableName, row: PersonRecord): Promise<void>
  find(table: PeopleTableName, where: readonly Condition[], page?: RecordPage): Promise<PersonRecord[]>
  count(table: PeopleTableName, where: readonly Condition[]): Promise<number>
  /** Sets columns and adds to numbers, in one step with the conditions; returns the rows as they are then. */
  change(table: PeopleTableName, where: readonly Condition[], set: PersonRecord, add?: Record<string, number>): Promise<PersonRecord[]>
  /** Returns the rows that went: each goes for one caller only. */
  remove(table: PeopleTableName, where: readonly Condition[]): Promise<PersonRecord[]>
}

/** Name of the key that a person's sealed columns lie under. */
export const personKey = (person: string): `person/${string}` => `person/${person}`
