// What children make is kept in the strictest class: shorter, here only, never shown to others, and for nothing but their own request.

import { isGuarded } from '../core/ages.ts'
import { Refused } from '../core/errors.ts'
import type { TrustRule } from '../core/rules.ts'

const id = 'children-are-guarded'
const kept = ['publish', 'share', 'optional']

export const childrenAreGuarded: TrustRule = {
  id,
  statements: [
    'Pictures of somebody under {guardianAge} are gone after at most {childImageDays} days, and cannot be published or shared by a link.',
    'Orders of somebody under {guardianAge} are drawn by engines on the machines of this server and by nobody else.',
    'Nobody under {guardianAge} can consent to anything optional: camera, microphone, screen and every optional purpose stay off for them, whatever they choose.',
  ],
  appliesTo: ({ age }) => age.ask && age.guardian > age.least,
  async checkAct({ kind, caller }, parts) {
    if (caller && kept.includes(kind) && (await isGuarded(parts, caller))) throw new Refused(id, 'consent_guarded')
  },
  mostDays: async (caller, parts) => ((await isGuarded(parts, caller)) ? parts.charter.age.childImageDays : undefined),
  async checkEngine(order, facts) {
    if (order.guarded && facts.sendsDataTo !== 'here') throw new Refused(id, 'words_stay_here')
  },
  /** Whether an older choice, or one made before the answer about age, still stands. */
  mayDoOptional: async (caller, parts) => !(await isGuarded(parts, caller)),
}
