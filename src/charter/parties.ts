// Everybody beyond this machine who gets something of people, as the charter switches it on: one list for texts, pages and checks.

import type { Charter } from './schema.ts'
import { isHere } from './sections/engines.ts'

export interface Party {
  name: string
  /** Two letters; absent where the charter does not say. */
  country: string | undefined
  purpose: 'engine' | 'mail' | 'sms' | 'sign-in' | 'time-stamp'
  /** Address of its terms or privacy policy. */
  terms: string
  /** How long it keeps what it gets, in the operator's words. */
  keeps: string | undefined
  contact: string | undefined
  since: string | undefined
  safeguard: string | undefined
}

type Settings = Omit<Charter, 'version'>

export function partiesOf({ engines, messages, signIn, labels }: Settings): Party[] {
  const drawing = engines.flatMap((entry): Party[] => {
    if (!entry.on || isHere(entry) || typeof entry.place !== 'object') return []
    const { place, terms = '', retention: keeps, contact, since, safeguard } = entry
    return [{ ...place, purpose: 'engine', terms, keeps, contact, since, safeguard }]
  })
  const { mail, sms } = messages
  const companies = [{ purpose: 'mail', company: mail.company } as const, { purpose: 'sms', company: sms.company } as const, ...signIn.providers.map(({ company }) => ({ purpose: 'sign-in', company }) as const)]
  const named = companies.flatMap(({ purpose, company }): Party[] => {
    if (!company) return []
    const { name, country, policyUrl, contact, since, safeguard } = company
    return [{ name, country, purpose, terms: policyUrl, keeps: undefined, contact, since, safeguard }]
  })
  const stamp = labels.timestampAuthority
  const stamps: Party[] = stamp ? [{ name: new URL(stamp).hostname, country: undefined, purpose: 'time-stamp', terms: stamp, keeps: undefined, contact: undefined, since: undefined, safeguard: undefined }] : []
  return [...drawing, ...named, ...stamps]
}
