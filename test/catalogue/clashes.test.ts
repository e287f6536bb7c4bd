// The clashes of the catalogue: each flagged row has a pair of settings, a charter that is refused with a sentence, and a neighbour that loads.

import { describe, expect, it } from 'vitest'
import { allContradictions } from '../../src/charter/contradictions.ts'
import { refusalOf } from '../../src/charter/contradictions.contract.ts'
import { readCharter } from '../../src/charter/load.ts'
import { catalogue } from './rows.ts'

interface Case {
  /** As the contradiction names them. */
  settings: readonly [string, string]
  refused: object
  loads: object
  /** Of the sentence, so that the right one refuses. */
  says: string
}

const visitors = { name: 'test', access: { who: 'sessions' }, retention: { imageDays: 30 }, sessions: { atEnd: 'keep-links' } }
const accounts = { name: 'test', access: { who: 'accounts' }, retention: { imageDays: 30 } }
const owner = { name: 'test', access: { who: 'owner' }, retention: { imageDays: 30 } }
const eu = { labels: { profiles: ['eu'] } }
const far = { id: 'far', driver: 'openai-compatible', url: 'https://far.example/v1', place: { name: 'Far Ltd', country: 'US' }, terms: 'https://far.example/terms', retention: '30 days', models: ['far-1'] }
const news = { mailCode: true, news: true }
const mail = { mail: { adapter: 'development' } }

/** By the flagged row. */
const cases: Record<string, Case> = {
  A19: {
    settings: ['claims.evenQuality', 'claims.disclaims'],
    refused: { ...visitors, claims: { evenQuality: true }, routing: { canary: 'all' } },
    loads: { ...visitors, claims: { evenQuality: true, disclaims: ['loss', 'interruptions'] }, routing: { canary: 'all' } },
    says: 'quality is kept even',
  },
  B18: {
    settings: ['claims.linkLife', 'claims.disclaims'],
    refused: { ...visitors, claims: { linkLife: true } },
    loads: { ...visitors, claims: { linkLife: true, disclaims: ['quality', 'interruptions'] } },
    says: 'links work for all of their days',
  },
  B22: {
    settings: ['claims.staysIn', 'engines'],
    refused: { ...visitors, claims: { staysIn: 'DE' }, engines: ['painter', far] },
    loads: { ...visitors, claims: { staysIn: 'DE' }, engines: ['painter', { ...far, place: { name: 'Near Ltd', country: 'DE' } }] },
    says: 'nothing leaves DE',
  },
  C02: {
    settings: ['access.accountFor', 'access.who'],
    refused: { ...visitors, access: { who: 'sessions', accountFor: ['sharing'] } },
    loads: { ...accounts, access: { who: 'accounts', visitors: true, accountFor: ['sharing'] }, sharing: { enabled: false } },
    says: 'asks visitors for an account',
  },
  C16: {
    settings: ['purposes.personalised', 'claims.noProfiling'],
    refused: { ...visitors, purposes: { personalised: true } },
    loads: { ...visitors, purposes: { personalised: false } },
    says: 'nobody is profiled',
  },
  D13: {
    settings: ['rights.deletion', 'rights.reviewReason'],
    refused: { ...accounts, rights: { deletion: 'reviewed' } },
    loads: { ...accounts, rights: { deletion: 'reviewed', reviewReason: 'Somebody checks open bills.' } },
    says: 'does not say why',
  },
  F11: {
    settings: ['signIn.news', 'claims.noAdvertising'],
    refused: { ...accounts, signIn: news, messages: mail, claims: { noAdvertising: true } },
    loads: { ...accounts, signIn: news, messages: mail, claims: { noAdvertising: false } },
    says: 'none is ever sent',
  },
  G05: {
    settings: ['training.from', 'training.neverKeys'],
    refused: { ...accounts, training: { from: ['people', 'keys'] } },
    loads: { ...accounts, training: { from: ['people'] } },
    says: 'never used for training',
  },
  J06: {
    settings: ['notices.othersRefused', 'labels.profiles'],
    refused: { ...visitors, ...eu, notices: { othersRefused: true } },
    loads: { ...visitors, notices: { othersRefused: true } },
    says: 'a notice must be easy to give',
  },
  J12: {
    settings: ['enforcement.tells', 'labels.profiles'],
    refused: { ...visitors, ...eu, enforcement: { tells: false } },
    loads: { ...visitors, ...eu, enforcement: { tells: true } },
    says: 'statement of reasons',
  },
  K05: {
    settings: ['enforcement.tells', 'access.who'],
    refused: { ...accounts, enforcement: { tells: false } },
    loads: { ...visitors, enforcement: { tells: false } },
    says: 'told why it ends',
  },
  L07: {
    settings: ['terms.refunds', 'labels.profiles'],
    refused: { ...accounts, ...eu, terms: { refunds: 'none' } },
    loads: { ...accounts, terms: { refunds: 'none' } },
    says: 'withdraw from a purchase',
  },
  M01: {
    settings: ['terms.noticeDays', 'terms.effective'],
    refused: { ...visitors, terms: { noticeDays: 30, effective: 'when-posted' } },
    loads: { ...visitors, terms: { noticeDays: 0, effective: 'when-posted' } },
    says: '30 days of notice',
  },
  M05: {
    settings: ['terms.acceptance', 'access.who'],
    refused: { ...visitors, terms: { acceptance: 'by-use' } },
    loads: { ...owner, terms: { acceptance: 'by-use' } },
    says: 'without their consent',
  },
  P01: {
    settings: ['claims.availabilityPercent', 'claims.disclaims'],
    refused: { ...visitors, claims: { availabilityPercent: 99.9 } },
    loads: { ...visitors, claims: { availabilityPercent: 99.9, disclaims: ['quality', 'loss'] } },
    says: '99.9 %',
  },
  P05: {
    settings: ['support.allHours', 'support.hours'],
    refused: { ...visitors, support: { allHours: true, hours: 'Monday to Friday, 9:30-18:00' } },
    loads: { ...visitors, support: { hours: 'Monday to Friday, 9:30-18:00' } },
    says: 'at every hour',
  },
}

const flagged = catalogue.filter(({ clash }) => clash !== undefined).map(({ id }) => id)

describe('flagged rows of the catalogue', () => {
  it('each have a case, and no case is of another row', () => {
    expect(flagged.length).toBe(16)
    expect(Object.keys(cases).sort()).toEqual(flagged.toSorted())
  })

  it.each(flagged)('%s: a charter that holds both is refused with a sentence, its neighbour loads', (id) => {
    const found = cases[id]
    if (!found) throw new Error(`${id} has no case`)
    const { settings, refused, loads, says } = found
    expect(allContradictions.map((one) => one.settings.join(' + '))).toContain(settings.join(' + '))
    expect(refusalOf(refused)).toContain(says)
    for (const setting of settings) expect(refusalOf(refused)).toContain(setting)
    expect(readCharter(loads).name).toBe('test')
  })
})

/** Claims that clash with more than the row says. */
const more: Record<string, { refused: object; loads: object }> = {
  'claims.evenQuality + routing.canary': {
    refused: { ...visitors, claims: { evenQuality: true, disclaims: [] } },
    loads: { ...visitors, claims: { evenQuality: true, disclaims: [] }, routing: { canary: 'all' } },
  },
  'claims.linkLife + sharing.enabled': {
    refused: { ...visitors, claims: { linkLife: true, disclaims: [] }, sharing: { enabled: false } },
    loads: { ...visitors, claims: { linkLife: true, disclaims: [] } },
  },
  'training.from + access.who': { refused: { ...visitors, training: { from: ['people'] } }, loads: { ...accounts, training: { from: ['people'] } } },
  'operator.needsDataOfficer + operator.dataOfficer': {
    refused: { ...visitors, operator: { needsDataOfficer: true } },
    loads: { ...visitors, operator: { needsDataOfficer: true, dataOfficer: 'officer@studio.test' } },
  },
  'operator.region + safeguard': {
    refused: { ...visitors, operator: { region: 'DE' }, engines: ['painter', far] },
    loads: { ...visitors, operator: { region: 'DE' }, engines: ['painter', { ...far, safeguard: 'standard contractual clauses of the EU' }] },
  },
  'statistics.counted + access.who': { refused: { ...owner, statistics: { counted: true } }, loads: { ...visitors, statistics: { counted: true } } },
}

describe('claims', () => {
  const known = [...Object.values(cases).map(({ settings }) => settings.join(' + ')), ...Object.keys(more)]

  it('have a case for each of their contradictions', async () => {
    const { claimContradictions } = await import('../../src/charter/claim-contradictions.ts')
    expect(claimContradictions.map(({ settings }) => settings.join(' + ')).filter((pair) => !known.includes(pair))).toEqual([])
  })

  it.each(Object.entries(more))('%s is refused with a sentence naming both; its neighbour loads', (pair, { refused, loads }) => {
    for (const setting of pair.split(' + ')) expect(refusalOf(refused)).toContain(setting)
    expect(readCharter(loads).name).toBe('test')
  })
})
