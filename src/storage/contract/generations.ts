// What every driver's generations must do besides standing in line.

import { expect, test } from 'vitest'
import type { Store } from '../../core/ports.ts'
import { at, bytes, generation } from './samples.ts'

export function generationContract(make: () => Promise<Store>): void {
  test('what is inserted comes back whole; an id is taken once', async () => {
    const { generations } = await make()
    const row = generation('gen_1', { deadline: at(86_400.123), owner: '安 "quoted" \\ ok' })
    await generations.insert(row)
    expect(await generations.get('gen_1')).toEqual({ ...row, turn: 0 })
    expect(await generations.get('gen_2')).toBeUndefined()
    await expect(generations.insert(generation('gen_1'))).rejects.toThrow()
  })

  test('history is newest first, one owner only, page after page', async () => {
    const { generations } = await make()
    for (let number = 0; number < 7; number++) await generations.insert(generation(`gen_${number}`, { createdAt: at(Math.floor(number / 2)) }))
    await generations.insert(generation('gen_x', { owner: 'ben', createdAt: at(50) }))
    const ids = async (page: { before?: string; limit: number }): Promise<string[]> => (await generations.listOf('ann', page)).map((row) => row.id)
    expect(await ids({ limit: 3 })).toEqual(['gen_6', 'gen_5', 'gen_4'])
    expect(await ids({ before: 'gen_4', limit: 3 })).toEqual(['gen_3', 'gen_2', 'gen_1'])
    expect(await ids({ before: 'gen_1', limit: 3 })).toEqual(['gen_0'])
    expect(await ids({ before: 'gen_0', limit: 3 })).toEqual([])
    expect(await ids({ before: 'gen_none', limit: 3 })).toEqual([])
    expect(await ids({ before: 'gen_x', limit: 3 })).toEqual([])
  })

  test('an end writes what is known and drops order and lease; nothing ends twice', async () => {
    const { generations } = await make()
    await generations.insert(generation('gen_1'))
    const taken = await generations.take('w1', at(1), at(11))
    const last = { state: 'finished', endedAt: at(3), engine: 'painter', outcome: bytes(1, 2), milliseconds: 2000 } as const
    expect(await generations.end('gen_1', taken?.fence, last)).toBe(true)
    const { order: _, ...kept } = generation('gen_1')
    expect(await generations.get('gen_1')).toEqual({ ...kept, ...last, startedAt: at(1), turn: 0, fence: 1, attempts: 1 })
    expect(await generations.end('gen_1', taken?.fence, { state: 'failed', endedAt: at(4), error: 'internal' })).toBe(false)
    expect(await generations.end('gen_1', undefined, { state: 'cancelled', endedAt: at(4), error: 'cancelled' })).toBe(false)
    expect(await generations.giveBack('gen_1', 1)).toBe(false)
    expect(await generations.renew('gen_1', 1, at(20))).toEqual({ held: false, cancelAsked: false })
    expect((await generations.get('gen_1'))?.state).toBe('finished')
  })

  test('without a fence only a waiting one ends', async () => {
    const { generations } = await make()
    for (const id of ['gen_1', 'gen_2']) await generations.insert(generation(id))
    await generations.take('w1', at(1), at(11))
    const cancelled = { state: 'cancelled', endedAt: at(2), error: 'cancelled' } as const
    expect(await generations.end('gen_1', undefined, cancelled)).toBe(false)
    expect(await generations.end('gen_2', undefined, cancelled)).toBe(true)
    expect(await generations.end('gen_2', 0, cancelled)).toBe(false)
    expect(await generations.end('gen_none', undefined, cancelled)).toBe(false)
    expect(await generations.get('gen_2')).toMatchObject({ state: 'cancelled', error: 'cancelled', endedAt: at(2) })
    expect(await generations.take('w2', at(2), at(12))).toBeUndefined()
  })

  test('of many ends at once exactly one is true', async () => {
    const { generations } = await make()
    await generations.insert(generation('gen_1'))
    await generations.take('w1', at(1), at(11))
    const ends = await Promise.all(Array.from({ length: 8 }, () => generations.end('gen_1', 1, { state: 'finished', endedAt: at(2) })))
    expect(ends.filter(Boolean)).toHaveLength(1)
  })

  test('a wish to stop reaches the worker with its heartbeat, and stays when given back', async () => {
    const { generations } = await make()
    await generations.insert(generation('gen_1'))
    await generations.take('w1', at(1), at(11))
    expect(await generations.renew('gen_1', 1, at(21))).toEqual({ held: true, cancelAsked: false })
    expect((await generations.get('gen_1'))?.lease).toEqual({ holder: 'w1', until: at(21) })
    await generations.askCancel('gen_1')
    expect(await generations.renew('gen_1', 1, at(22))).toEqual({ held: true, cancelAsked: true })
    await generations.giveBack('gen_1', 1)
    expect(await generations.take('w1', at(2), at(12))).toMatchObject({ cancelAsked: true, fence: 2 })
    await generations.askCancel('gen_none')
  })

  test('counts the unfinished and names the queue keys they need', async () => {
    const { generations } = await make()
    await generations.insert(generation('gen_1', { queue: 'queue/2026-11-22T05' }))
    await generations.insert(generation('gen_2', { queue: 'queue/2026-11-22T06' }))
    await generations.insert(generation('gen_3', { queue: 'queue/2026-11-22T06', owner: 'ben' }))
    await generations.take('w1', at(1), at(11))
    expect(await generations.countUnfinished()).toBe(3)
    expect(await generations.countUnfinished('ann')).toBe(2)
    expect((await generations.queueKeysInUse()).sort()).toEqual(['queue/2026-11-22T05', 'queue/2026-11-22T06'])
    await generations.end('gen_1', 1, { state: 'finished', endedAt: at(2) })
    expect(await generations.countUnfinished('ann')).toBe(1)
    expect(await generations.queueKeysInUse()).toEqual(['queue/2026-11-22T06'])
    expect(await generations.countUnfinished('nobody')).toBe(0)
  })

  test('due are ended ones past their deadline, oldest deadline first', async () => {
    const { generations } = await make()
    for (const [id, deadline] of [['gen_1', at(30)], ['gen_2', at(20)], ['gen_3', at(90)], ['gen_4', undefined]] as const) {
      await generations.insert(generation(id, { deadline }))
      await generations.end(id, undefined, { state: 'cancelled', endedAt: at(5) })
    }
    await generations.insert(generation('gen_5', { deadline: at(10) }))
    const ids = async (seconds: number, limit = 10): Promise<string[]> => (await generations.due(at(seconds), limit)).map((row) => row.id)
    expect(await ids(19.999)).toEqual([])
    expect(await ids(20)).toEqual(['gen_2'])
    expect(await ids(40)).toEqual(['gen_2', 'gen_1'])
    expect(await ids(40, 1)).toEqual(['gen_2'])
    await generations.remove('gen_2')
    await generations.removeAll(['gen_2', 'gen_none'])
    expect(await ids(40)).toEqual(['gen_1'])
    expect(await generations.get('gen_2')).toBeUndefined()
  })

  test('what lies before one is summed up for its own engine; what is not known of is counted', async () => {
    const { generations } = await make()
    const known = { expectedEngine: 'painter', expectedLeast: 100, expectedMost: 300, expectedFrom: 4 }
    await generations.insert(generation('gen_0', { ...known, pictures: 2, createdAt: at(0), key: 'key_1' }))
    await generations.insert(generation('gen_1', { ...known, pictures: 3, createdAt: at(1) }))
    await generations.insert(generation('gen_2', { ...known, expectedEngine: 'zai', createdAt: at(2) }))
    await generations.insert(generation('gen_3', { expectedEngine: 'painter', createdAt: at(3) }))
    await generations.insert(generation('gen_4', { ...known, createdAt: at(4), countedPictures: 1, countedAs: 'free' }))
    expect(await generations.lineBefore('gen_1')).toEqual({ place: 1, least: 200, most: 600, unknown: 0 })
    await generations.take('w1', at(5), at(15))
    expect(await generations.lineBefore('gen_4')).toEqual({ place: 3, least: 300, most: 1500, unknown: 1 })
    expect(await generations.lineBefore('gen_0')).toEqual({ place: 0, least: 0, most: 0, unknown: 0 })
    expect((await generations.firstUnfinishedOf({ share: 'ann' }))?.id).toBe('gen_0')
    expect((await generations.firstUnfinishedOf({ key: 'key_1' }))?.id).toBe('gen_0')
    expect(await generations.firstUnfinishedOf({ share: 'ben' })).toBeUndefined()
    expect(await generations.get('gen_4')).toMatchObject({ ...known, countedPictures: 1, countedAs: 'free' })
    await generations.end('gen_0', 1, { state: 'finished', endedAt: at(6) })
    expect((await generations.get('gen_0'))?.expectedEngine).toBeUndefined()
    expect((await generations.firstUnfinishedOf({ share: 'ann' }))?.id).toBe('gen_1')
  })
}
