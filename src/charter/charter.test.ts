// Charters: the shipped ones load, wrong ones name what is wrong, contradictions are refused beside a loading neighbour.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { contradictions } from './contradictions.ts'
import { CharterInvalid, loadCharter, readCharter } from './load.ts'
import { diffCharters, settingsTable, valuesOf } from './settings.ts'

const plain = { name: 'test', access: { who: 'sessions' }, retention: { imageDays: 30 }, sessions: { atEnd: 'keep-links' } }
const owned = { ...plain, access: { who: 'owner' } }

/** For each contradiction: settings that hold it, and their nearest neighbour that loads. */
const cases: Record<string, { refused: object; loads: object }> = {
  'retention.imageDays + sharing.mostDays': { refused: { ...plain, sharing: { mostDays: 31 } }, loads: { ...plain, sharing: { mostDays: 30 } } },
  'sessions.atEnd + sharing.enabled': {
    refused: { ...plain, sessions: { atEnd: 'erase' } },
    loads: { ...plain, sessions: { atEnd: 'erase' }, sharing: { enabled: false } },
  },
  'retention.imageDays + sessions.atEnd': {
    refused: { ...plain, retention: { imageDays: 'session' }, sharing: { enabled: false } },
    loads: { ...plain, retention: { imageDays: 'session' }, sessions: { atEnd: 'erase' }, sharing: { enabled: false } },
  },
  'retention.imageDays + access.who': {
    refused: { ...owned, retention: { imageDays: 'session' }, sessions: { atEnd: 'erase' }, sharing: { enabled: false } },
    loads: { ...plain, retention: { imageDays: 'session' }, sessions: { atEnd: 'erase' }, sharing: { enabled: false } },
  },
  'access.who + retention.imageDays': { refused: { ...plain, retention: { imageDays: 'until-deleted' } }, loads: { ...owned, retention: { imageDays: 'until-deleted' } } },
  'sharing.gallery + retention.imageDays': {
    refused: { ...plain, retention: { imageDays: 'session' }, sessions: { atEnd: 'erase' }, sharing: { enabled: false, gallery: true } },
    loads: { ...plain, sharing: { gallery: true } },
  },
  'sharing.gallery + sharing.enabled': { refused: { ...plain, sharing: { enabled: false, gallery: true } }, loads: { ...plain, sharing: { enabled: true, gallery: true } } },
  'links.minutes + retention.imageDays': {
    refused: { ...plain, retention: { imageDays: 1 }, sharing: { mostDays: 1 }, links: { minutes: 1441 } },
    loads: { ...plain, retention: { imageDays: 1 }, sharing: { mostDays: 1 }, links: { minutes: 1440 } },
  },
  'sessions.idleMinutes + sessions.mostHours': {
    refused: { ...plain, sessions: { atEnd: 'keep-links', idleMinutes: 121, mostHours: 2 } },
    loads: { ...plain, sessions: { atEnd: 'keep-links', idleMinutes: 120, mostHours: 2 } },
  },
  'rights.deletion + rights.reviewReason': {
    refused: { ...owned, rights: { deletion: 'reviewed' } },
    loads: { ...owned, rights: { deletion: 'reviewed', reviewReason: 'Somebody checks open bills.' } },
  },
  'rights.deletion + rights.refusalGrounds': {
    refused: { ...owned, rights: { deletion: 'reviewed', reviewReason: 'Somebody checks open bills.', refusalGrounds: [] } },
    loads: { ...owned, rights: { deletion: 'reviewed', reviewReason: 'Somebody checks open bills.', refusalGrounds: ['law'] } },
  },
  'access.who + rights.deletion': {
    refused: { ...plain, rights: { deletion: 'reviewed', reviewReason: 'Somebody checks open bills.' } },
    loads: { ...plain, rights: { deletion: 'self-service' } },
  },
  'access.who + access.visitors': {
    refused: { ...owned, access: { who: 'owner', visitors: true } },
    loads: { ...plain, access: { who: 'accounts', visitors: true } },
  },
  'retention.backupDays + retention.receiptDays': {
    refused: { ...plain, retention: { imageDays: 30, backupDays: 31, receiptDays: 30 } },
    loads: { ...plain, retention: { imageDays: 30, backupDays: 30, receiptDays: 30 } },
  },
}

describe('shipped charters', () => {
  const files = readdirSync(join(import.meta.dirname, '../../charters'))

  it('are the five', () => {
    expect(files.sort()).toEqual(['api.yaml', 'ephemeral.yaml', 'hosted.yaml', 'local.yaml', 'platform.yaml'])
  })

  it.each(files)('%s loads under its own name', async (file) => {
    const name = file.replace('.yaml', '')
    const charter = await loadCharter(name)
    expect(charter.name).toBe(name)
    expect(charter.version).toMatch(new RegExp(`^${name}-[0-9a-f]{12}$`))
  })
})

describe('a charter', () => {
  it('that does not exist is named', async () => {
    await expect(loadCharter('nothing')).rejects.toThrow('There is no charter "nothing"')
  })

  it('with an unknown setting or a wrong value names it', () => {
    expect(() => readCharter({ ...plain, colour: 'red' })).toThrow(/colour/)
    expect(() => readCharter({ ...plain, retention: { imageDays: 0 } })).toThrow(/imageDays/)
  })

  it('changes its version with any setting, and only then', () => {
    const first = readCharter(plain)
    expect(readCharter(structuredClone(plain)).version).toBe(first.version)
    expect(readCharter({ ...plain, limits: { pictures: 3 } }).version).not.toBe(first.version)
  })

  it('can be compared with another', () => {
    const changes = diffCharters(readCharter(plain), readCharter({ ...plain, retention: { imageDays: 40 } }))
    expect(changes).toEqual([{ path: 'retention.imageDays', before: '30', after: '40' }])
  })
})

describe('contradictions', () => {
  it('each have a case', () => {
    expect(Object.keys(cases).sort()).toEqual(contradictions.map((one) => one.settings.join(' + ')).sort())
  })

  it.each(Object.entries(cases))('%s is refused with a sentence naming both; its neighbour loads', (pair, { refused, loads }) => {
    const [one = '', other = ''] = pair.split(' + ')
    expect(() => readCharter(refused)).toThrow(CharterInvalid)
    const contradiction = contradictions.find(({ settings }) => settings.join(' + ') === pair)
    const sentence = contradiction?.find(refusedSettings(refused)) ?? ''
    expect(sentence).toContain(one)
    expect(sentence).toContain(other)
    expect(readCharter(loads).name).toBe('test')
  })
})

/** The settings with their usual values filled in, although the whole does not load. */
function refusedSettings(settings: object) {
  const usual = readCharter({ ...plain })
  const merged = { ...usual } as Record<string, unknown>
  for (const [name, value] of Object.entries(settings)) {
    merged[name] = typeof value === 'object' && value !== null ? { ...(usual[name as keyof typeof usual] as object), ...value } : value
  }
  return merged as unknown as Parameters<(typeof contradictions)[number]['find']>[0]
}

describe('the table of settings', () => {
  const table = settingsTable()

  it('gives each a meaning and limits', () => {
    expect(table.length).toBeGreaterThan(25)
    for (const { path, meaning, limits } of table) expect(`${path}: ${meaning} (${limits})`).toMatch(/^[a-zA-Z.]+: .{10,} \(.+\)$/s)
  })

  it('finds the value of each', () => {
    expect(valuesOf(readCharter(plain)).get('sessions.mostHours')).toBe('720')
  })
})
