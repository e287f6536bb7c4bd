// What a policy text may depend on, by name.

import type { Charter } from '../charter/schema.ts'
import { labelsInForce } from '../core/profiles.ts'

const has = (value: unknown): boolean => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)

export const conditions: Record<string, (charter: Charter) => boolean> = {
  owner: ({ access }) => access.who === 'owner',
  visitors: ({ access }) => access.who === 'sessions' || (access.who === 'accounts' && access.visitors),
  accounts: ({ access }) => access.who === 'accounts',
  'offers-export': ({ sessions }) => sessions.offerExport,
  reviewed: ({ rights }) => rights.deletion === 'reviewed',
  undo: ({ rights }) => rights.undoSeconds > 0,
  sharing: ({ sharing }) => sharing.enabled,
  gallery: ({ sharing }) => sharing.enabled && sharing.gallery,
  'mark-shown': (charter) => labelsInForce(charter).visible,
  'mark-invisible': (charter) => labelsInForce(charter).invisible,
  permissions: ({ labels }) => has(labels.withoutMark),
  timestamps: ({ labels }) => has(labels.timestampAuthority),
  mining: ({ labels }) => labels.reserveMining,
  filings: ({ labels }) => Object.keys(labels.filings).length > 0,
  outside: ({ outbound }) => has(outbound.hosts),
  postal: ({ operator }) => has(operator.postal),
  law: ({ operator }) => has(operator.law),
  complaints: ({ operator }) => has(operator.complaints),
  'data-officer': ({ operator }) => has(operator.dataOfficer),
  'sign-up': ({ signIn }) => signIn.signUp,
  news: ({ signIn }) => signIn.news,
  'leaked-passwords': ({ signIn }) => has(signIn.leakedPasswords),
  verification: ({ verification }) => verification.needed !== 'no',
  'verified-by-provider': ({ verification }) => verification.needed !== 'no' && verification.provider === 'webhook',
  'no-browser-keys': ({ keys }) => keys.refuseBrowsers,
  'denied-parties': ({ accounts }) => has(accounts.deniedPartiesFile),
  'keep-links': ({ sessions }) => sessions.atEnd === 'keep-links',
  'consent-each': ({ engines, routing }) => routing.consent === 'each' && engines.some(({ on, place }) => on && typeof place === 'object'),
  'terms-name-places': ({ engines, routing }) => routing.consent === 'terms' && engines.some(({ on, place }) => on && typeof place === 'object'),
  imports: ({ imports }) => imports.enabled,
  notice: ({ terms }) => terms.noticeDays > 0,
}
