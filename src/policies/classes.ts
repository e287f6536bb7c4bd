// What a changed setting touches: from it follow notice, acceptance and the words of the announcement.

import type { Change } from '../charter/settings.ts'
import type { ChangeKind, TermsChange } from '../core/terms-tables.ts'

/** By the longest path that fits. A setting that none names counts as touching rights: the strictest reading. */
export const kinds: Record<string, ChangeKind> = {
  name: 'running',
  access: 'rights',
  'access.demo': 'running',
  'access.collects': 'purposes',
  operator: 'contacts',
  'operator.name': 'controller',
  'operator.contact': 'controller',
  'operator.site': 'running',
  'operator.storage': 'recipients',
  'operator.country': 'recipients',
  'operator.law': 'rights',
  terms: 'rights',
  claims: 'rights',
  'claims.staysIn': 'recipients',
  'claims.noAdvertising': 'purposes',
  purposes: 'purposes',
  training: 'purposes',
  statistics: 'purposes',
  enforcement: 'rights',
  notices: 'rights',
  support: 'contacts',
  retention: 'retention',
  sessions: 'retention',
  'sessions.offerExport': 'rights',
  rights: 'rights',
  'rights.undoSeconds': 'limits',
  links: 'limits',
  sharing: 'rights',
  'sharing.mostDays': 'retention',
  'sharing.galleryDays': 'retention',
  labels: 'labels',
  'labels.licence': 'rights',
  'labels.timestampAuthority': 'recipients',
  messages: 'running',
  'messages.mail.company': 'recipients',
  'messages.sms.company': 'recipients',
  'messages.logDays': 'retention',
  signIn: 'running',
  'signIn.providers': 'recipients',
  'signIn.leakedPasswords': 'recipients',
  'signIn.idleDays': 'retention',
  'signIn.mostDays': 'retention',
  'signIn.news': 'purposes',
  tiers: 'limits',
  ...Object.fromEntries(['visitor', 'user', 'verified', 'paid'].map((tier) => [`tiers.${tier}.freePicturesPerDay`, 'prices' as const])),
  visitors: 'running',
  verification: 'rights',
  accounts: 'running',
  'accounts.kinds': 'rights',
  'accounts.banDays': 'retention',
  'accounts.exportDays': 'rights',
  keys: 'limits',
  files: 'limits',
  'files.days': 'retention',
  webhooks: 'limits',
  'webhooks.logDays': 'retention',
  'webhooks.to': 'recipients',
  batches: 'limits',
  imports: 'limits',
  uploads: 'limits',
  age: 'rights',
  'age.childImageDays': 'retention',
  'age.guardianHours': 'retention',
  regions: 'rights',
  'regions.header': 'running',
  'regions.networksFile': 'running',
  devices: 'purposes',
  limits: 'limits',
  engines: 'recipients',
  routing: 'running',
  'routing.consent': 'rights',
  model: 'running',
  aliases: 'running',
  'outbound.hosts': 'recipients',
}

function namedKindOf(path: string): ChangeKind | undefined {
  for (let at = path; at; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const kind = kinds[at]
    if (kind) return kind
  }
  return undefined
}

export const kindOf = (path: string): ChangeKind => namedKindOf(path) ?? 'rights'
export const isClassified = (path: string): boolean => namedKindOf(path) !== undefined

export function classify(changes: readonly Change[]): TermsChange[] {
  return changes.map(({ path, before, after }) => ({ path, kind: kindOf(path), before, after }))
}
