// What every driver must do for people's rights: forgetting an owner, requests, choices, sessions that are over.

import { expect, test } from 'vitest'
import type { RequestRow, Store } from '../../core/ports.ts'
import { at, bytes, generation, image, link, repeat } from './samples.ts'

const request = (id: string, change: Partial<RequestRow> = {}): RequestRow => ({
  id,
  owner: 'ann',
  kind: 'erasure',
  state: 'open',
  askedAt: at(0),
  dueAt: at(100),
  expiresAt: at(200),
  ...change,
})

export function rightsContract(make: () => Promise<Store>): void {
  test('an owner\'s generations up to a time are told in brief and removed once they have ended', async () => {
    const { generations } = await make()
    await generations.insert(generation('gen_1', { objectKeys: bytes(1) }))
    await generations.insert(generation('gen_2', { createdAt: at(10), pictures: 3 }))
    await generations.insert(generation('gen_3', { createdAt: at(20) }))
    await generations.insert(generation('gen_4', { owner: 'bob' }))
    await generations.end('gen_1', undefined, { state: 'cancelled', endedAt: at(1) })
    const brief = (await generations.briefOf('ann', at(10))).sort((a, b) => (a.id < b.id ? -1 : 1))
    expect(brief).toEqual([
      { id: 'gen_1', pictures: 1, unfinished: false, ownKeys: true },
      { id: 'gen_2', pictures: 3, unfinished: true, ownKeys: false },
    ])
    expect([await generations.removeUnfinished('gen_1'), await generations.removeUnfinished('gen_3'), await generations.removeUnfinished('gen_3')]).toEqual([false, true, false])
    expect(await generations.removeEndedOf('ann', at(10))).toBe(1)
    expect((await generations.listOf('ann', { limit: 9 })).map(({ id }) => id)).toEqual(['gen_2'])
    expect(await generations.get('gen_4')).toBeDefined()
  })

  test('an owner\'s pictures are marked up to a time, but for those that stay', async () => {
    const { generations, images } = await make()
    await generations.insert(generation('gen_old'))
    await generations.insert(generation('gen_new', { createdAt: at(50) }))
    await images.insert(image('img_1', { generation: 'gen_old', deadline: at(90) }))
    await images.insert(image('img_2', { generation: 'gen_new', createdAt: at(51), deadline: at(95) }))
    await images.insert(image('img_3', { createdAt: at(2) }))
    await images.insert(image('img_4', { createdAt: at(3) }))
    await images.insert(image('img_5', { owner: 'bob' }))
    expect(await images.countOf('ann')).toEqual({ images: 4, bytes: 4 * 12_345, nextDeadline: at(90) })
    expect([await images.goingOf('ann', at(0), at(90)), await images.goingOf('ann', at(90), at(99)), await images.goingOf('bob', at(0), at(99))]).toEqual([{ images: 1, first: at(90) }, { images: 1, first: at(95) }, undefined])
    expect(await images.markDeletedOf('ann', at(10), ['img_4'])).toBe(2)
    expect((await images.deletedOf('ann', 10)).map(({ id }) => id).sort()).toEqual(['img_1', 'img_3'])
    expect(await images.deletedOf('ann', 1)).toHaveLength(1)
    expect((await images.listOf('ann', { limit: 10 })).map(({ id }) => id)).toEqual(['img_2', 'img_4'])
    expect((await images.listOf('ann', { before: 'img_2', limit: 10 })).map(({ id }) => id)).toEqual(['img_4'])
    expect(await images.countOf('ann')).toEqual({ images: 2, bytes: 2 * 12_345, nextDeadline: at(95) })
    expect(await images.countOf('nobody')).toEqual({ images: 0, bytes: 0 })
  })

  test('links and repeat keys are counted, revoked and removed by owner', async () => {
    const { links, idempotency } = await make()
    for (const row of [link(1), link(2, { image: 'img_2', createdAt: at(5) }), link(3, { owner: 'bob' })]) await links.insert(row)
    expect((await links.listOf('ann')).map(({ id }) => id)).toEqual(['lnk_2', 'lnk_1'])
    expect([await links.revoke('lnk_1', 'bob', at(7)), await links.revoke('lnk_1', 'ann', at(7)), await links.revoke('lnk_1', 'ann', at(8))]).toEqual([false, true, false])
    expect(await links.get(bytes(1))).toEqual(link(1, { revokedAt: at(7) }))
    await links.emptyAccess('lnk_2')
    await links.emptyAccess('lnk_1')
    expect(await links.get(bytes(1))).toEqual(link(1, { revokedAt: at(7), access: bytes(), smallAccess: bytes() }))
    expect((await links.get(bytes(2)))?.access).not.toEqual(bytes())
    expect(await links.removeOfOwner('ann', ['img_2'])).toBe(1)
    expect((await links.listOf('ann')).map(({ id }) => id)).toEqual(['lnk_2'])
    expect(await links.listOf('bob')).toHaveLength(1)
    await idempotency.claim(repeat(1), at(0))
    await idempotency.claim(repeat(2, { owner: 'bob' }), at(0))
    expect([await idempotency.countOf('ann'), await idempotency.removeOf('ann'), await idempotency.countOf('ann'), await idempotency.countOf('bob')]).toEqual([1, 1, 0, 1])
  })

  test('sessions that are over are found, by hand, by silence or by age', async () => {
    const { sessions } = await make()
    const row = (id: string, createdAt: Date, lastSeenAt: Date) => ({ id, publicKey: bytes(1), createdAt, lastSeenAt })
    await sessions.insert(row('fresh', at(90), at(99)))
    await sessions.insert(row('silent', at(90), at(50)))
    await sessions.insert(row('old', at(1), at(99)))
    await sessions.insert(row('ended', at(90), at(99)))
    await sessions.end('ended', at(99))
    // Born under another charter, which counts for them.
    await sessions.insert({ ...row('short', at(90), at(99)), idleMinutes: 1, mostHours: 1, atEnd: 'erase' })
    await sessions.insert({ ...row('long', at(1), at(50)), idleMinutes: 200, mostHours: 3, atEnd: 'keep-links' })
    expect(await sessions.get('short')).toMatchObject({ idleMinutes: 1, mostHours: 1, atEnd: 'erase' })
    const now = new Date(at(1).getTime() + 7_200_000)
    const over = async (limit: number) => (await sessions.over(now, { idleMinutes: Math.floor((now.getTime() - at(50).getTime()) / 60_000), mostHours: 2, atEnd: 'erase' }, limit)).map(({ id }) => id).sort()
    expect(await over(10)).toEqual(['ended', 'old', 'short', 'silent'])
    expect(await over(2)).toHaveLength(2)
    await sessions.remove('old')
    expect(await over(10)).toEqual(['ended', 'short', 'silent'])
  })

  test('requests stand open until they are answered, then name nobody, and go in time', async () => {
    const { requests } = await make()
    await requests.insert(request('rqt_2', { askedAt: at(1), kind: 'access' }))
    await requests.insert(request('rqt_1'))
    await requests.insert(request('rqt_3', { owner: 'bob', state: 'doing', decidedAt: at(2) }))
    await expect(requests.insert(request('rqt_1'))).rejects.toThrow()
    const ids = async (owner?: string) => (await requests.unfinished(owner)).map(({ id }) => id)
    expect([await ids(), await ids('ann')]).toEqual([['rqt_1', 'rqt_3', 'rqt_2'], ['rqt_1', 'rqt_2']])
    const done = request('rqt_1', { owner: undefined, state: 'done', decidedAt: at(9), receipt: '{"a":1}' })
    await requests.update(done)
    expect({ ...(await requests.get('rqt_1')) }).toEqual(Object.fromEntries(Object.entries(done).filter(([, value]) => value !== undefined)))
    expect(await ids()).toEqual(['rqt_3', 'rqt_2'])
    expect([await requests.removeDue(at(199)), await requests.removeDue(at(200)), await requests.get('rqt_1')]).toEqual([0, 1, undefined])
    expect(await ids()).toEqual(['rqt_3', 'rqt_2'])
  })

  test('choices are kept with their times, newest first', async () => {
    const { choices } = await make()
    const rows = [1, 3, 2].map((second) => ({ owner: 'ann', purpose: 'training', allowed: second === 3, at: at(second) }))
    for (const row of rows) await choices.insert(row)
    await choices.insert({ owner: 'bob', purpose: 'training', allowed: true, at: at(1) })
    expect((await choices.listOf('ann')).map((row) => [row.allowed, row.at])).toEqual([[true, at(3)], [false, at(2)], [false, at(1)]])
    expect([await choices.removeOf('ann'), await choices.listOf('ann')]).toEqual([3, []])
    expect(await choices.listOf('bob')).toHaveLength(1)
  })
}
