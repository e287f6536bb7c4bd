// What an instance cannot claim and deny at once: the clashes that published terms of such services are full of.

import { hasAccounts, hasVisitors } from '../core/callers.ts'
import { partiesOf } from './parties.ts'
import type { Contradiction } from './contradictions.ts'
import type { Charter } from './schema.ts'
import { isHere } from './sections/engines.ts'

type Settings = Omit<Charter, 'version'>

const disclaimed = ({ claims }: Settings, what: Settings['claims']['disclaims'][number]): boolean => claims.disclaims.includes(what)

/** Who gets something of people in another country than this one. */
function strangersTo(country: string, { engines, messages, signIn }: Settings): string | undefined {
  const engine = engines.find((entry) => entry.on && (!isHere(entry) || typeof entry.place === 'object') && (typeof entry.place !== 'object' || entry.place.country !== country))
  const companies = [messages.mail.company, messages.sms.company, ...signIn.providers.map(({ company }) => company)]
  return engine ? `the engine "${engine.id}"` : companies.find((company) => company && company.country !== country)?.name
}

export const claimContradictions: readonly Contradiction[] = [
  {
    settings: ['claims.evenQuality', 'claims.disclaims'],
    find: (charter) =>
      charter.claims.evenQuality && disclaimed(charter, 'quality')
        ? 'claims.evenQuality says that quality is kept even, but claims.disclaims holds "quality". Take it out of the one or set the other to false.'
        : undefined,
  },
  {
    settings: ['claims.evenQuality', 'routing.canary'],
    find: ({ claims, routing }) =>
      claims.evenQuality && routing.canary !== 'all'
        ? `claims.evenQuality says that quality is kept even, but routing.canary is "${routing.canary}", so nobody would see all engines drift. Set routing.canary: all.`
        : undefined,
  },
  {
    settings: ['claims.linkLife', 'claims.disclaims'],
    find: (charter) =>
      charter.claims.linkLife && disclaimed(charter, 'loss')
        ? 'claims.linkLife says that links work for all of their days, but claims.disclaims holds "loss": content may be gone before. Decide for one of them.'
        : undefined,
  },
  {
    settings: ['claims.linkLife', 'sharing.enabled'],
    find: ({ claims, sharing }) => (claims.linkLife && !sharing.enabled ? 'claims.linkLife speaks of share links, but sharing.enabled is false. Set both or neither.' : undefined),
  },
  {
    settings: ['claims.availabilityPercent', 'claims.disclaims'],
    find: (charter) =>
      charter.claims.availabilityPercent !== undefined && disclaimed(charter, 'interruptions')
        ? `claims.availabilityPercent names ${charter.claims.availabilityPercent} %, but claims.disclaims holds "interruptions". Take it out, or name no percentage.`
        : undefined,
  },
  {
    settings: ['claims.staysIn', 'engines'],
    find: (charter) => {
      const { staysIn } = charter.claims
      const stranger = staysIn && strangersTo(staysIn, charter)
      return stranger ? `claims.staysIn says that nothing leaves ${staysIn}, but ${stranger} (engines, messages or signIn) is elsewhere. Switch it off, or drop the claim.` : undefined
    },
  },
  {
    settings: ['purposes.personalised', 'claims.noProfiling'],
    find: ({ purposes }) =>
      purposes.personalised ? 'purposes.personalised shows content by what somebody did before, but claims.noProfiling says that nobody is profiled. Set purposes.personalised: false.' : undefined,
  },
  {
    settings: ['signIn.news', 'claims.noAdvertising'],
    find: ({ signIn, claims }) =>
      signIn.news && claims.noAdvertising ? 'signIn.news offers news by mail, but claims.noAdvertising says that none is ever sent. Set one of them to false.' : undefined,
  },
  {
    settings: ['training.from', 'training.neverKeys'],
    find: ({ training }) =>
      training.from.includes('keys') ? 'training.from holds "keys", but training.neverKeys says that what API keys make is never used for training. Take keys out.' : undefined,
  },
  {
    settings: ['training.from', 'access.who'],
    find: (charter) =>
      charter.training.from.includes('people') && !hasAccounts(charter)
        ? `training.from holds "people", but access.who is "${charter.access.who}": nobody signs in who could agree and take it back later. Empty it, or set access.who: accounts.`
        : undefined,
  },
  {
    settings: ['access.accountFor', 'access.who'],
    find: (charter) =>
      charter.access.accountFor.length > 0 && !(hasAccounts(charter) && hasVisitors(charter))
        ? `access.accountFor asks visitors for an account, but access.who is "${charter.access.who}" (access.visitors: ${charter.access.visitors}): there are not both, visitors and accounts. Empty it, or set access.who: accounts and access.visitors: true.`
        : undefined,
  },
  {
    settings: ['enforcement.tells', 'access.who'],
    find: (charter) =>
      !charter.enforcement.tells && hasAccounts(charter)
        ? 'enforcement.tells is false, but access.who is "accounts": whoever has an account is told why it ends. Set enforcement.tells: true.'
        : undefined,
  },
  {
    settings: ['enforcement.tells', 'labels.profiles'],
    find: ({ enforcement, labels }) =>
      !enforcement.tells && labels.profiles.includes('eu')
        ? 'enforcement.tells is false, but labels.profiles holds "eu", where whoever loses content is owed a statement of reasons. Set enforcement.tells: true.'
        : undefined,
  },
  {
    settings: ['notices.othersRefused', 'labels.profiles'],
    find: ({ notices, labels }) =>
      notices.othersRefused && labels.profiles.includes('eu')
        ? 'notices.othersRefused turns notices away for their language, but labels.profiles holds "eu", where a notice must be easy to give. Set notices.othersRefused: false.'
        : undefined,
  },
  {
    settings: ['terms.refunds', 'labels.profiles'],
    find: ({ terms, labels }) =>
      terms.refunds === 'none' && labels.profiles.includes('eu')
        ? 'terms.refunds is "none", but labels.profiles holds "eu", where consumers can withdraw from a purchase. Set terms.refunds: by-law.'
        : undefined,
  },
  {
    settings: ['terms.noticeDays', 'terms.effective'],
    find: ({ terms }) =>
      terms.effective === 'when-posted' && terms.noticeDays > 0
        ? `terms.noticeDays promises ${terms.noticeDays} days of notice, but terms.effective is "when-posted". Set terms.effective: after-notice, or noticeDays: 0.`
        : undefined,
  },
  {
    settings: ['terms.acceptance', 'access.who'],
    find: ({ terms, access }) =>
      terms.acceptance === 'by-use' && access.who !== 'owner'
        ? `terms.acceptance is "by-use", but access.who is "${access.who}": rights of others are not made smaller without their consent. Set terms.acceptance: asked.`
        : undefined,
  },
  {
    settings: ['support.allHours', 'support.hours'],
    find: ({ support }) =>
      support.allHours && support.hours
        ? `support.allHours says that questions are answered at every hour, but support.hours says "${support.hours}". Remove the one or the other.`
        : undefined,
  },
  {
    settings: ['operator.needsDataOfficer', 'operator.dataOfficer'],
    find: ({ operator }) =>
      operator.needsDataOfficer && !operator.dataOfficer
        ? 'operator.needsDataOfficer says that the law asks for a data protection officer, but operator.dataOfficer names none. Give the address.'
        : undefined,
  },
  {
    settings: ['operator.region', 'safeguard'],
    find: (charter) => {
      const { region } = charter.operator
      const bare = region === undefined ? undefined : partiesOf(charter).find(({ country, safeguard }) => country !== undefined && country !== region && !safeguard)
      return bare ? `operator.region is ${region}, but ${bare.name} gets data in ${bare.country} and has no safeguard. Say what protects it there (safeguard), or switch it off.` : undefined
    },
  },
  {
    settings: ['statistics.counted', 'access.who'],
    find: ({ statistics, access }) =>
      statistics.counted && access.who === 'owner'
        ? 'statistics.counted counts visitors, but access.who is "owner": the only one here is the owner. Set statistics.counted: false.'
        : undefined,
  },
]
