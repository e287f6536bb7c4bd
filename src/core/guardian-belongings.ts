// Questions to guardians as something that a child has: counted, copied and erased with the rest.

import type { Belonging } from './belongings.ts'
import type { KeyName } from './ports.ts'

/** What a guardian's contact is sealed to. */
export const contactKey = (question: string): KeyName => `object/${question}/words`

export const guardiansHad: Belonging = {
  kind: 'guardian',
  tables: ['guardians'],
  why: 'law-demands',
  until: 'you-erase-all',
  where: ['database', 'vault'],
  readableByServer: true,
  staysWhenCleared: true,
  count: async ({ store }, owner) => ({ count: (await store.guardians.listOf(owner)).length }),
  keys: async ({ store }, { owner }) => (await store.guardians.listOf(owner)).map(({ id }) => contactKey(id)),
  remove: (tables, { owner }) => tables.guardians.removeOf(owner),
  async *copy({ store }, { owner }) {
    const rows = await store.guardians.listOf(owner)
    if (rows.length > 0) yield { path: 'guardian.json', content: rows.map(({ id, channel, askedAt, expiresAt }) => ({ id, channel, asked_at: askedAt.toISOString(), open_until: expiresAt.toISOString() })) }
  },
}
