// What an account has beside what it makes: its name, its people, its keys, its verification, and looks of operators.

import { copyAccount, copyKeys } from './account-copies.ts'
import { accountOf } from './accounts.ts'
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
  copy: copyAccount,
}

export const keysHad: Belonging = {
  ...inAccount,
  kind: 'api-keys',
  tables: ['api_keys'],
  count: async ({ store }, owner) => ({ count: (await store.keys.listOf(owner)).length }),
  copy: copyKeys,
}
