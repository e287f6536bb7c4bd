// What an account has beside what it makes: its name, its people, its keys, its verification, and looks of operators.

import { accountOf, membershipsOf, profileOf } from './accounts.ts'
import type { Belonging } from './belongings.ts'
import type { Parts } from './ports.ts'

const inAccount = { why: 'to-know-you', until: 'you-close-it', where: ['database', 'vault'], readableByServer: true, staysWhenCleared: true } as const

/** Counts rows of the account that this owner is; others have none. */
const counting = (count: (parts: Parts, account: string) => Promise<number>): Belonging['count'] => async (parts, owner) => {
  const account = accountOf(owner)
  return { count: account === undefined ? 0 : await count(parts, account) }
}

/** Erasing what was made leaves the account; closing it takes all of this. */
export const accountsHad: Belonging = {
  ...inAccount,
  kind: 'account',
  tables: ['accounts', 'members', 'invitations', 'verifications', 'openings', 'operators'],
  count: counting(async ({ store }, account) => {
    const [row, members, invitations, verifications, openings] = await Promise.all([store.accounts.get(account), store.members.ofAccount(account), store.invitations.ofAccount(account), store.verifications.ofAccount(account), store.openings.ofAccount(account)])
    return (row ? 1 : 0) + members.length + invitations.length + verifications.length + openings.length
  }),
  async *copy(parts, caller) {
    const row = caller.account === undefined ? undefined : await parts.store.accounts.get(caller.account)
    if (!row) return
    const members = await parts.store.members.ofAccount(row.id)
    const openings = await parts.store.openings.ofAccount(row.id)
    const own = caller.person ? await membershipsOf(parts, caller.person.id) : []
    yield {
      path: 'account.json',
      content: {
        id: row.id,
        kind: row.kind,
        name: (await profileOf(parts, row)).name,
        created_at: row.createdAt.toISOString(),
        standing: row.standing,
        verification: row.verification,
        members: members.map(({ person, role, since }) => ({ person, role, since: since.toISOString() })),
        belongs_to: own.map(({ account, role }) => ({ account: account.id, role })),
        openings: openings.map(({ reason, at, until }) => ({ reason, at: at.toISOString(), until: until.toISOString() })),
      },
    }
  },
}

export const keysHad: Belonging = {
  ...inAccount,
  kind: 'api-keys',
  tables: ['api_keys'],
  count: async ({ store }, owner) => ({ count: (await store.keys.listOf(owner)).length }),
  async *copy({ store }, caller) {
    const rows = await store.keys.listOf(caller.owner)
    if (rows.length === 0) return
    yield {
      path: 'api-keys.json',
      content: rows.map(({ id, hint, scopes, signing, createdAt, expiresAt, revokedAt }) => ({ id, hint: hint ?? null, scopes, signed_tokens: signing !== undefined, created_at: createdAt.toISOString(), expires_at: expiresAt?.toISOString() ?? null, revoked_at: revokedAt?.toISOString() ?? null })),
    }
  },
}
