// Tests of the verdict on a region: each one on a list, each one off it, and what cannot be told.

import { expect, it } from 'vitest'
import { readCharter } from '../charter/load.ts'
import { regionInOrder, verdictOn } from './regions.ts'

const codes = ['AT', 'BR', 'CN', 'CU', 'DE', 'IN', 'IR', 'JP', 'KP', 'RU', 'SY', 'US', 'ZA']
const charterWith = (regions: object) => readCharter({ name: 'test', access: { who: 'accounts' }, retention: { imageDays: 30 }, regions: { source: 'header', header: 'x-region', listDate: '2026-11-01', ...regions } })

it('refuses each region of the list and serves each other', () => {
  const refused = ['CU', 'IR', 'KP', 'RU', 'SY']
  const charter = charterWith({ refused })
  expect(codes.filter((code) => verdictOn(charter, code) === 'refused')).toEqual(refused)
  expect(codes.filter((code) => verdictOn(charter, code) === 'served')).toEqual(codes.filter((code) => !refused.includes(code)))
})

it('serves the regions of a list and none beside it, nor a refused one', () => {
  const charter = charterWith({ served: ['AT', 'DE'], refused: ['KP'] })
  expect(codes.filter((code) => verdictOn(charter, code) === 'served')).toEqual(['AT', 'DE'])
})

it('does with what cannot be told as the charter says, and never serves when it could not look', () => {
  for (const [unknown, verdict] of [['refuse', 'unknown'], ['serve', 'served']] as const) {
    const charter = charterWith({ refused: ['KP'], unknown })
    expect(verdictOn(charter, regionInOrder({}))).toBe(verdict)
    expect(verdictOn(charter, regionInOrder({ broken: true }))).toBe('unknown')
    expect(verdictOn(charter, regionInOrder(undefined))).toBe('served')
  }
})
