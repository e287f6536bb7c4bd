// Words go to an engine of somebody else only for people who were shown who that is and agreed.

import { Refused } from '../core/errors.ts'
import { purposeOf } from '../core/places.ts'
import type { TrustRule } from '../core/rules.ts'

export const elsewhereByConsent: TrustRule = {
  id: 'elsewhere-by-consent',
  statements: [
    'What you write goes to an engine of somebody else only after you were shown who that is, in which country, on what terms and for how long they keep it, and you agreed.',
    'When any of that changes, you are asked again; you can take your word back at any time.',
  ],
  appliesTo: ({ engines, routing }) => routing.consent === 'each' && engines.some(({ on, place }) => on && place !== undefined && place !== 'here'),
  async checkEngine(order, { sendsDataTo }, { routing }) {
    if (sendsDataTo === 'here' || routing.consent === 'terms') return
    if (order.agreedPlaces?.includes(purposeOf(sendsDataTo))) return
    const { name, country, keepsFor, termsUrl } = sendsDataTo
    throw new Refused('elsewhere-by-consent', 'consent_needed', { name, country, keeps: keepsFor, terms: termsUrl })
  },
}
