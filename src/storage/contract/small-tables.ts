// What every driver's repeat keys, sessions, API keys and reports must do.

import { expect, test } from 'vitest'
import type { Store } from '../../core/ports.ts'
import { at, bytes, repeat } from './samples.ts'

export function smallTablesContract(make: () => Promise<Store>): void {
  test('a repeat key is claimed once for each owner, until it expires', async () => {
    const { idempotency } = await make()
    expect(await idempotency.claim(repeat(1), at(0))).toBeUndefined()
    expect(await idempotency.claim(repeat(1, { generation: 'gen_other', body: bytes(8) }), at(99))).toEqual(repeat(1))
    expect(await idempotency.claim(repeat(1, { owner: 'ben' }), at(0))).toBeUndefined()
    const later = repeat(1, { generation: 'gen_later', expiresAt: at(300) })
    expect(await idempotency.claim(later, at(100))).toBeUndefined()
    expect(await idempotency.claim(repeat(1), at(101))).toEqual(later)
  })

  test('of many claims at once one wins, and all others are told its row', async () => {
    const store = await make()
    const claims = await Promise.all(
      Array.from({ length: 8 }, (_, number) => store.transaction((tables) => tables.idempotency.claim(repeat(1, { generation: `gen_${number}` }), at(0)))),
    )
    const winner = claims.findIndex((claim) => claim === undefined)
    const told = claims.filter((claim) => claim !== undefined)
    expect(told).toHaveLength(7)
    expect(new Set(told.map((claim) => claim.generation))).toEqual(new Set([`gen_${winner}`]))
  })

  test('a claim whose transaction fails leaves the key free', async () => {
    const store = await make()
    const failing = store.transaction(async (tables) => {
      await tables.idempotency.claim(repeat(1, { generation: 'gen_failed' }), at(0))
      throw new Error('no')
    })
    const [failed, next] = await Promise.allSettled([failing, store.idempotency.claim(repeat(1), at(0))])
    expect(failed.status).toBe('rejected')
    const free = next.status === 'fulfilled' && next.value === undefined ? true : (await store.idempotency.claim(repeat(1), at(0))) === undefined
    expect(free).toBe(true)
  })

  test('expired repeat keys are removed', async () => {
    const { idempotency } = await make()
    await idempotency.claim(repeat(1), at(0))
    await idempotency.claim(repeat(2, { expiresAt: at(200) }), at(0))
    expect(await idempotency.removeDue(at(99.999))).toBe(0)
    expect(await idempotency.removeDue(at(100))).toBe(1)
    expect(await idempotency.claim(repeat(2), at(100))).toBeDefined()
  })

  test('sessions are found, touched and ended once', async () => {
    const { sessions } = await make()
    const row = { id: 'digest', publicKey: bytes(1, 2), createdAt: at(0), lastSeenAt: at(0) }
    await sessions.insert(row)
    expect(await sessions.get('digest')).toEqual(row)
    expect(await sessions.get('other')).toBeUndefined()
    await expect(sessions.insert(row)).rejects.toThrow()
    await sessions.touch('digest', at(5))
    await sessions.touch('digest', at(3))
    await sessions.end('digest', at(9))
    await sessions.end('digest', at(10))
    expect(await sessions.get('digest')).toEqual({ ...row, lastSeenAt: at(5), endedAt: at(9) })
  })

  test('API keys are found by hash and stay findable, marked, once revoked', async () => {
    const { keys } = await make()
    const row = { id: 'key_1', hash: bytes(7, 7), owner: 'ann', scopes: ['images:make', 'odd, "scope"'], createdAt: at(0) }
    await keys.insert(row)
    expect(await keys.byHash(bytes(7, 7))).toEqual(row)
    expect(await keys.byHash(bytes(7))).toBeUndefined()
    await expect(keys.insert({ ...row, id: 'key_2' })).rejects.toThrow()
    await expect(keys.insert({ ...row, hash: bytes(8) })).rejects.toThrow()
    await keys.revoke('key_1', at(5))
    await keys.revoke('key_1', at(6))
    expect(await keys.byHash(bytes(7, 7))).toEqual({ ...row, revokedAt: at(5) })
  })

  test('of reports the newest of each kind is kept', async () => {
    const { reports } = await make()
    const first = { rule: 'images-expire', kind: 'sweep', at: at(1), holds: true, numbers: { removed: 3, leftOver: 0 } } as const
    await reports.write(first)
    await reports.write({ ...first, kind: 'probe', numbers: {} })
    await reports.write({ ...first, rule: 'deleted-means-gone' })
    await reports.write({ ...first, at: at(2), holds: false, numbers: { removed: 4 } })
    await reports.write({ ...first, at: at(1.5) })
    expect(await reports.newest()).toEqual([
      { ...first, rule: 'deleted-means-gone' },
      { ...first, kind: 'probe', numbers: {} },
      { ...first, at: at(2), holds: false, numbers: { removed: 4 } },
    ])
  })
}
