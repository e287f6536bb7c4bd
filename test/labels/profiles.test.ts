// The profiles of regions, read from files with other tools, and the settings that contradict them.

import { describe, expect, test } from 'vitest'
import { readCharter } from '../../src/charter/load.ts'
import { charterWith } from './labelled.ts'
import { combinations, profileRow } from './profiles.ts'

describe.each(combinations.map((chosen) => ({ name: chosen.join(' + ') || 'none', chosen })))('the profile $name', ({ chosen }) => {
  test('writes what its rules ask', async () => {
    const row = await profileRow(chosen)
    expect(row).toMatchObject({ signature: 'Valid', sourceType: 'trainedAlgorithmicMedia', aigcFields: 7, invisible: 'ours' })
    expect(row.letterShare).toBeGreaterThanOrEqual(chosen.includes('china') ? 0.05 : 0.03)
    expect(row.visibleMark).toBe(chosen.includes('china') ? 'AI生成' : 'AI-generated')
  })
})

describe('a charter that its region forbids does not load', () => {
  test.each([
    ['china', { profiles: ['china'], visible: { shown: false } }, /china.*visible mark/],
    ['india', { profiles: ['india'], visible: { shown: false } }, /india.*visible mark/],
    ['eu', { profiles: ['eu'], visible: { shown: false } }, /eu.*visible mark/],
    ['eu, invisible', { profiles: ['eu'], invisible: false }, /eu.*invisible mark/],
    ['china, words', { profiles: ['china'], visible: { text: 'AI-generated' } }, /生成 or 合成/],
    ['letters that are not there', { visible: { text: '龘AI生成' } }, /龘/],
    ['too wide', { visible: { text: 'Generated entirely by AI', share: 0.1 } }, /too wide/],
    ['permission that ends before it begins', { withoutMark: [{ who: 'owner/local', why: 'agreed in writing', agreedOn: '2026-12-01', until: '2026-11-01' }] }, /before it was agreed/],
    ['time stamps without a way out', { timestampAuthority: 'https://time.example/tsa' }, /outbound.hosts/],
  ])('%s', (_, labels, sentence) => {
    expect(() => charterWith(labels)).toThrow(sentence)
  })

  test('china, records of permissions kept too briefly', () => {
    const labels = { profiles: ['china'], withoutMark: [{ who: 'owner/local', why: 'agreed in writing', agreedOn: '2026-11-01', until: '2026-12-01' }] }
    expect(() => readCharter({ name: 'test', access: { who: 'owner' }, retention: { imageDays: 'until-deleted', logDays: 90 }, labels })).toThrow(/183 days/)
  })
})

test('several regions give the strictest of each', () => {
  expect(charterWith({ profiles: ['california', 'china'], visible: { share: 0.08 } }).labels.visible.share).toBe(0.08)
})
