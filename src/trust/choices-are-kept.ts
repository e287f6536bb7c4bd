// Who objects to others getting their words is drawn here or not at all.

import { Refused } from '../core/errors.ts'
import type { TrustRule } from '../core/rules.ts'

export const choicesAreKept: TrustRule = {
  id: 'choices-are-kept',
  statements: [
    'Where the terms let your words go to an engine of somebody else, you can object at any time, and a Global Privacy Control signal of your browser counts as your objection: from then on your orders are drawn here or not at all.',
  ],
  appliesTo: ({ engines, routing }) => routing.consent === 'terms' && engines.some(({ on, place }) => on && place !== undefined && place !== 'here'),
  async checkEngine(order, { sendsDataTo }) {
    if (order.staysHere && sendsDataTo !== 'here') throw new Refused('choices-are-kept', 'words_stay_here')
  },
}
