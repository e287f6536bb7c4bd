// What may be left of an older vault: keys of things that have been forgotten since are not brought back.

import type { KeyName } from '../core/ports.ts'
import type { Holdings } from './vault-records.ts'

/** A thing that today's database still knows. */
export interface LivingThing {
  owner: string
  hour: KeyName
  /** Generation and, where it has one, the key of its own. */
  generation: string
  object?: KeyName
}

/**
 * The tombstones are what the database does not know any more: an owner without things, an hour without things, an
 * object without a row. Their keys are dropped, and the names of owners and hours are never used again.
 */
export function keepLivingKeys(old: Holdings, living: readonly LivingThing[], named: readonly KeyName[] = []): { holdings: Holdings; dropped: number } {
  const owners = living.map(({ owner }) => `owner/${owner.replace(/^owner\//, '')}`)
  const known = new Set<string>([...owners, ...named, ...living.flatMap(({ hour, object }) => (object ? [hour, object] : [hour]))])
  const lives = (name: KeyName): boolean => {
    if (name.startsWith('server/') || name.startsWith('queue/')) return true
    return known.has(name) || (name.startsWith('owner/') && known.has(name.replace(/\/\d+$/, '')))
  }
  const pairs = new Map([...old.pairs].filter(([name]) => lives(name)))
  const dropped = [...old.pairs.keys()].filter((name) => !lives(name))
  const destroyed = new Set([...old.destroyed, ...dropped.filter((name) => !name.startsWith('object/'))])
  return { holdings: { pairs, destroyed }, dropped: dropped.length }
}
