// What an owner has from the first day: pictures, words, orders, links, repeat keys, and a visitor's session.

import { objectNames } from './birth.ts'
import type { Belonging } from './belongings.ts'
import { fileOf, smallFileOf } from './generate.ts'
import type { Parts } from './ports.ts'
import type { LinkRow } from './rows.ts'
import { endsOf, sessionIdOf } from './session-life.ts'
import { inParallel } from './slices.ts'

const batch = 200

export const picturesHad: Belonging = {
  kind: 'pictures',
  tables: ['images'],
  why: 'to-show-you',
  until: 'as-pictures',
  where: ['files', 'database', 'vault'],
  readableByServer: 'not-of-sessions',
  async count({ store }, owner) {
    const { images, bytes, nextDeadline } = await store.images.countOf(owner)
    return { count: images, bytes, next: nextDeadline }
  },
  /** One key for each thing, the words included: the second lock, which goes too. */
  async keys({ store }, { owner, upTo }) {
    const made = await store.generations.briefOf(owner, upTo)
    return made.flatMap((row) => (row.ownKeys ? objectNames(row.id, row.pictures) : []))
  },
  remove: (tables, { owner, upTo, keep }) => tables.images.markDeletedOf(owner, upTo, keep),
  async removeBytes({ store, files }, { owner }, most) {
    for (let done = 0; ; done += batch) {
      const deleted = await store.images.deletedOf(owner, batch)
      if (deleted.length > 0 && done >= most) return deleted.length
      await inParallel(deleted, async (image) => {
        await files.remove(fileOf(image.id))
        await files.remove(smallFileOf(image.id))
        await store.images.remove([image.id])
      })
      if (deleted.length < batch) return 0
    }
  },
}

export const wordsHad: Belonging = {
  kind: 'words',
  tables: ['generations'],
  why: 'to-show-you',
  until: 'as-pictures',
  where: ['database', 'vault'],
  readableByServer: 'not-of-sessions',
  async count({ store }, owner, now) {
    const [brief, { nextDeadline }] = await Promise.all([store.generations.briefOf(owner, now), store.images.countOf(owner)])
    return { count: brief.length, next: nextDeadline }
  },
  remove: (tables, { owner, upTo }) => tables.generations.removeEndedOf(owner, upTo),
}

/** They leave the line before anything else, with their reservations given back. */
export const ordersHad: Belonging = {
  kind: 'orders',
  tables: ['generations'],
  why: 'to-draw',
  until: 'it-is-drawn',
  where: ['database', 'vault'],
  readableByServer: true,
  count: async ({ store }, owner) => ({ count: await store.generations.countUnfinished(owner) }),
}

const linksHad = (kind: LinkRow['kind'], shown: Pick<Belonging, 'kind' | 'why'>): Belonging => ({
  ...shown,
  tables: ['links'],
  until: 'its-own-end',
  where: ['database'],
  readableByServer: false,
  async count({ store }, owner, now) {
    const living = (await store.links.listOf(owner)).filter((link) => link.kind === kind && link.expiresAt > now)
    return { count: living.length, next: living.map((link) => link.expiresAt).sort((a, b) => Number(a) - Number(b))[0] }
  },
})

export const addressesHad: Belonging = {
  ...linksHad('address', { kind: 'addresses', why: 'to-show-you' }),
  // Both kinds of links at once.
  remove: (tables, { owner, keep }) => tables.links.removeOfOwner(owner, keep),
  async *copy({ store }, caller) {
    const links = await store.links.listOf(caller.owner)
    const content = links.map(({ id, kind, image, createdAt, expiresAt, revokedAt }) => ({ id, kind, image, created_at: createdAt, expires_at: expiresAt, revoked_at: revokedAt ?? null }))
    yield { path: 'links.json', content }
  },
}

export const sharesHad: Belonging = linksHad('share', { kind: 'shares', why: 'you-shared' })

export const repeatsHad: Belonging = {
  kind: 'repeat-keys',
  tables: ['idempotency'],
  why: 'to-answer-repeats',
  until: 'its-own-end',
  where: ['database'],
  readableByServer: false,
  count: async ({ store }, owner) => ({ count: await store.idempotency.countOf(owner) }),
  remove: (tables, { owner }) => tables.idempotency.removeOf(owner),
}

/** Its row goes when everything under it is gone. */
export const sessionsHad: Belonging = {
  kind: 'session',
  tables: ['sessions'],
  why: 'to-know-you',
  until: 'session-ends',
  where: ['database'],
  readableByServer: true,
  staysWhenCleared: true,
  async count(parts, owner) {
    const ends = await sessionEndOf(parts, owner)
    return ends ? { count: 1, next: ends } : { count: 0 }
  },
  async *copy({ store }, { owner }) {
    const id = sessionIdOf(owner)
    const row = id === undefined ? undefined : await store.sessions.get(id)
    if (row) yield { path: 'session.json', content: { begun_at: row.createdAt.toISOString(), last_seen_at: row.lastSeenAt.toISOString() } }
  },
}

/** When the session that this owner is ends by itself, if it is one. */
async function sessionEndOf({ store, charter }: Parts, owner: string): Promise<Date | undefined> {
  const id = sessionIdOf(owner)
  const row = id === undefined ? undefined : await store.sessions.get(id)
  if (!row) return undefined
  const { idleAt, mostAt } = endsOf(charter, row)
  return idleAt < mostAt ? idleAt : mostAt
}
