// Any so many shares bring the secret back, one fewer does not.

import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinShares, splitSecret } from './shares.ts'

const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }

test('any `needed` of them bring it back, in any order', () => {
  const cases = fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 2, max: 6 }), fc.integer({ min: 0, max: 4 }), fc.nat())
  fc.assert(
    fc.property(cases, ([secret, needed, more, turn]) => {
      const shares = splitSecret(secret, needed + more, needed, random)
      const chosen = shares.map((_, place) => shares[(place + turn) % shares.length]!).slice(0, needed)
      expect(joinShares(chosen)).toEqual(new Uint8Array(secret))
    }),
    { numRuns: 60 },
  )
})

test('known answer: with the coefficient 1 share 1 is the secret plus 1', () => {
  const [one, two] = splitSecret(new Uint8Array([0x53]), 2, 2, { bytes: () => new Uint8Array([1]) })
  expect([one, two]).toEqual([new Uint8Array([1, 0x52]), new Uint8Array([2, 0x51])])
})

test('one fewer gives every secret alike', () => {
  // One share of two, of one byte: over all chance the other secret is as likely.
  const seen = [0, 1].map((secret) => new Set(Array.from({ length: 256 }, (_, chance) => splitSecret(new Uint8Array([secret]), 2, 2, { bytes: () => new Uint8Array([chance]) })[0]?.[1])))
  expect(seen.map((values) => values.size)).toEqual([256, 256])
  const secret = random.bytes(32)
  expect(joinShares(splitSecret(secret, 5, 3, random).slice(0, 2))).not.toEqual(secret)
})

test('shares that cannot belong together are refused', () => {
  const [one, two] = splitSecret(random.bytes(4), 3, 2, random) as [Uint8Array, Uint8Array]
  expect(() => joinShares([one, one])).toThrow(RangeError)
  expect(() => joinShares([one, two.slice(1)])).toThrow(RangeError)
  expect(() => splitSecret(random.bytes(4), 2, 3, random)).toThrow(RangeError)
})
