// Operators reach personal data by breaking the glass only: a reason, a time limit, told to the people, and counted.

import { hasAccounts } from '../core/callers.ts'
import type { TrustRule } from '../core/rules.ts'
import { checkAudit } from '../core/standing.ts'

const month = 30 * 86_400_000

export const operatorsBreakGlass: TrustRule = {
  id: 'operators-break-glass',
  statements: [
    'Whoever operates this server is shown a name or a contact of yours only after writing down a reason, and for {openingMinutes} minutes at most; you are told at once, your account lists every such look with its reason, and this page counts them.',
  ],
  appliesTo: hasAccounts,
  mayLook: (openings, now) => openings.some(({ reason, at, until }) => reason.trim() !== '' && at <= now && now < until),
  /** The record of decisions, looks included, follows line from line; and how many looks there were. */
  async probe(parts, now) {
    const { lines, broken } = await checkAudit(parts)
    return { holds: broken === 0, numbers: { openings: await parts.store.openings.countSince(new Date(now.getTime() - month)), lines, broken } }
  },
}
