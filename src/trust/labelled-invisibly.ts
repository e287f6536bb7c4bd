// Every output carries a mark that outlives the loss of its metadata: programs find it, eyes do not.

import { keptOf } from '../core/kept.ts'
import { labelsInForce } from '../core/profiles.ts'
import type { TrustRule } from '../core/rules.ts'

export const labelledInvisibly: TrustRule = {
  id: 'labelled-invisibly',
  statements: [
    'Every picture carries a mark in its pixels that eyes do not see: checking finds it on pictures of 512 pixels and more when their metadata is gone, and after they were squeezed, cut at the edges, mirrored or made half as large, in the shares that docs/labels.md lists.',
    'Nothing is kept for that: the mark holds the number of this instance and a number for the picture that means nothing to anybody else.',
  ],
  appliesTo: (charter) => labelsInForce(charter).invisible,
  finish: {
    async pixels(pixels, facts, parts) {
      return labelsInForce(parts.charter).invisible ? parts.labels.embedNumber(pixels, facts, keptOf(facts.order, pixels)) : pixels
    },
  },
}
