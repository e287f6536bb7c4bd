// What every driver's transactions and news must do.

import { expect, test, vi } from 'vitest'
import type { Store } from '../../core/ports.ts'
import type { GenerationState } from '../../core/rows.ts'
import { at, generation, image, link, repeat, transfer } from './samples.ts'

export function transactionContract(make: () => Promise<Store>): void {
  test('all of a transaction is kept', async () => {
    const store = await make()
    const result = await store.transaction(async (tables) => {
      await tables.generations.insert(generation('gen_1'))
      await tables.images.insert(image('img_1'))
      expect((await tables.generations.get('gen_1'))?.id).toBe('gen_1')
      return 'done'
    })
    expect(result).toBe('done')
    expect(await store.generations.get('gen_1')).toBeDefined()
    expect(await store.images.get('img_1')).toBeDefined()
  })

  test('nothing of a failed transaction is kept, and its error comes out unchanged', async () => {
    const store = await make()
    await store.generations.insert(generation('gen_0'))
    await store.links.insert(link(1))
    class Odd extends Error {}
    const odd = new Odd('odd')
    const failing = store.transaction(async (tables) => {
      await tables.generations.insert(generation('gen_1'))
      await tables.generations.end('gen_0', undefined, { state: 'cancelled', endedAt: at(1) })
      await tables.images.insert(image('img_1'))
      await tables.links.removeOf(['img_1'])
      await tables.ledger.write(transfer('t1', 5n))
      await tables.idempotency.claim(repeat(1), at(0))
      throw odd
    })
    await expect(failing).rejects.toBe(odd)
    expect(await store.generations.get('gen_1')).toBeUndefined()
    expect((await store.generations.get('gen_0'))?.state).toBe('waiting')
    expect(await store.images.get('img_1')).toBeUndefined()
    expect(await store.links.get(link(1).digest)).toBeDefined()
    expect(await store.ledger.balance('customer/ann')).toBe(0n)
    expect(await store.idempotency.claim(repeat(1), at(0))).toBeUndefined()
    await store.transaction(async (tables) => tables.generations.insert(generation('gen_2')))
    expect(await store.generations.get('gen_2')).toBeDefined()
  })

  test('a driver error in a transaction undoes the steps before it', async () => {
    const store = await make()
    await store.images.insert(image('img_1', { generation: 'gen_1' }))
    const failing = store.transaction(async (tables) => {
      await tables.generations.insert(generation('gen_1'))
      await tables.images.insert(image('img_2', { generation: 'gen_1' }))
    })
    await expect(failing).rejects.toThrow()
    expect(await store.generations.get('gen_1')).toBeUndefined()
  })

  test('news tell of every start of waiting and every end, when it is true', async () => {
    const store = await make()
    const heard: Array<[string, GenerationState]> = []
    const forget = store.onGeneration((id, state) => heard.push([id, state]))
    await store.generations.insert(generation('gen_1'))
    await store.generations.take('w1', at(1), at(11))
    await store.generations.renew('gen_1', 1, at(12))
    await store.generations.giveBack('gen_1', 1)
    await store.generations.take('w1', at(2), at(12))
    await store.transaction((tables) => tables.generations.end('gen_1', 2, { state: 'finished', endedAt: at(3) }))
    await store.transaction(async (tables) => {
      await tables.generations.insert(generation('gen_lost'))
      throw new Error('no')
    }).catch(() => undefined)
    await store.generations.insert(generation('gen_2'))
    await vi.waitFor(() => expect(heard).toHaveLength(4), { timeout: 5_000, interval: 5 })
    expect(heard).toEqual([['gen_1', 'waiting'], ['gen_1', 'waiting'], ['gen_1', 'finished'], ['gen_2', 'waiting']])
    forget()
    await store.generations.end('gen_2', undefined, { state: 'cancelled', endedAt: at(4) })
    await store.generations.get('gen_2')
    expect(heard).toHaveLength(4)
  })

  test('two transactions at once keep both changes', async () => {
    const store = await make()
    await store.ledger.write(transfer('top-up', 100n))
    await Promise.all(
      Array.from({ length: 10 }, (_, number) =>
        store.transaction(async (tables) => {
          await tables.generations.insert(generation(`gen_${number}`, { owner: `owner-${number}` }))
          await tables.ledger.write(transfer(`t${number}`, -1n))
        }),
      ),
    )
    expect(await store.ledger.balance('customer/ann')).toBe(90n)
    expect(await store.generations.countUnfinished()).toBe(10)
  })
}
