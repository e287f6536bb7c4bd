// What every driver's line must do: fair turns, leases that end, fences that hold, each row to one worker.

import { expect, test } from 'vitest'
import type { GenerationTable, Store } from '../../core/ports.ts'
import { at, generation } from './samples.ts'

async function drain(generations: GenerationTable, most = 10_000): Promise<string[]> {
  const ids: string[] = []
  while (ids.length < most) {
    const taken = await generations.take('w1', at(1), at(11))
    if (!taken) break
    ids.push(taken.id)
    await generations.end(taken.id, taken.fence, { state: 'finished', endedAt: at(2) })
  }
  return ids
}

export function lineContract(make: () => Promise<Store>): void {
  test('taking gives a lease, a fence and an attempt; nothing to do gives nothing', async () => {
    const { generations } = await make()
    expect(await generations.take('w1', at(1), at(11))).toBeUndefined()
    await generations.insert(generation('gen_1'))
    const taken = await generations.take('w1', at(1), at(11))
    const whole = { ...generation('gen_1'), state: 'running', startedAt: at(1), lease: { holder: 'w1', until: at(11) }, fence: 1, attempts: 1, turn: 0 }
    expect(taken).toEqual(whole)
    expect(await generations.get('gen_1')).toEqual(whole)
    expect(await generations.take('w2', at(1), at(11))).toBeUndefined()
  })

  test('owners that are passed over keep their place', async () => {
    const { generations } = await make()
    await generations.insert(generation('gen_1'))
    await generations.insert(generation('gen_2', { owner: 'ben', createdAt: at(2) }))
    expect(await generations.take('w1', at(3), at(11), [generation('gen_1').owner, 'ben'])).toBeUndefined()
    expect((await generations.take('w1', at(3), at(11), [generation('gen_1').owner]))?.id).toBe('gen_2')
    expect(await drain(generations)).toEqual(['gen_1'])
  })

  test('one owner is served in the order of asking', async () => {
    const { generations } = await make()
    for (let number = 0; number < 5; number++) await generations.insert(generation(`gen_${number}`, { createdAt: at(number) }))
    expect(await drain(generations)).toEqual(['gen_0', 'gen_1', 'gen_2', 'gen_3', 'gen_4'])
  })

  test('a thousand orders of one owner delay another by one at most', async () => {
    const { generations } = await make()
    for (let number = 0; number < 1000; number++) await generations.insert(generation(`gen_${String(number).padStart(4, '0')}`, { createdAt: at(number / 1000) }))
    await drain(generations, 3)
    await generations.insert(generation('gen_ben', { owner: 'ben', createdAt: at(2) }))
    expect((await generations.lineBefore('gen_ben')).place).toBeLessThanOrEqual(1)
    expect((await drain(generations, 2)).includes('gen_ben')).toBe(true)
    await generations.insert(generation('gen_carl', { owner: 'carl', createdAt: at(3) }))
    expect((await drain(generations, 2)).includes('gen_carl')).toBe(true)
    expect(await generations.countUnfinished('ann')).toBeGreaterThan(990)
  })

  test('two busy owners take turns, weighed by pictures', async () => {
    const { generations } = await make()
    for (let number = 0; number < 12; number++) await generations.insert(generation(`gen_a${number}`, { createdAt: at(number), pictures: 1 }))
    for (let number = 0; number < 12; number++) await generations.insert(generation(`gen_b${number}`, { owner: 'ben', createdAt: at(20 + number), pictures: 3 }))
    const first = (await drain(generations, 12)).map((id) => id.charAt(4))
    // Nine single pictures of ann, three orders of three of ben's.
    expect(first.filter((owner) => owner === 'a').length).toBe(9)
    expect(first.filter((owner) => owner === 'b').length).toBe(3)
  })

  test('waiting long ago saves up no turns', async () => {
    const { generations } = await make()
    for (let number = 0; number < 6; number++) await generations.insert(generation(`gen_a${number}`, { createdAt: at(number) }))
    await drain(generations, 4)
    for (let number = 0; number < 4; number++) await generations.insert(generation(`gen_b${number}`, { owner: 'ben', createdAt: at(10 + number) }))
    const order = await drain(generations)
    // Ben was not here before, yet he does not overtake both orders that still wait.
    expect(order.slice(0, 4).filter((id) => id.startsWith('gen_a'))).toHaveLength(2)
  })

  test('places count those that are taken before', async () => {
    const { generations } = await make()
    for (const [number, owner] of ['ann', 'ann', 'ann', 'ben'].entries()) await generations.insert(generation(`gen_${number}`, { owner, createdAt: at(number) }))
    const places = async (): Promise<number[]> => Promise.all([0, 1, 2, 3].map(async (number) => (await generations.lineBefore(`gen_${number}`)).place))
    expect(await places()).toEqual([0, 2, 3, 1])
    await generations.take('w1', at(5), at(15))
    expect(await places()).toEqual([0, 1, 2, 0])
    expect((await generations.lineBefore('gen_none')).place).toBe(0)
  })

  test('a lease that is over lets another worker in, and fences the late one off', async () => {
    const { generations } = await make()
    await generations.insert(generation('gen_1'))
    await generations.take('w1', at(1), at(11))
    expect(await generations.take('w2', at(10.999), at(21))).toBeUndefined()
    const taken = await generations.take('w2', at(11), at(21))
    expect(taken).toMatchObject({ id: 'gen_1', fence: 2, attempts: 2, startedAt: at(11), lease: { holder: 'w2', until: at(21) } })
    expect(await generations.renew('gen_1', 1, at(99))).toEqual({ held: false, cancelAsked: false })
    expect(await generations.giveBack('gen_1', 1)).toBe(false)
    expect(await generations.end('gen_1', 1, { state: 'finished', endedAt: at(12) })).toBe(false)
    expect((await generations.get('gen_1'))?.lease).toEqual({ holder: 'w2', until: at(21) })
    expect(await generations.end('gen_1', 2, { state: 'finished', endedAt: at(12) })).toBe(true)
  })

  test('a heartbeat keeps the lease', async () => {
    const { generations } = await make()
    await generations.insert(generation('gen_1'))
    await generations.take('w1', at(1), at(11))
    await generations.renew('gen_1', 1, at(30))
    expect(await generations.take('w2', at(12), at(22))).toBeUndefined()
    expect(await generations.take('w2', at(30), at(40))).toMatchObject({ fence: 2 })
  })

  test('what is given back keeps its turn, and its old fence is worth nothing', async () => {
    const { generations } = await make()
    for (const number of [0, 1]) await generations.insert(generation(`gen_${number}`, { createdAt: at(number) }))
    await generations.take('w1', at(5), at(15))
    expect(await generations.giveBack('gen_0', 1)).toBe(true)
    const back = await generations.get('gen_0')
    expect(back).toMatchObject({ state: 'waiting', fence: 1, attempts: 1 })
    expect(back?.lease).toBeUndefined()
    expect(await generations.end('gen_0', 1, { state: 'finished', endedAt: at(6) })).toBe(false)
    expect(await generations.renew('gen_0', 1, at(99))).toEqual({ held: false, cancelAsked: false })
    expect(await generations.giveBack('gen_0', 1)).toBe(false)
    expect(await generations.take('w2', at(7), at(17))).toMatchObject({ id: 'gen_0', fence: 2, attempts: 2 })
  })

  test('many workers at once get each one once', async () => {
    const { generations } = await make()
    for (let number = 0; number < 40; number++) await generations.insert(generation(`gen_${number}`, { createdAt: at(number) }))
    const work = async (holder: string): Promise<string[]> => {
      const ids: string[] = []
      for (;;) {
        const taken = await generations.take(holder, at(1), at(11))
        if (!taken) return ids
        ids.push(taken.id)
      }
    }
    const ids = (await Promise.all(Array.from({ length: 8 }, (_, number) => work(`w${number}`)))).flat()
    expect(ids).toHaveLength(40)
    expect(new Set(ids).size).toBe(40)
  })

  test('orders of one owner that come at once get different turns', async () => {
    const { generations } = await make()
    await Promise.all(Array.from({ length: 20 }, (_, number) => generations.insert(generation(`gen_${number}`, { pictures: 2 }))))
    const turns = await Promise.all(Array.from({ length: 20 }, async (_, number) => (await generations.get(`gen_${number}`))?.turn))
    expect(turns.sort((a = 0, b = 0) => a - b)).toEqual(Array.from({ length: 20 }, (_, number) => number * 2))
  })
}
