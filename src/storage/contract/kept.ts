// What every driver's holds and published pictures must do.

import { expect, test } from 'vitest'
import type { HeldThingRow, HoldRow, PublicationRow } from '../../core/kept-tables.ts'
import type { Store } from '../../core/ports.ts'
import { at } from './samples.ts'

const hold = (id: string, change: Partial<HoldRow> = {}): HoldRow => ({ id, owner: 'ann', reason: 'an order of a court', placedBy: 'Eve', placedAt: at(0), endsAt: at(100), ...change })
const thing = (of: string, name: string, kind: HeldThingRow['kind'] = 'picture'): HeldThingRow => ({ hold: of, name, kind, format: kind === 'picture' ? 'png' : kind === 'file' ? 'bin' : 'json', size: 7 })
const publication = (id: string, change: Partial<PublicationRow> = {}): PublicationRow => ({
  id, owner: 'ann', image: `img_${id}`, object: `object/${id}/0`, format: 'webp', size: 9, width: 64, height: 32, publishedAt: at(0), deadline: at(100), ...change,
})

export function keptContract(make: () => Promise<Store>): void {
  test('holds live until their end or their word, and go with their things', async () => {
    const { holds } = await make()
    await holds.insert(hold('hld_1'), [thing('hld_1', 'img_1'), thing('hld_1', 'gen_1', 'words'), thing('hld_1', 'file_1', 'file'), thing('hld_1', 'batch_1', 'batch')])
    await holds.insert(hold('hld_2', { owner: 'bob', placedAt: at(1), endsAt: at(200) }), [thing('hld_2', 'img_2')])
    await expect(holds.insert(hold('hld_1'), [])).rejects.toThrow()
    const ids = async (now: Date, owner?: string) => (await holds.living(now, owner)).map(({ id }) => id)
    expect([await ids(at(99)), await ids(at(99), 'ann'), await ids(at(100))]).toEqual([['hld_1', 'hld_2'], ['hld_1'], ['hld_2']])
    expect(await holds.thingsOf('hld_1')).toEqual([thing('hld_1', 'batch_1', 'batch'), thing('hld_1', 'file_1', 'file'), thing('hld_1', 'gen_1', 'words'), thing('hld_1', 'img_1')])
    expect((await holds.due(at(99), 9)).length).toBe(0)
    await holds.end('hld_2', at(5))
    await holds.end('hld_2', at(6))
    expect([(await holds.get('hld_2'))?.endedAt, await ids(at(7))]).toEqual([at(5), ['hld_1']])
    expect((await holds.due(at(100), 9)).map(({ id }) => id).sort()).toEqual(['hld_1', 'hld_2'])
    await holds.remove('hld_1')
    expect([await holds.get('hld_1'), await holds.thingsOf('hld_1'), (await holds.thingsOf('hld_2')).length]).toEqual([undefined, [], 1])
  })

  test('published pictures are on show until withdrawn or over, each image once, page by page', async () => {
    const { publications } = await make()
    for (const [place, id] of ['pub_1', 'pub_2', 'pub_3'].entries()) await publications.insert(publication(id, { publishedAt: at(place), deadline: at(100 + place) }))
    await publications.insert(publication('pub_4', { owner: 'bob', publishedAt: at(2) }))
    expect(await publications.get('pub_1')).toEqual(publication('pub_1'))
    await expect(publications.insert(publication('pub_5', { image: 'img_pub_1' }))).rejects.toThrow()
    const ids = async (now: Date, before?: string) => (await publications.newest(now, { before, limit: 2 })).map(({ id }) => id)
    expect([await ids(at(9)), await ids(at(9), 'pub_3'), await ids(at(100))]).toEqual([['pub_4', 'pub_3'], ['pub_2', 'pub_1'], ['pub_3', 'pub_2']])
    expect((await publications.living({ owner: 'ann' })).map(({ id }) => id)).toEqual(['pub_3', 'pub_2', 'pub_1'])
    expect((await publications.withdraw({ image: 'img_pub_2' }, at(10))).map(({ id }) => id)).toEqual(['pub_2'])
    expect(await publications.withdraw({ id: 'pub_2' }, at(11))).toEqual([])
    // Taken out, it may be published again.
    await publications.insert(publication('pub_6', { image: 'img_pub_2' }))
    expect((await publications.withdraw({ owner: 'ann' }, at(12))).length).toBe(3)
    expect([await ids(at(13)), await publications.living({ image: 'img_pub_1' })]).toEqual([['pub_4'], []])
    expect((await publications.due(at(13), 99)).map(({ id }) => id).sort()).toEqual(['pub_1', 'pub_2', 'pub_3', 'pub_6'])
    await publications.remove('pub_1')
    expect([await publications.get('pub_1'), (await publications.due(at(100), 99)).length]).toEqual([undefined, 4])
  })
}
