// What every driver must do for boards, what lies on them, preferences and drafts.

import { expect, test } from 'vitest'
import type { Store } from '../../core/ports.ts'
import { at, bytes } from './samples.ts'

export function libraryContract(make: () => Promise<Store>): void {
  const board = (id: string, change = {}) => ({ id, owner: 'ann', name: bytes(1), createdAt: at(1), ...change })
  const placing = (image: string, change = {}) => ({ owner: 'ann', board: 'brd_1', image, at: at(5), ...change })
  const onBoards = async ({ boards }: Store, owner: string, images?: string[]) => (await boards.placingsOf(owner, images)).map((row) => `${row.board} ${row.image}`).sort()

  test('boards are listed oldest first, renamed, and go with what lies on them', async () => {
    const store = await make()
    const { boards } = store
    await boards.insert(board('brd_2', { createdAt: at(2) }))
    await boards.insert(board('brd_1'))
    await boards.insert(board('brd_3', { owner: 'bob' }))
    await expect(boards.insert(board('brd_1'))).rejects.toThrow()
    await boards.rename('brd_2', bytes(9))
    expect(await boards.listOf('ann')).toEqual([board('brd_1'), board('brd_2', { createdAt: at(2), name: bytes(9) })])
    await boards.place([placing('img_1'), placing('img_1', { board: 'favourites' })])
    await boards.remove('brd_1')
    expect([await boards.get('brd_1'), await onBoards(store, 'ann')]).toEqual([undefined, ['favourites img_1']])
  })

  test('pictures are put on boards once, taken off, and go from all of them', async () => {
    const store = await make()
    const { boards } = store
    await boards.insert(board('brd_1'))
    await boards.place([placing('img_1'), placing('img_2'), placing('img_2', { board: 'favourites' }), placing('img_9', { owner: 'bob' })])
    await boards.place([placing('img_1', { at: at(50) })])
    await boards.place([])
    expect((await boards.placingsOf('ann', ['img_1'])).map((row) => row.at)).toEqual([at(5)])
    expect([await onBoards(store, 'ann', []), await onBoards(store, 'ann', ['img_2', 'img_9'])]).toEqual([[], ['brd_1 img_2', 'favourites img_2']])
    expect(await boards.countOf('ann')).toBe(4)
    await boards.take('ann', 'brd_1', ['img_1', 'img_9'])
    await boards.take('ann', 'brd_1', [])
    await boards.removeImages(['img_2'])
    expect([await onBoards(store, 'ann'), await onBoards(store, 'bob')]).toEqual([[], ['brd_1 img_9']])
    expect([await boards.removeOf('ann'), await boards.countOf('ann'), await boards.countOf('bob')]).toEqual([1, 0, 1])
  })

  test('preferences are replaced, and go with their owner', async () => {
    const { preferences } = await make()
    const row = (change = {}) => ({ owner: 'ann', person: '', sealed: bytes(1), changedAt: at(1), ...change })
    await preferences.write(row())
    await preferences.write(row({ person: 'per_1' }))
    await preferences.write(row({ sealed: bytes(2), changedAt: at(2) }))
    expect([await preferences.get('ann', ''), await preferences.get('bob', '')]).toEqual([row({ sealed: bytes(2), changedAt: at(2) }), undefined])
    expect([await preferences.countOf('ann'), await preferences.removeOf('ann'), await preferences.get('ann', 'per_1')]).toEqual([2, 2, undefined])
  })

  test('drafts are replaced, the oldest give way, and they go in time or with their owner', async () => {
    const { drafts } = await make()
    const row = (name: string, time: number, change = {}) => ({ owner: 'ann', person: '', name, hour: 'hour/never' as const, deadline: undefined, sealed: bytes(time), changedAt: at(time), ...change })
    const names = async (owner = 'ann') => (await drafts.listOf(owner, '')).map(({ name }) => name)
    for (const [name, time] of [['one', 1], ['two', 2], ['one', 3], ['three', 4]] as const) await drafts.write(row(name, time), 2)
    await drafts.write(row('theirs', 1, { owner: 'bob', deadline: at(9) }), 2)
    await drafts.write(row('one', 1, { person: 'per_1' }), 2)
    expect([await names(), await names('bob')]).toEqual([['three', 'one'], ['theirs']])
    expect((await drafts.get('ann', '', 'one'))?.sealed).toEqual(bytes(3))
    expect([await drafts.get('ann', '', 'two'), await drafts.countOf('ann')]).toEqual([undefined, 3])
    await drafts.remove('ann', '', 'three')
    expect([await drafts.removeDue(at(8)), await drafts.removeDue(at(9)), await drafts.removeOf('ann'), await drafts.countOf('bob')]).toEqual([0, 1, 2, 0])
  })
}
