// The hosts that a charter lets the program connect to, each with what for and by whose consent.

import { providerHosts, smsEndpoints } from '../charter/people-contradictions.ts'
import type { Charter } from '../charter/schema.ts'
import { hostsOf } from '../charter/sections/engines.ts'

/** As the outbound door names them; `not-used` = allowed, and nothing of the charter asks for it. */
export const hostPurposes = ['engine', 'relay', 'mail', 'sms', 'sign-in', 'leaked-passwords', 'time-stamp', 'webhook', 'picture-by-address', 'not-used'] as const
export type HostPurpose = (typeof hostPurposes)[number]

/** `each` = everybody agreed once, shown the place; `terms` = the terms name it; `choice` = by what somebody chose to do; `service` = needed to run, nothing of people in it or asked for by them. */
export const hostConsents = ['each', 'terms', 'choice', 'service', 'none'] as const
export type HostConsent = (typeof hostConsents)[number]

export interface DeclaredHost {
  host: string
  purposes: HostPurpose[]
  consent: HostConsent
}

export function declaredHosts(charter: Charter): DeclaredHost[] {
  const uses = usesOf(charter)
  return charter.outbound.hosts.map((host) => {
    const here = uses.filter((use) => use.host === host)
    const open: HostPurpose[] = [...(charter.webhooks.to === 'off' ? [] : (['webhook'] as const)), ...(charter.uploads.remote ? (['picture-by-address'] as const) : [])]
    const purposes = here.length > 0 ? [...new Set(here.map(({ purpose }) => purpose))] : open
    return { host, purposes: purposes.length > 0 ? purposes : ['not-used'], consent: here[0]?.consent ?? (open.length > 0 ? 'choice' : 'none') }
  })
}

interface Use {
  host: string
  purpose: HostPurpose
  consent: HostConsent
}

function usesOf(charter: Charter): Use[] {
  const { engines, messages, signIn, labels, routing } = charter
  const consent: HostConsent = routing.consent
  const ofEngines = engines.flatMap((entry) => hostsOf([entry]).map((host): Use => ({ host, purpose: entry.modality === 'images' ? 'engine' : 'relay', consent })))
  const { mail, sms } = messages
  const ofMessages: Use[] = []
  if (mail.adapter === 'smtp') ofMessages.push({ host: mail.host, purpose: 'mail', consent: 'choice' })
  if (sms.adapter !== 'none' && sms.adapter !== 'development') ofMessages.push({ host: new URL(sms.endpoint ?? smsEndpoints[sms.adapter]).hostname, purpose: 'sms', consent: 'choice' })
  const ofSites = signIn.providers.flatMap(({ kind, issuer, base }) => providerHosts({ kind, issuer, base })).map((host): Use => ({ host, purpose: 'sign-in', consent: 'choice' }))
  const single = (address: string | undefined, purpose: HostPurpose): Use[] => (address ? [{ host: new URL(address).hostname, purpose, consent: 'service' }] : [])
  return [...ofEngines, ...ofMessages, ...ofSites, ...single(signIn.leakedPasswords, 'leaked-passwords'), ...single(labels.timestampAuthority, 'time-stamp')]
}
