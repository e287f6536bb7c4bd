// Whoever tries somebody's own machine sees the list of what is collected first; without a yes nothing of theirs is taken.

import { houseOwner } from '../core/callers.ts'
import { Refused } from '../core/errors.ts'
import { hasAccepted } from '../core/terms.ts'
import type { TrustRule } from '../core/rules.ts'

export const demoShowsFirst: TrustRule = {
  id: 'demo-shows-first',
  statements: ["This is somebody's own machine, opened for others to try: before your first prompt you are shown what is collected and for how long, and nothing is taken from you before you agree."],
  appliesTo: ({ access }) => access.demo,
  async mayProcess(owner, { store, charter }) {
    if (!charter.access.demo || owner === houseOwner) return
    if (!(await hasAccepted({ store }, owner))) throw new Refused('demo-shows-first', 'list_not_seen')
  },
}
