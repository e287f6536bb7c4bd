// Erasing everything of an owner destroys the keys first: what copies there may be, nobody opens them again.

import { finishErasures } from '../core/erasure.ts'
import { keysOfThings, removeAllOf } from '../core/forgetting.ts'
import { keysOfOwner } from '../core/opening.ts'
import { sessionIdOf } from '../core/session-life.ts'
import type { TrustRule } from '../core/rules.ts'

/** Pictures whose bytes one sweep removes, so that a great owner does not hold up the other rules. */
const mostImages = 10_000
const minute = 60_000
const patience = 180 * minute

export const erasedIsErased: TrustRule = {
  id: 'erased-is-erased',
  statements: [
    'When you erase everything, the keys to your pictures and words are destroyed before you get the answer: a copy of the database and the files, however old, cannot be opened by anybody any more, and you get a signed receipt.',
    'An erasure that was cut short is finished by the sweep: within three hours no record of yours and no file of a picture is left here.',
  ],
  appliesTo: (charter) => charter.access.who !== 'sessions',

  async forget(parts, forgetting) {
    if (sessionIdOf(forgetting.owner) !== undefined) return undefined
    let keys = 0
    for (const find of forgetting.again ? [] : [() => keysOfOwner(parts, forgetting.owner), () => keysOfThings(parts, forgetting)]) {
      const names = await find()
      await parts.vault.destroy(names)
      keys += names.length
    }
    const removed = await removeAllOf(parts, forgetting, forgetting.again ? mostImages : undefined)
    return { ...removed, keys }
  },

  async sweep(parts, now) {
    const { finished, left } = await finishErasures(parts)
    const records = await parts.store.requests.removeDue(now)
    return { removed: finished + records, left }
  },

  async probe(parts, now) {
    const unfinished = await parts.store.requests.unfinished()
    const erasures = unfinished.filter((row) => row.kind === 'erasure')
    const stuck = erasures.filter((row) => row.state === 'doing' && row.decidedAt && now.getTime() - row.decidedAt.getTime() > patience)
    const overdue = unfinished.filter((row) => row.dueAt <= now)
    return { holds: stuck.length === 0 && overdue.length === 0, numbers: { erasuresOpen: erasures.length, erasuresStuck: stuck.length, requestsOverdue: overdue.length } }
  },
}
