// Terms that changed in what matters to people bind nobody before their notice is over, and nothing new is made under them before they are accepted.

import { Refused } from '../core/errors.ts'
import { isSignificant, standingOf } from '../core/terms.ts'
import type { TrustRule } from '../core/rules.ts'

const dayMs = 86_400_000

export const termsWait: TrustRule = {
  id: 'terms-wait',
  statements: [
    'A change that touches how long things are kept, what for, who receives them, your rights, contacts or prices is announced on every page {noticeDays} days before it takes effect; until then this server runs by the old settings.',
    'After such a change nothing new is made for you before you have accepted it; without accepting you can still see, take along and erase everything of yours, and what was made before keeps the end that it was born with.',
  ],
  appliesTo: ({ access }) => access.who !== 'owner',
  async checkRequest(_request, { owner }, _charter, parts) {
    const { open, version } = await standingOf(parts, owner)
    if (open.length > 0) throw new Refused('terms-wait', 'terms_changed', { date: version?.effectiveAt.toISOString().slice(0, 10) ?? '' })
  },
  takesEffect: (changes, { terms }, now) => (isSignificant(changes) ? new Date(now.getTime() + terms.noticeDays * dayMs) : now),
  async sweep({ store, charter }, now) {
    const before = new Date(now.getTime() - charter.terms.oldVersionsYears * 366 * dayMs)
    const removed = await store.versions.removeReplaced(before)
    await store.notices.removeOver(before)
    return { removed, left: 0 }
  },
  /** Whether each version in the books had the days of notice that were due. */
  async probe({ store }) {
    const versions = await store.versions.list()
    const short = versions.filter(({ announcedAt, noticedAt = announcedAt, effectiveAt, noticeDays }) => effectiveAt.getTime() < noticedAt.getTime() + noticeDays * dayMs)
    return { holds: short.length === 0, numbers: { versions: versions.length, tooSoon: short.length } }
  },
}
