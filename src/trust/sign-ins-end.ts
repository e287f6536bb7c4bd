// Sign-ins, codes and the delivery log of messages go when their time is over.

import type { TrustRule } from '../core/rules.ts'
import { countOverdueSignIns, removeOverdueSignIns } from '../core/sign-ins.ts'

/** The sweep runs every minute; what is over for longer was missed. */
const patience = 600_000

export const signInsEnd: TrustRule = {
  id: 'sign-ins-end',
  statements: [
    'A sign-in ends after {signInIdleDays} days without use and after {signInMostDays} days whatever happens; a code works for {codeMinutes} minutes. Within ten minutes of its end nothing of it is left. The delivery log of messages holds no address and no words, and goes after {messageLogDays} days.',
  ],
  appliesTo: (charter) => charter.access.who === 'accounts',
  sweep: async (parts, now) => ({ removed: await removeOverdueSignIns(parts, now), left: 0 }),
  async probe(parts, now) {
    const overdue = await countOverdueSignIns(parts, new Date(now.getTime() - patience))
    return { holds: overdue === 0, numbers: { overdue } }
  },
}
