// Sealing round trips, refuses every kind of tampering, and its format never drifts.

import { createHash } from 'node:crypto'
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SealBroken } from '../core/errors.ts'
import type { Bytes } from '../core/ports.ts'
import { createSealing } from './envelope.ts'

const random = { bytes: (count: number) => new Uint8Array(randomBytes(count)) }
const sealing = createSealing(random, new Uint8Array(32).fill(7))
const owner = sealing.createPair()
const hour = sealing.createPair()
const locks = [owner.publicKey, hour.publicKey]
const keys = [owner.privateKey, hour.privateKey]
const mebibyte = 1_048_576

const sha = (bytes: Bytes): string => createHash('sha256').update(bytes).digest('hex')

function changed(bytes: Bytes, at: number): Bytes {
  const copy = bytes.slice()
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}

describe('round trips', () => {
  test.each([0, 1, mebibyte - 1, mebibyte, mebibyte + 1, 2 * mebibyte, 3.5 * mebibyte])('%d bytes', (length) => {
    const plain = random.bytes(length)
    const sealed = sealing.seal('img_1', locks, plain)
    expect(sealed.length).toBe(34 + length + 16 * Math.max(1, Math.ceil(length / mebibyte)))
    expect(sha(sealing.open('img_1', keys, sealed))).toBe(sha(plain))
    const contentKey = sealing.contentKey('img_1', keys, sealed)
    expect(sha(sealing.openWithContentKey('img_1', contentKey, sealed))).toBe(sha(plain))
    const opened = sealing.openInPlace('img_1', keys, sealed)
    expect([sha(opened), opened.buffer === sealed.buffer]).toEqual([sha(plain), true])
  })

  test('with one to five locks, any content, any id', () => {
    const property = fc.property(fc.uint8Array({ maxLength: 3000 }), fc.string(), fc.integer({ min: 1, max: 5 }), (plain, id, count) => {
      const pairs = Array.from({ length: count }, () => sealing.createPair())
      const sealed = sealing.seal(id, pairs.map((pair) => pair.publicKey), plain)
      expect(sealing.open(id, pairs.map((pair) => pair.privateKey), sealed)).toEqual(plain)
    })
    fc.assert(property, { numRuns: 60 })
  })

  test('the same object sealed twice shares no bytes', () => {
    const plain = new Uint8Array(64)
    const first = sealing.seal('a', locks, plain)
    const second = sealing.seal('a', locks, plain)
    expect(sha(first.subarray(34))).not.toBe(sha(second.subarray(34)))
  })
})

describe('refused with SealBroken', () => {
  const plain = random.bytes(2 * mebibyte + 5)
  const sealed = sealing.seal('img_1', locks, plain)
  const full = mebibyte + 16

  test('a wrong id, wrong keys, keys in another order, too few or too many keys', () => {
    expect(() => sealing.open('img_2', keys, sealed)).toThrow(SealBroken)
    expect(() => sealing.open('img_1', [...keys].reverse(), sealed)).toThrow(SealBroken)
    expect(() => sealing.open('img_1', [owner.privateKey, owner.privateKey], sealed)).toThrow(SealBroken)
    expect(() => sealing.open('img_1', [owner.privateKey], sealed)).toThrow(SealBroken)
    expect(() => sealing.open('img_1', [...keys, owner.privateKey], sealed)).toThrow(SealBroken)
    expect(() => sealing.open('img_1', [owner.privateKey, new Uint8Array(5)], sealed)).toThrow(SealBroken)
  })

  test('a content key of another object, or under another id', () => {
    const other = sealing.contentKey('img_1', keys, sealing.seal('img_1', locks, plain))
    expect(() => sealing.openWithContentKey('img_1', other, sealed)).toThrow(SealBroken)
    const own = sealing.contentKey('img_1', keys, sealed)
    expect(() => sealing.openWithContentKey('img_2', own, sealed)).toThrow(SealBroken)
    expect(() => sealing.openWithContentKey('img_1', own.subarray(1), sealed)).toThrow(SealBroken)
  })

  test('any changed byte: header, body, tag', () => {
    const places = [0, 1, 2, 20, 33, 34, 34 + mebibyte, 34 + full, sealed.length - 1, sealed.length - 17]
    const contentKey = sealing.contentKey('img_1', keys, sealed)
    for (const place of places) {
      expect(() => sealing.open('img_1', keys, changed(sealed, place)), `byte ${place}`).toThrow(SealBroken)
      expect(() => sealing.openWithContentKey('img_1', contentKey, changed(sealed, place)), `byte ${place}`).toThrow(SealBroken)
    }
    const small = sealing.seal('img_1', locks, new Uint8Array([1, 2, 3]))
    for (let place = 0; place < small.length; place++) expect(() => sealing.open('img_1', keys, changed(small, place))).toThrow(SealBroken)
  })

  test('what was changed leaves nothing open where it was opened in place', () => {
    const broken = changed(sealed, sealed.length - 1)
    expect(() => sealing.openInPlace('img_1', keys, broken)).toThrow(SealBroken)
    expect(broken.every((byte) => byte === 0)).toBe(true)
  })

  test('truncation at and off segment borders, also to nothing', () => {
    for (const length of [0, 1, 33, 34, 49, 34 + full, 34 + 2 * full, sealed.length - 1, sealed.length - 16]) {
      expect(() => sealing.open('img_1', keys, sealed.subarray(0, length)), `${length}`).toThrow(SealBroken)
    }
  })

  test('reordered, repeated and appended segments', () => {
    const [header, first, second, last] = [sealed.subarray(0, 34), sealed.subarray(34, 34 + full), sealed.subarray(34 + full, 34 + 2 * full), sealed.subarray(34 + 2 * full)]
    const joined = (...parts: Bytes[]): Bytes => new Uint8Array(Buffer.concat(parts))
    expect(sha(sealing.open('img_1', keys, joined(header, first, second, last)))).toBe(sha(plain))
    expect(() => sealing.open('img_1', keys, joined(header, second, first, last))).toThrow(SealBroken)
    expect(() => sealing.open('img_1', keys, joined(header, first, first, second, last))).toThrow(SealBroken)
    expect(() => sealing.open('img_1', keys, joined(sealed, last))).toThrow(SealBroken)
    expect(() => sealing.open('img_1', keys, joined(sealed, new Uint8Array(16)))).toThrow(SealBroken)
    expect(() => sealing.open('img_1', keys, joined(header, first, second))).toThrow(SealBroken)
  })

  test('arbitrary bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void expect(() => sealing.open('x', keys, bytes)).toThrow(SealBroken)))
  })
})

test('a lock that cannot be a key is refused while sealing', () => {
  expect(() => sealing.seal('a', [], new Uint8Array(1))).toThrow(RangeError)
  expect(() => sealing.seal('a', [new Uint8Array(31)], new Uint8Array(1))).toThrow(RangeError)
  expect(() => sealing.seal('a', [new Uint8Array(32)], new Uint8Array(1))).toThrow()
})

test('pairs follow from secret and purpose', () => {
  const secret = random.bytes(24)
  expect(sealing.pairFrom(secret, 'link')).toEqual(sealing.pairFrom(secret, 'link'))
  expect(sealing.pairFrom(secret, 'link').publicKey).not.toEqual(sealing.pairFrom(secret, 'session').publicKey)
  expect(() => sealing.pairFrom(new Uint8Array(15), 'link')).toThrow(RangeError)
})

test('digests depend on secret, purpose and content', () => {
  const digest = sealing.digest('repeat-key', 'abc')
  expect(digest).toEqual(sealing.digest('repeat-key', new TextEncoder().encode('abc')))
  expect(digest.length).toBe(32)
  expect(digest).not.toEqual(sealing.digest('repeat-body', 'abc'))
  expect(sealing.digest('a', 'b:c')).not.toEqual(sealing.digest('a:b', 'c'))
  expect(digest).not.toEqual(createSealing(random, new Uint8Array(32).fill(8)).digest('repeat-key', 'abc'))
})

test('the format does not drift', () => {
  let next = 0
  const counting = { bytes: (count: number) => Uint8Array.from({ length: count }, () => next++ & 255) }
  const fixed = createSealing(counting, new Uint8Array(32).fill(1))
  const [first, second] = [fixed.createPair(), fixed.createPair()]
  const sealed = fixed.seal('img_vector', [first.publicKey, second.publicKey], new TextEncoder().encode('a red fox in the snow'))
  expect(Buffer.from(sealed).toString('hex')).toBe('010279a631eede1bf9c98f12032cdeadd0e7a079398fc786b88cc846ec89af85a51a966885c3e207471ba03e3c2903371061da7974ddb21766034706b92310f31650dc7cded59c')
  const long = fixed.seal('img_vector', [first.publicKey], new Uint8Array(mebibyte + 1).fill(9))
  expect(sha(long)).toBe('8f7b88d2bde50d50672905fcf45c2644ee9c92f185611b67d9cb3f7ecc15d782')
  expect(Buffer.from(fixed.digest('purpose', 'content')).toString('hex')).toBe('60033afa9a0a2acc07e2ef3edec9f72473f7d066a07adb923bfe6581e56f0c13')
  expect(Buffer.from(fixed.pairFrom(new Uint8Array(16).fill(2), 'link').publicKey).toString('hex')).toBe('435329ac892ff0d572806643ffbeaea70cabed9b4314b233084a17229655b43e')
})
