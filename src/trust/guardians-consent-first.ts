// A child under the charter's age makes nothing without the consent of a guardian, and nothing any more once it is taken back.

import { isGuarded, subjectOf } from '../core/ages.ts'
import { Stated } from '../core/errors.ts'
import { guardianState, sweepGuardians } from '../core/guardians.ts'
import type { TrustRule } from '../core/rules.ts'

export const guardiansConsentFirst: TrustRule = {
  id: 'guardians-consent-first',
  statements: [
    'Who is under {guardianAge} makes nothing before a guardian has consented with a code that is sent to the guardian alone, after reading what it is for. The record of it (which text, when, how) is never rewritten.',
    "A guardian takes the consent back at any time with the same code: from that moment nothing new is made, what waits is stopped, and on the guardian's word everything of the child is erased. A question that nobody answers within {guardianHours} hours is gone, with the guardian's address.",
  ],
  appliesTo: ({ age }) => age.ask && age.guardian > age.least,
  async checkAct({ caller }, parts) {
    if (!caller || !(await isGuarded(parts, caller))) return
    const subject = await subjectOf(parts, caller)
    if (subject === undefined || (await guardianState(parts, subject)).state !== 'given') throw new Stated('guardian_needed')
  },
  sweep: async (parts, now) => ({ removed: await sweepGuardians(parts, now), left: 0 }),
}
