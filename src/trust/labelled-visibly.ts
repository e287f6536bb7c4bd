// Every output shows that a machine made it; only a recorded permission leaves the mark away.

import { keptOf } from '../core/kept.ts'
import { mayLeaveOut } from '../core/permissions.ts'
import { labelsInForce, permissionFor } from '../core/profiles.ts'
import type { TrustRule } from '../core/rules.ts'

export const labelledVisibly: TrustRule = {
  id: 'labelled-visibly',
  statements: [
    'Every picture, preview and thumbnail shows the mark "{markText}" in its pixels; its capital letters are at least {markPercent} % of the shorter side high.',
    'Without the mark a picture is given only to somebody with whom that was agreed, with a reason and an end date written down beforehand, in this charter or in the record of permissions; without that, asking for it in a request changes nothing.',
  ],
  appliesTo: (charter) => labelsInForce(charter).visible,
  finish: {
    async pixels(pixels, facts, parts) {
      const { visible, text, corner, share } = labelsInForce(parts.charter)
      if (!visible) return pixels
      const counts = facts.kind === 'image'
      if (permissionFor(parts.charter, facts.owner, facts.madeAt) || (await mayLeaveOut(parts, { owner: facts.owner, withoutMark: facts.order.withoutMark, counts }))) {
        if (counts) parts.log.write({ level: 'info', event: 'mark-left-out' })
        return pixels
      }
      return parts.labels.drawMark(pixels, { text, corner, share }, keptOf(facts.order, pixels))
    },
  },
  /** Records of permissions stay as long as the regions ask, and no longer. */
  sweep: async ({ store }, now) => ({ removed: await store.permissions.removeDue(now), left: 0 }),
}
