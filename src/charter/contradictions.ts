// Settings that cannot both be true: a charter that holds such a pair does not load.

import { hasVisitors } from '../core/callers.ts'
import { claimContradictions } from './claim-contradictions.ts'
import { clientContradictions } from './client-contradictions.ts'
import { demoContradictions } from './demo-contradictions.ts'
import { engineContradictions } from './engine-contradictions.ts'
import { gateContradictions } from './gate-contradictions.ts'
import { labelContradictions } from './label-contradictions.ts'
import { peopleContradictions } from './people-contradictions.ts'
import type { Charter } from './schema.ts'

type Settings = Omit<Charter, 'version'>

export interface Contradiction {
  /** The two settings at odds. */
  settings: readonly [string, string]
  /** The sentence for the operator, naming both, or undefined when they agree. */
  find(charter: Settings): string | undefined
}

const lifeInDays = ({ retention, sessions }: Settings): number => {
  if (retention.imageDays === 'until-deleted') return Number.POSITIVE_INFINITY
  return retention.imageDays === 'session' ? sessions.mostHours / 24 : retention.imageDays
}

export const contradictions: readonly Contradiction[] = [
  {
    settings: ['retention.imageDays', 'sharing.mostDays'],
    find: (charter) =>
      charter.sharing.enabled && charter.sharing.mostDays > lifeInDays(charter)
        ? `sharing.mostDays promises links of ${charter.sharing.mostDays} days, but retention.imageDays ends pictures before that (${charter.retention.imageDays}). Shorten the one or lengthen the other.`
        : undefined,
  },
  {
    settings: ['sessions.atEnd', 'sharing.enabled'],
    find: ({ access, sessions, sharing }) =>
      hasVisitors({ access }) && sessions.atEnd === 'erase' && sharing.enabled
        ? 'sessions.atEnd is "erase": nothing stays after a session; sharing.enabled promises links that outlive it. Set sharing.enabled: false or sessions.atEnd: keep-links.'
        : undefined,
  },
  {
    settings: ['retention.imageDays', 'sessions.atEnd'],
    find: ({ retention, sessions }) =>
      retention.imageDays === 'session' && sessions.atEnd === 'keep-links'
        ? 'retention.imageDays is "session", but sessions.atEnd is "keep-links" and keeps pictures after it. Set sessions.atEnd: erase or give imageDays a number.'
        : undefined,
  },
  {
    settings: ['retention.imageDays', 'access.who'],
    find: ({ retention, access }) =>
      retention.imageDays === 'session' && access.who !== 'sessions'
        ? 'retention.imageDays is "session", but access.who lets nobody have one. Set access.who: sessions or give imageDays another value.'
        : undefined,
  },
  {
    settings: ['access.who', 'retention.imageDays'],
    find: ({ retention, access }) =>
      hasVisitors({ access }) && retention.imageDays === 'until-deleted'
        ? 'access.who lets visitors ask, so nobody is there to delete pictures after the session; retention.imageDays cannot be "until-deleted". Give it a number of days or "session".'
        : undefined,
  },
  {
    settings: ['sharing.gallery', 'retention.imageDays'],
    find: ({ sharing, retention }) =>
      sharing.gallery && retention.imageDays === 'session'
        ? 'sharing.gallery keeps published pictures, but retention.imageDays "session" says that nothing stays. Switch one of them off.'
        : undefined,
  },
  {
    settings: ['sharing.gallery', 'sharing.enabled'],
    find: ({ sharing }) =>
      sharing.gallery && !sharing.enabled ? 'sharing.gallery publishes pictures, but sharing.enabled is false. Set both or neither.' : undefined,
  },
  {
    settings: ['links.minutes', 'retention.imageDays'],
    find: (charter) =>
      charter.links.minutes / 1440 > lifeInDays(charter)
        ? `links.minutes (${charter.links.minutes}) is longer than the life of a picture (retention.imageDays: ${charter.retention.imageDays}). Shorten it.`
        : undefined,
  },
  {
    settings: ['sessions.idleMinutes', 'sessions.mostHours'],
    find: ({ sessions }) =>
      sessions.idleMinutes > sessions.mostHours * 60
        ? `sessions.idleMinutes (${sessions.idleMinutes}) is longer than sessions.mostHours (${sessions.mostHours}) allows. Shorten it.`
        : undefined,
  },
  {
    settings: ['rights.deletion', 'rights.reviewReason'],
    find: ({ rights }) =>
      rights.deletion === 'reviewed' && !rights.reviewReason
        ? 'rights.deletion is "reviewed", but rights.reviewReason does not say why. Give the reason that is published, or set rights.deletion: self-service.'
        : rights.deletion === 'self-service' && rights.reviewReason
          ? 'rights.reviewReason gives a reason for a review, but rights.deletion is "self-service". Remove the reason, or set rights.deletion: reviewed.'
          : undefined,
  },
  {
    settings: ['rights.deletion', 'rights.refusalGrounds'],
    find: ({ rights }) =>
      rights.deletion === 'reviewed' && rights.refusalGrounds.length === 0
        ? 'rights.deletion is "reviewed", but rights.refusalGrounds is empty, so a review could end in one way only. List the grounds, or set rights.deletion: self-service.'
        : undefined,
  },
  {
    settings: ['access.who', 'rights.deletion'],
    find: ({ access, rights }) =>
      access.who === 'sessions' && rights.deletion === 'reviewed'
        ? 'access.who is "sessions": a session can always be ended at once; rights.deletion "reviewed" says it cannot. Set rights.deletion: self-service.'
        : undefined,
  },
  {
    settings: ['access.who', 'access.visitors'],
    find: ({ access }) =>
      access.visitors && access.who === 'owner'
        ? 'access.visitors is true, but access.who lets nobody in but the owner of this machine. Set access.who: accounts, or access.visitors: false.'
        : undefined,
  },
  {
    settings: ['retention.backupDays', 'retention.receiptDays'],
    find: ({ retention }) =>
      retention.backupDays > retention.receiptDays
        ? `retention.backupDays (${retention.backupDays}) is longer than retention.receiptDays (${retention.receiptDays}): a backup could outlive the list of what was erased. Lengthen receiptDays.`
        : undefined,
  },
]

/** Those of every section. */
export const allContradictions: readonly Contradiction[] = [...contradictions, ...claimContradictions, ...clientContradictions, ...demoContradictions, ...engineContradictions, ...gateContradictions, ...labelContradictions, ...peopleContradictions]

/** All sentences about this charter; empty when it can be kept. */
export function contradictionsIn(charter: Settings): string[] {
  return allContradictions.flatMap((one) => one.find(charter) ?? [])
}
