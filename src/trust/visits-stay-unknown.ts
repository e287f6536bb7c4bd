// Visitors are told apart for one day at most: when it is over its key is destroyed, and so are the marks made with it.

import { closeDays, dayOf } from '../core/statistics.ts'
import type { TrustRule } from '../core/rules.ts'

export const visitsStayUnknown: TrustRule = {
  id: 'visits-stay-unknown',
  statements: [
    'Use is counted without cookies, by day, page, language and kind of device; a key that is destroyed when the day (UTC) is over tells visitors apart, so that nobody can link a visit of yesterday with one of today.',
    'Who objects, or whose browser sends Global Privacy Control, is not counted.',
  ],
  appliesTo: ({ statistics }) => statistics.counted,
  mayCount: (objects) => !objects,
  // Also where counting was switched off since: what was counted before has its end all the same.
  sweep: async (parts, now) => ({ removed: await closeDays(parts, now), left: 0 }),
  /** Keys and marks of days that are over, beyond the minutes that a sweep takes. */
  async probe({ store, vault }, now) {
    const latest = dayOf(new Date(now.getTime() - 600_000))
    const keys = (await vault.names('visits/')).filter((name) => name < `visits/${latest}`).length
    const days = (await store.visits.days()).filter((day) => day < latest).length
    return { holds: keys === 0 && days === 0, numbers: { keysOfDaysBefore: keys, daysNotClosed: days } }
  },
}
