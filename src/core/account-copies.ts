// What the copy of everything says of an account: itself, its keys, its verifications, and the person whose own account it is.

import { membershipsOf, openOf, profileOf, type Membership, type PersonCopy } from './accounts.ts'
import type { AccountRow, VerificationRow } from './account-tables.ts'
import type { CopyFile } from './belongings.ts'
import type { Caller } from './callers.ts'
import type { Parts } from './ports.ts'
import { readForm, readPaper } from './verification.ts'

/** Contacts of people and papers are opened for the one whose they are: by a sign-in, never by a key. */
export async function* copyAccount(parts: Parts, caller: Caller): AsyncGenerator<CopyFile> {
  const row = caller.account === undefined ? undefined : await parts.store.accounts.get(caller.account)
  if (!row) return
  const [members, openings, invitations, own] = await Promise.all([
    parts.store.members.ofAccount(row.id),
    parts.store.openings.ofAccount(row.id),
    parts.store.invitations.ofAccount(row.id),
    caller.person ? membershipsOf(parts, caller.person.id) : [],
  ])
  yield {
    path: 'account.json',
    content: {
      ...(await describeAccount(parts, row)),
      members: members.map(({ person, role, since }) => ({ person, role, since: since.toISOString() })),
      invitations: invitations.map(({ id, kind, role, createdAt, expiresAt }) => ({ id, kind, role, created_at: createdAt.toISOString(), expires_at: expiresAt.toISOString() })),
      belongs_to: own.map(({ account, role }) => ({ account: account.id, role })),
      openings: openings.map(({ reason, at, until }) => ({ reason, at: at.toISOString(), until: until.toISOString() })),
    },
  }
  const person = caller.person && isOwn(own, row) ? await parts.people?.copy(caller.person.id) : undefined
  if (person) yield { path: 'person.json', content: describePerson(person) }
  yield* copyVerifications(parts, row, caller.person !== undefined && caller.role === 'owner')
}

async function describeAccount(parts: Parts, row: AccountRow) {
  const { name, language } = await profileOf(parts, row)
  return {
    id: row.id,
    kind: row.kind,
    name,
    language,
    created_at: row.createdAt.toISOString(),
    ...describeStanding(row),
  }
}

/** How an account stands, as its people and the operator are told alike. */
export const describeStanding = (row: AccountRow) => ({
  standing: row.standing,
  standing_since: row.standingSince.toISOString(),
  reason: row.reason ?? null,
  appealed_at: row.appealedAt?.toISOString() ?? null,
  verification: row.verification,
  verified_until: row.verifiedUntil?.toISOString() ?? null,
})

/** Whether it is the account that opened with the person themselves, not an organisation's. */
const isOwn = (memberships: readonly Membership[], { id, kind }: AccountRow): boolean => kind === 'individual' && memberships.some(({ account, role }) => account.id === id && role === 'owner')

const describePerson = ({ name, mail, phone, language, createdAt, password, secondFactor, logins, passkeys, signIns, news }: PersonCopy) => ({
  name,
  mail: mail ?? null,
  phone: phone ?? null,
  language,
  created_at: createdAt.toISOString(),
  password,
  second_factor: secondFactor,
  logins: logins.map((login) => ({ provider: login.provider, created_at: login.createdAt.toISOString() })),
  passkeys: passkeys.map((key) => ({ name: key.name, created_at: key.createdAt.toISOString(), synced: key.synced })),
  sign_ins: signIns.map(({ browser, factors, signedInAt, lastSeenAt, expiresAt }) => ({ browser, factors, signed_in_at: signedInAt.toISOString(), last_seen_at: lastSeenAt.toISOString(), expires_at: expiresAt.toISOString() })),
  news,
})

/** Form and papers lie here until the verdict only. */
async function* copyVerifications(parts: Parts, { id }: AccountRow, opened: boolean): AsyncGenerator<CopyFile> {
  const rows = await parts.store.verifications.ofAccount(id)
  if (rows.length === 0) return
  const described = rows.map(async (row) => ({ ...describeVerification(row), form: (opened && (await readForm(parts, row))) || null }))
  yield { path: 'verifications.json', content: await Promise.all(described) }
  if (!opened) return
  for (const row of rows) {
    for (let number = 0; number < row.papers; number++) {
      const bytes = await readPaper(parts, row, number)
      if (bytes) yield { path: `papers/${row.id}-${number}`, bytes }
    }
  }
}

const describeVerification = ({ id, state, askedAt, decidedAt, reason, papers }: VerificationRow) => ({ id, state, asked_at: askedAt.toISOString(), decided_at: decidedAt?.toISOString() ?? null, reason: reason ?? null, papers })

export async function* copyKeys(parts: Parts, { owner, account }: Caller): AsyncGenerator<CopyFile> {
  const rows = await parts.store.keys.listOf(owner)
  if (rows.length === 0) return
  const content = rows.map(async ({ id, name, hint, scopes, signing, perMinute, concurrency, moneyPerDay, addresses, createdAt, lastUsedAt, expiresAt, revokedAt }) => ({
    id,
    name: (account !== undefined && (await openOf<string>(parts, account, id, name))) || '',
    hint: hint ?? null,
    scopes,
    signed_tokens: signing !== undefined,
    per_minute: perMinute ?? null,
    concurrency: concurrency ?? null,
    money_per_day: moneyPerDay === undefined ? null : Number(moneyPerDay),
    addresses: addresses ?? null,
    created_at: createdAt.toISOString(),
    last_used_at: lastUsedAt?.toISOString() ?? null,
    expires_at: expiresAt?.toISOString() ?? null,
    revoked_at: revokedAt?.toISOString() ?? null,
  }))
  yield { path: 'api-keys.json', content: await Promise.all(content) }
}
