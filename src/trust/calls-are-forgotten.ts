// The request log of an account goes by age.

import { sweepCalls } from '../core/calls.ts'
import type { TrustRule } from '../core/rules.ts'

const day = 86_400_000
/** The sweep runs every minute; what is over for longer was missed. */
const patience = 600_000

export const callsAreForgotten: TrustRule = {
  id: 'calls-are-forgotten',
  statements: ['The request log of an account holds no prompt, no picture and no network address; its entries are gone after {callDays} days.'],
  appliesTo: ({ retention, access }) => retention.callDays > 0 && access.who !== 'sessions',
  sweep: async (parts, now) => ({ removed: await sweepCalls(parts, now), left: 0 }),
  async probe({ store, charter }, now) {
    const oldest = await store.calls.oldest()
    const age = oldest ? now.getTime() - oldest.getTime() : 0
    return { holds: age <= charter.retention.callDays * day + patience, numbers: { oldestCallDays: Math.max(0, Math.floor(age / day)) } }
  },
}
