// Papers of a verification are destroyed with its verdict, and in any case after the days that are promised for it.

import { hasAccounts } from '../core/callers.ts'
import type { TrustRule } from '../core/rules.ts'
import { giveVerdict, removePapers } from '../core/verification.ts'

const day = 86_400_000
/** The sweep runs every minute; what is older was missed. */
const patience = 10 * 60_000
const most = 200

export const papersGoWithTheVerdict: TrustRule = {
  id: 'papers-go-with-the-verdict',
  statements: [
    'Papers and numbers that you send to be verified are sealed under a key of their own and destroyed with the verdict; without a verdict they are destroyed after {paperDays} days.',
  ],
  appliesTo: hasAccounts,
  verdict: removePapers,
  async sweep(parts, now) {
    const latest = now.getTime() - parts.charter.verification.paperDays * day
    const kept = await parts.store.verifications.withPapers(most)
    const over = kept.filter(({ state, askedAt }) => state !== 'waiting' || askedAt.getTime() <= latest)
    for (const row of over) {
      if (row.state === 'waiting') await giveVerdict(parts, row.id, false, 'too-late', 'program')
      else await removePapers(parts, row)
    }
    return { removed: over.length, left: 0 }
  },
  /** Looks for papers that outlived their verdict, and how old the oldest is. */
  async probe(parts, now) {
    const kept = await parts.store.verifications.withPapers(most)
    const ages = kept.map(({ askedAt }) => now.getTime() - askedAt.getTime())
    const outlived = kept.filter(({ state }) => state !== 'waiting').length
    const oldest = Math.max(0, ...ages)
    return { holds: outlived === 0 && oldest <= parts.charter.verification.paperDays * day + patience, numbers: { papers: kept.reduce((sum, { papers }) => sum + papers, 0), outlived, oldestHours: Math.floor(oldest / 3_600_000) } }
  },
}
