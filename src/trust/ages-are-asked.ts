// Nobody makes anything before they were asked for their age, and nobody too young makes anything at all.

import { isAsked, readAnswer, sweepBlocks, type Band } from '../core/ages.ts'
import { Stated } from '../core/errors.ts'
import type { TrustRule } from '../core/rules.ts'

export const agesAreAsked: TrustRule = {
  id: 'ages-are-asked',
  statements: [
    'Before anybody makes anything or opens an account, they are asked for the year and month of their birth, in the same words for everybody. Only the age band that follows is kept, sealed; who is younger than {leastAge} is refused by the server.',
    'After an answer that was too young, the question is not asked again for {retryHours} hours: not in that session, and not from the same browser in a new one. What tells it apart is a digest whose key is destroyed day by day.',
  ],
  appliesTo: ({ age }) => age.ask,
  async checkAct({ kind, caller, band }, parts) {
    if (!parts.charter.age.ask) return
    if (kind === 'sign-up') return check(band)
    if (caller && isAsked(parts, caller)) check((await readAnswer(parts, caller))?.band)
  },
  ageShutUntil: async ({ store }, digests, now) => store.ageBlocks.until(digests, now),
  sweep: async (parts, now) => ({ removed: await sweepBlocks(parts, now), left: 0 }),
  async probe({ store }, now) {
    const overdue = await store.ageBlocks.countEndedBefore(new Date(now.getTime() - patience))
    return { holds: overdue === 0, numbers: { blocksOverdue: overdue } }
  },
}

/** The sweep runs every minute; what is over for longer was missed. */
const patience = 600_000

function check(band: Band | undefined): void {
  if (band === undefined) throw new Stated('age_missing')
  if (band === 'under') throw new Stated('age_refused')
}
