// Nobody's things pass into the hands of a new operator: until people accept who answers now, theirs are shown, copied and erased, and nothing else.

import { houseOwner } from '../core/callers.ts'
import { Refused } from '../core/errors.ts'
import { standingOf } from '../core/terms.ts'
import type { TrustRule } from '../core/rules.ts'
import type { TermsChange } from '../core/terms-tables.ts'

const dayMs = 86_400_000
const namesAnother = (changes: readonly TermsChange[]): boolean => changes.some(({ kind }) => kind === 'controller')

export const newControllerAsks: TrustRule = {
  id: 'new-controller-asks',
  statements: [
    'If somebody else comes to answer for this server (the published name or contact of the operator changes), this is announced {noticeDays} days before; from that day on nothing of anybody who was here before is worked with until they accept: nothing is made, changed or shared for them, and their waiting orders end without a charge.',
    'Whoever does not accept who answers for this server now can still see, take along and erase everything of theirs.',
  ],
  appliesTo: ({ access }) => access.who !== 'owner',
  takesEffect: (changes, { terms }, now) => (namesAnother(changes) ? new Date(now.getTime() + terms.noticeDays * dayMs) : now),
  async mayProcess(owner, parts) {
    if (owner === houseOwner) return
    const { open, version } = await standingOf(parts, owner)
    if (namesAnother(open)) throw new Refused('new-controller-asks', 'controller_changed', { date: version?.effectiveAt.toISOString().slice(0, 10) ?? '' })
  },
}
