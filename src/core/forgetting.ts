// Forgetting all that somebody made: the orders stop, every rule destroys what it can, then rows and bytes go.

import { objectNames } from './birth.ts'
import { fileOf, smallFileOf } from './generate.ts'
import { release } from './ledger.ts'
import type { KeyName, Parts } from './ports.ts'

export interface Forgetting {
  owner: string
  /** What is born later is not meant. */
  upTo: Date
  reason: 'session-end' | 'session-clear' | 'erasure'
  /** Images that stay, because others were given a link to them. */
  keep: readonly string[]
  /** Its keys were destroyed in an earlier go; only bytes and rows are left. */
  again?: boolean
}

/** Counts of what went, and how many pictures' bytes the sweep still has to remove. */
export interface Forgotten {
  orders: number
  images: number
  generations: number
  links: number
  repeats: number
  keys: number
  kept: number
  left: number
}

export const nothingForgotten: Forgotten = { orders: 0, images: 0, generations: 0, links: 0, repeats: 0, keys: 0, kept: 0, left: 0 }

/** Pictures whose bytes go with the request itself; the rest is the sweep's. */
const atOnce = 400
const batch = 200

/** Orders first, so that nothing new comes; then every rule's own part; then whatever rows are left for the rules to sweep. */
export async function forgetAll(parts: Parts, forgetting: Forgetting): Promise<Forgotten> {
  const orders = await takeOrdersBack(parts, forgetting)
  let sum = { ...nothingForgotten, orders, kept: forgetting.keep.length }
  for (const rule of parts.rules) {
    const done = await rule.forget?.(parts, forgetting)
    if (!done) continue
    sum = { ...sum, ...done, keys: sum.keys + (done.keys ?? 0) }
  }
  return sum
}

/** Waiting and running ones leave the line with their reservation given back; a worker that draws one finds it gone. */
async function takeOrdersBack({ store, clock, announcements }: Parts, { owner, upTo }: Forgetting): Promise<number> {
  if ((await store.generations.countUnfinished(owner)) === 0) return 0
  const unfinished = (await store.generations.briefOf(owner, upTo)).filter((row) => row.unfinished)
  for (const { id } of unfinished) {
    await store.generations.askCancel(id)
    await store.transaction(async (tables) => {
      if (await tables.generations.removeUnfinished(id)) await release(tables.ledger, id, clock.now())
    })
    announcements.publish({ generation: id, number: 0, state: 'cancelled', phase: 'ended', error: 'cancelled' })
  }
  return unfinished.length
}

/** The owner's own keys: without them nothing of the owner's can be opened. */
export async function keysOfOwner({ vault }: Parts, owner: string): Promise<KeyName[]> {
  const own = `owner/${owner.replace(/^owner\//, '')}`
  const later = (name: string): boolean => name.startsWith(`${own}/`) && /^\d+$/.test(name.slice(own.length + 1))
  return (await vault.names('owner/')).filter((name) => name === own || later(name))
}

/** One key for each thing: the second lock, which goes too. */
export async function keysOfThings({ store }: Parts, { owner, upTo }: Forgetting): Promise<KeyName[]> {
  const made = await store.generations.briefOf(owner, upTo)
  return made.flatMap((row) => (row.ownKeys ? objectNames(row.id, row.pictures) : []))
}

/** What lies under keys of its own has lost them before. Rows at once; bytes up to a number, the rest when this is called again. */
export async function removeAllOf(parts: Parts, { owner, upTo, keep, reason }: Forgetting, most = atOnce): Promise<Omit<Forgotten, 'orders' | 'keys' | 'kept'>> {
  const { store } = parts
  const rows = await store.transaction(async (tables) => {
    const links = await tables.links.removeOfOwner(owner, keep)
    const repeats = await tables.idempotency.removeOf(owner)
    const images = await tables.images.markDeletedOf(owner, upTo, keep)
    const generations = await tables.generations.removeEndedOf(owner, upTo)
    return { links, repeats, images, generations }
  })
  if (reason !== 'session-clear') await removeSayings(parts, owner)
  let left = 0
  for (let done = 0; ; done += batch) {
    const deleted = await store.images.deletedOf(owner, batch)
    if (deleted.length > 0 && done >= most) {
      left = deleted.length
      break
    }
    for (const image of deleted) {
      await parts.files.remove(fileOf(image.id))
      await parts.files.remove(smallFileOf(image.id))
      await store.images.remove(image.id)
    }
    if (deleted.length < batch) break
  }
  return { ...rows, left }
}

/** What they said, and their name on what they asked for and is not answered yet. */
async function removeSayings({ store }: Parts, owner: string): Promise<void> {
  await store.choices.removeOf(owner)
  const others = (await store.requests.unfinished(owner)).filter((row) => row.kind !== 'erasure')
  for (const row of others) await store.requests.update({ ...row, owner: undefined })
}
