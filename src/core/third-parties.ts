// Who beyond this machine gets something of people, as the charter switches it on: what GET /v1/trust publishes.

import type { Charter } from '../charter/schema.ts'

export interface ThirdParty {
  name: string
  /** Two letters. */
  country: string
  policyUrl: string
  purpose: 'mail' | 'sms' | 'sign-in'
}

/** An adapter beyond this machine does not load without its company; one on this machine has none. */
export function thirdPartiesOf({ messages, signIn }: Charter): ThirdParty[] {
  const { mail, sms } = messages
  return [
    ...(mail.adapter === 'smtp' && mail.company ? [{ ...mail.company, purpose: 'mail' as const }] : []),
    ...(sms.adapter !== 'none' && sms.adapter !== 'development' && sms.company ? [{ ...sms.company, purpose: 'sms' as const }] : []),
    ...signIn.providers.flatMap(({ company }) => (company ? [{ ...company, purpose: 'sign-in' as const }] : [])),
  ]
}
