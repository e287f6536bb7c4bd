// What every driver's ledger must do: transfers add up to zero, customers stay above it, no step is written twice.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { capture, release, reserve, type Transfer } from '../../core/ledger.ts'
import type { Store } from '../../core/ports.ts'
import { at, transfer } from './samples.ts'

export function ledgerContract(make: () => Promise<Store>): void {
  test('a transfer comes back whole, and balances follow', async () => {
    const { ledger } = await make()
    const large = transfer('gen_1/release', 9_007_199_254_740_993n, { at: at(1.5) })
    await ledger.write(large)
    expect(await ledger.transfersOf('gen_1')).toEqual([large])
    expect(await ledger.transfersOf('gen_2')).toEqual([])
    expect(await ledger.balance('customer/ann')).toBe(9_007_199_254_740_993n)
    expect(await ledger.balance('house/grants')).toBe(-9_007_199_254_740_993n)
    expect(await ledger.balance('customer/ben')).toBe(0n)
  })

  test('entries that do not add up to zero are refused', async () => {
    const { ledger } = await make()
    const wrong: Transfer = { ...transfer('t', 5n), entries: [{ account: 'house/grants', amount: -5n }, { account: 'customer/ann', amount: 6n }] }
    await expect(ledger.write(wrong)).rejects.toThrow()
    expect(await ledger.transfersOf('gen_1')).toEqual([])
    expect(await ledger.balance('customer/ann')).toBe(0n)
  })

  test('no customer falls below zero; the house may', async () => {
    const { ledger } = await make()
    await ledger.write(transfer('t1', 10n))
    await expect(ledger.write(transfer('t2', -11n))).rejects.toMatchObject({ name: 'Stated', code: 'balance_too_low' })
    expect(await ledger.balance('customer/ann')).toBe(10n)
    expect(await ledger.transfersOf('gen_1')).toHaveLength(1)
    await ledger.write(transfer('t3', -10n))
    expect(await ledger.balance('customer/ann')).toBe(0n)
    await expect(ledger.write(transfer('t4', -1n))).rejects.toMatchObject({ code: 'balance_too_low' })
  })

  test('the same step is not written twice, also at once', async () => {
    const { ledger } = await make()
    await ledger.write(transfer('t1', 10n))
    await expect(ledger.write(transfer('t1', 10n))).rejects.toThrow()
    const both = await Promise.allSettled([1, 2, 3].map(() => ledger.write(transfer('t2', 10n))))
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect(await ledger.balance('customer/ann')).toBe(20n)
  })

  test('many spenders at once spend what there is and no more', async () => {
    const { ledger } = await make()
    await ledger.write(transfer('top-up', 10n))
    const spent = await Promise.allSettled(Array.from({ length: 10 }, (_, number) => ledger.write(transfer(`t${number}`, -3n))))
    expect(spent.filter((one) => one.status === 'fulfilled')).toHaveLength(3)
    expect(await ledger.balance('customer/ann')).toBe(1n)
  })

  test('a price is set aside, then earned or given back; a price of zero needs no money', async () => {
    const { ledger } = await make()
    await reserve(ledger, { generation: 'gen_free', owner: 'ben', price: 0n, at: at(0) })
    await capture(ledger, 'gen_free', at(1))
    expect((await ledger.transfersOf('gen_free')).map((one) => one.kind)).toEqual(['reserve', 'capture'])
    await ledger.write(transfer('top-up', 10n, { generation: 'none' }))
    await reserve(ledger, { generation: 'gen_1', owner: 'ann', price: 4n, at: at(0) })
    await reserve(ledger, { generation: 'gen_2', owner: 'ann', price: 5n, at: at(0) })
    expect(await ledger.balance('customer/ann')).toBe(1n)
    expect(await ledger.balance('house/reserved')).toBe(9n)
    await capture(ledger, 'gen_1', at(2))
    await release(ledger, 'gen_2', at(2))
    expect(await ledger.balance('customer/ann')).toBe(6n)
    expect(await ledger.balance('house/reserved')).toBe(0n)
    expect(await ledger.balance('house/revenue')).toBe(4n)
  })

  test('whatever is tried, the books balance', async () => {
    const amounts = fc.array(fc.bigInt({ min: -50n, max: 50n }), { maxLength: 15 })
    const property = fc.asyncProperty(amounts, async (tries) => {
      const { ledger } = await make()
      let expected = 0n
      for (const [number, amount] of tries.entries()) {
        const kept = await ledger.write(transfer(`t${number}`, amount)).then(() => true, () => false)
        expect(kept).toBe(expected + amount >= 0n)
        if (kept) expected += amount
        expect(await ledger.balance('customer/ann')).toBe(expected)
        expect((await ledger.balance('customer/ann')) + (await ledger.balance('house/grants'))).toBe(0n)
      }
    })
    await fc.assert(property, { numRuns: 8 })
  })
}
