// Files, batches and webhooks: each contradiction is refused by name beside a neighbour that loads.

import { expect, it } from 'vitest'
import { clientContradictions } from './client-contradictions.ts'
import { readCharter } from './load.ts'

const plain = { name: 'test', access: { who: 'owner' }, retention: { imageDays: 30 } }
const cases: Record<string, { refused: object; loads: object }> = {
  'retention.callDays + retention.logDays': {
    refused: { ...plain, retention: { imageDays: 30, logDays: 20, callDays: 21 } },
    loads: { ...plain, retention: { imageDays: 30, logDays: 20, callDays: 20 } },
  },
  'webhooks.to + access.who': {
    refused: { ...plain, access: { who: 'accounts' }, webhooks: { to: 'here' } },
    loads: { ...plain, webhooks: { to: 'here' } },
  },
  'batches.hours + retention.idempotencyHours': {
    refused: { ...plain, batches: { hours: 20 }, retention: { imageDays: 30, idempotencyHours: 19 } },
    loads: { ...plain, batches: { hours: 19 }, retention: { imageDays: 30, idempotencyHours: 19 } },
  },
}

it('are all tried', () => {
  expect(Object.keys(cases)).toEqual(clientContradictions.map(({ settings }) => settings.join(' + ')))
})

it.each(Object.entries(cases))('%s', (pair, { refused, loads }) => {
  const [first = ''] = pair.split(' + ')
  expect(() => readCharter(refused)).toThrow(first)
  expect(() => readCharter(loads)).not.toThrow()
})
