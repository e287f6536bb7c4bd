// What every driver's images and links must do.

import { expect, test } from 'vitest'
import type { Store } from '../../core/ports.ts'
import { at, bytes, image, link } from './samples.ts'

export function imageContract(make: () => Promise<Store>): void {
  test('what is inserted comes back whole, by id and by generation', async () => {
    const { images } = await make()
    const rows = [2, 0, 1].map((number) => image(`img_${number}`, { generation: 'gen_1', number, deadline: at(number), format: 'webp' }))
    for (const row of rows) await images.insert(row)
    expect(await images.get('img_2')).toEqual(rows[0])
    expect((await images.ofGeneration('gen_1')).map((row) => row.id)).toEqual(['img_0', 'img_1', 'img_2'])
    expect(await images.ofGeneration('gen_2')).toEqual([])
    expect(await images.get('img_9')).toBeUndefined()
  })

  test('each place of a generation is filled once, also when two come at once', async () => {
    const { images } = await make()
    await images.insert(image('img_1', { generation: 'gen_1', number: 0 }))
    await expect(images.insert(image('img_2', { generation: 'gen_1', number: 0 }))).rejects.toThrow()
    await expect(images.insert(image('img_1', { generation: 'gen_2', number: 0 }))).rejects.toThrow()
    const both = await Promise.allSettled(['img_3', 'img_4'].map((id) => images.insert(image(id, { generation: 'gen_1', number: 1 }))))
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  })

  test('deleted and overdue ones are due until their rows are removed', async () => {
    const { images } = await make()
    await images.insert(image('img_1', { deadline: at(10) }))
    await images.insert(image('img_2', { deadline: at(20) }))
    await images.insert(image('img_3'))
    const due = async (seconds: number, limit = 10): Promise<string[]> => (await images.due(at(seconds), limit)).map((row) => row.id).sort()
    expect(await due(9.999)).toEqual([])
    expect(await due(10)).toEqual(['img_1'])
    await images.markDeleted('img_3', at(5))
    await images.markDeleted('img_3', at(6))
    expect((await images.get('img_3'))?.deletedAt).toEqual(at(5))
    expect(await due(20)).toEqual(['img_1', 'img_2', 'img_3'])
    expect(await due(20, 2)).toHaveLength(2)
    await images.remove(['img_1', 'img_none'])
    await images.remove(['img_1', 'img_none'])
    expect(await due(20)).toEqual(['img_2', 'img_3'])
  })

  test('tells whose pictures go in a span of time, accounts alone, page by page', async () => {
    const { images } = await make()
    const rows = [['owner/acc_b', 10], ['owner/acc_a', 20], ['owner/acc_a', 20], ['owner/acc_c', 30], ['owner/local', 20], ['session/x', 20]] as const
    for (const [number, [owner, seconds]] of rows.entries()) {
      await images.insert(image(`img_${number}`, { generation: `gen_${number}`, owner, deadline: at(seconds) }))
    }
    expect(await images.accountsGoing(at(9), at(20), undefined, 5)).toEqual(['acc_a', 'acc_b'])
    expect(await images.accountsGoing(at(9), at(20), 'acc_a', 5)).toEqual(['acc_b'])
    expect(await images.accountsGoing(at(10), at(30), undefined, 1)).toEqual(['acc_a'])
    await images.markDeleted('img_0', at(0))
    expect(await images.accountsGoing(at(9), at(19), undefined, 5)).toEqual([])
  })

  test('tells which ids exist, and which deadline comes first', async () => {
    const { images } = await make()
    expect(await images.oldestDeadline()).toBeUndefined()
    expect(await images.exists([])).toEqual(new Set())
    await images.insert(image('img_1'))
    await images.insert(image('img_2', { deadline: at(20) }))
    await images.insert(image('img_3', { deadline: at(10) }))
    expect(await images.exists(['img_1', 'img_3', 'img_9', "it's"])).toEqual(new Set(['img_1', 'img_3']))
    expect((await images.oldestDeadline())?.id).toBe('img_3')
  })

  test('links are found by digest, and go with their image or their time', async () => {
    const { links } = await make()
    await links.insert(link(1))
    await links.insert(link(2, { image: 'img_2' }))
    await links.insert(link(3, { expiresAt: at(120) }))
    expect(await links.get(bytes(1))).toEqual(link(1))
    expect(await links.get(bytes(9))).toBeUndefined()
    await expect(links.insert(link(1))).rejects.toThrow()
    await links.removeOf(['img_2'])
    expect(await links.get(bytes(2))).toBeUndefined()
    expect(await links.removeDue(at(59.999))).toBe(0)
    expect(await links.removeDue(at(60))).toBe(1)
    expect(await links.get(bytes(1))).toBeUndefined()
    expect(await links.get(bytes(3))).toBeDefined()
  })
}
