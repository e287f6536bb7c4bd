// What a law makes this server keep is a copy with a key and an end of its own, and both are kept to.

import { sweepHolds } from '../core/holds.ts'
import type { TrustRule } from '../core/rules.ts'

const most = 200
const patience = 3_600_000

export const holdsAreLimited: TrustRule = {
  id: 'holds-are-limited',
  statements: [
    'What a law makes this server keep of yours is a copy under a key of its own, of the named things only: you see it under what is held and in the receipt of an erasure, each time with its reason and its end; within an hour of that end the key is destroyed and the copy removed. Of a visitor\'s session nothing can be kept.',
  ],
  async sweep(parts, now) {
    const removed = await sweepHolds(parts, now, most)
    return { removed, left: removed === most ? 1 : 0 }
  },
  async probe(parts, now) {
    const [living, due, keys] = await Promise.all([parts.store.holds.living(now), parts.store.holds.due(new Date(now.getTime() - patience), most), parts.vault.names('hold/')])
    const known = new Set<string>([...living, ...(await parts.store.holds.due(now, most))].map(({ id }) => `hold/${id}`))
    const stray = keys.filter((name) => !known.has(name)).length
    return { holds: due.length === 0 && stray === 0, numbers: { holdsLiving: living.length, holdsOverdue: due.length, keysWithoutHold: stray } }
  },
}
