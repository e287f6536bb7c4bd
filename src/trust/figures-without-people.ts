// No figure leaves the counts of its day unless it stands for enough visitors.

import { withoutSmall } from '../core/aggregates.ts'
import type { TrustRule } from '../core/rules.ts'

export const figuresWithoutPeople: TrustRule = {
  id: 'figures-without-people',
  statements: ['A figure about use is shown or kept only if it stands for at least {threshold} visitors of a day; smaller ones are dropped, and so is what would give them away.'],
  appliesTo: ({ statistics }) => statistics.counted,
  keepFigures: (figures, { statistics }) => withoutSmall(figures, statistics.threshold),
  /** Figures of the last year that stand for fewer visitors than any threshold allows. */
  async probe({ store }, now) {
    const kept = await store.keptFigures.since(new Date(now.getTime() - 366 * 86_400_000).toISOString().slice(0, 10))
    const small = kept.filter(({ visitors }) => visitors < leastThreshold).length
    return { holds: small === 0, numbers: { figuresKept: kept.length, tooSmall: small } }
  },
}

/** The least that the charter lets the threshold be; it may have been set higher since. */
const leastThreshold = 5
