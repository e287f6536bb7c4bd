// Forgetting all that somebody made: the orders stop, every rule destroys what it can, then rows and bytes go.

import { belongings, type HeldKind } from './belongings.ts'
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

/** Counts of what went, and how many things' bytes the sweep still has to remove. */
export interface Forgotten {
  orders: number
  /** Rows, by kind. */
  removed: Partial<Record<HeldKind, number>>
  keys: number
  kept: number
  left: number
}

/** Things whose bytes go with the request itself; the rest is the sweep's. */
const atOnce = 400

/** Orders first, so that nothing new comes; then every rule's own part; then whatever rows are left for the rules to sweep. */
export async function forgetAll(parts: Parts, forgetting: Forgetting): Promise<Forgotten> {
  const orders = await takeOrdersBack(parts, forgetting)
  let sum: Forgotten = { orders, removed: {}, keys: 0, kept: forgetting.keep.length, left: 0 }
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

/** Keys of the things themselves: the second lock, which goes too. */
export async function keysOfThings(parts: Parts, forgetting: Forgetting): Promise<KeyName[]> {
  const names = await Promise.all(belongings.map((one) => one.keys?.(parts, forgetting) ?? []))
  return names.flat()
}

/** What lies under keys of its own has lost them before. Rows at once; bytes up to a number, the rest when this is called again. */
export async function removeAllOf(parts: Parts, forgetting: Forgetting, most = atOnce): Promise<Pick<Forgotten, 'removed' | 'left'>> {
  const meant = belongings.filter((one) => forgetting.reason !== 'session-clear' || !one.staysWhenCleared)
  const removed: Forgotten['removed'] = {}
  await parts.store.transaction(async (tables) => {
    for (const { kind, remove } of meant) if (remove) removed[kind] = await remove(tables, forgetting)
  })
  let left = 0
  for (const { removeBytes } of meant) left += (await removeBytes?.(parts, forgetting, most)) ?? 0
  return { removed, left }
}
