// Where each field of better-auth's models is kept: plain, sealed, as a keyed digest to search by, or not at all.

import type { PeopleTableName } from '../../core/people.ts'

/** `index` = digest column beside the sealed one; `echo` = only a digest is kept, and whoever searches by the value gets it back. */
export type Place =
  | { kind: 'plain'; column: string }
  | { kind: 'sealed'; column: string; index?: string }
  | { kind: 'echo'; column: string }
  | { kind: 'dropped' }

export interface Model {
  table: PeopleTableName
  /** Field that names the person under whose key this row is sealed; without one it is the server's key. */
  person?: string
  fields: Record<string, Place>
}

const plain = (column: string): Place => ({ kind: 'plain', column })
const sealed = (column: string, index?: string): Place => (index === undefined ? { kind: 'sealed', column } : { kind: 'sealed', column, index })
const echo = (column: string): Place => ({ kind: 'echo', column })
const dropped: Place = { kind: 'dropped' }
const times = { createdAt: plain('createdAt'), updatedAt: plain('updatedAt') }

export const models: Record<string, Model> = {
  user: {
    table: 'people',
    person: 'id',
    fields: {
      id: plain('id'),
      email: sealed('mail', 'mailIndex'),
      emailVerified: plain('mailVerified'),
      phoneNumber: sealed('phone', 'phoneIndex'),
      phoneNumberVerified: plain('phoneVerified'),
      name: sealed('name'),
      image: dropped,
      twoFactorEnabled: plain('secondFactor'),
      language: plain('language'),
      ...times,
    },
  },
  account: {
    table: 'logins',
    person: 'userId',
    fields: {
      id: plain('id'),
      userId: plain('person'),
      providerId: plain('provider'),
      accountId: sealed('subject', 'subjectIndex'),
      password: sealed('password'),
      // Nothing is ever asked of the other site again, so no token of it is kept.
      accessToken: dropped,
      refreshToken: dropped,
      idToken: dropped,
      accessTokenExpiresAt: dropped,
      refreshTokenExpiresAt: dropped,
      scope: dropped,
      ...times,
    },
  },
  session: {
    table: 'signIns',
    person: 'userId',
    fields: {
      id: plain('id'),
      userId: plain('person'),
      token: echo('token'),
      expiresAt: plain('expiresAt'),
      ipAddress: dropped,
      userAgent: sealed('agent'),
      factors: plain('factors'),
      pending: plain('pending'),
      confirmedAt: plain('confirmedAt'),
      ...times,
    },
  },
  verification: {
    table: 'signInCodes',
    fields: { id: plain('id'), identifier: echo('identifier'), value: sealed('value'), expiresAt: plain('expiresAt'), ...times },
  },
  passkey: {
    table: 'passkeys',
    person: 'userId',
    fields: {
      id: plain('id'),
      userId: plain('person'),
      name: sealed('name'),
      publicKey: plain('publicKey'),
      credentialID: sealed('credential', 'credentialIndex'),
      counter: plain('counter'),
      deviceType: plain('deviceType'),
      backedUp: plain('backedUp'),
      transports: plain('transports'),
      aaguid: dropped,
      createdAt: plain('createdAt'),
    },
  },
  twoFactor: {
    table: 'secondFactors',
    person: 'userId',
    fields: {
      id: plain('id'),
      userId: plain('person'),
      secret: sealed('secret'),
      backupCodes: sealed('recoveryCodes', 'recoveryIndex'),
      verified: plain('verified'),
      failedVerificationCount: plain('failures'),
      lockedUntil: plain('lockedUntil'),
    },
  },
}
