// What every driver must do for published terms and who accepted them.

import { expect, test } from 'vitest'
import type { Store } from '../../core/ports.ts'
import type { VersionRow } from '../../core/terms-tables.ts'
import { at } from './samples.ts'

const version = (id: string, announced: number, effective: number): VersionRow => ({
  id,
  digest: `digest of ${id}`,
  charter: 'test-1',
  settings: { name: 'test', retention: { imageDays: 30 } },
  texts: { en: { terms: { title: 'Terms', blocks: [] } }, zh: {} },
  changes: [{ path: 'retention.imageDays', kind: 'retention', before: '60', after: '30' }],
  significant: true,
  noticeDays: 30,
  announcedAt: at(announced),
  effectiveAt: at(effective),
  noticedAt: at(announced),
})

const untold = ({ noticedAt: _, ...row }: VersionRow): VersionRow => row

export function termsContract(make: () => Promise<Store>): void {
  test('versions are listed by when they take effect, and read whole', async () => {
    const { versions } = await make()
    await versions.insert(version('ver_1', 0, 0))
    await versions.insert(version('ver_2', 10, 40))
    expect(await versions.get('ver_2')).toEqual(version('ver_2', 10, 40))
    const list = await versions.list()
    expect(list.map(({ id }) => id)).toEqual(['ver_2', 'ver_1'])
    expect(list[0]).not.toHaveProperty('texts')
    expect(list[0]?.changes).toEqual(version('', 0, 0).changes)
  })

  test('what has not taken effect can be taken back, what was replaced long ago goes', async () => {
    const { versions } = await make()
    for (const [id, when] of [['ver_1', 0], ['ver_2', 10], ['ver_3', 20]] as const) await versions.insert(version(id, when, when))
    await versions.insert(version('ver_4', 20, 90))
    expect(await versions.withdraw(at(30))).toBe(1)
    expect(await versions.removeReplaced(at(15))).toBe(1)
    expect((await versions.list()).map(({ id }) => id)).toEqual(['ver_3', 'ver_2'])
  })

  test('a version whose notices are not on their way is told from others, and waits its days after they are', async () => {
    const { versions } = await make()
    await versions.insert(version('ver_1', 0, 0))
    await versions.insert(untold(version('ver_2', 1, 2)))
    expect((await versions.list()).map(({ noticedAt }) => noticedAt)).toEqual([undefined, at(0)])
    expect(await versions.removeReplaced(at(9))).toBe(0)
    await versions.noticed('ver_2', at(3))
    expect(await versions.get('ver_2')).toMatchObject({ noticedAt: at(3), effectiveAt: new Date(at(3).getTime() + 30 * 86_400_000) })
    await versions.insert(untold(version('ver_3', 4, 4)))
    expect(await versions.withdraw(at(5))).toBe(2)
  })

  test('notices keep how their mails went, in counts, and go with their version or their time', async () => {
    const { notices, versions } = await make()
    await versions.insert(version('ver_1', 0, 0))
    const row = { id: 'ntc_1', kind: 'announcement', words: { zh: { subject: '通知', text: '内容' } }, mail: true, announcedAt: at(1), due: 0, sent: 0, failed: 0, bounced: 0 } as const
    await notices.insert(row)
    await notices.insert({ id: 'ntc_2', kind: 'terms', version: 'ver_1', mail: true, announcedAt: at(2), due: 0, sent: 0, failed: 0, bounced: 0 })
    await notices.insert({ id: 'ntc_3', kind: 'terms', version: 'ver_gone', mail: false, announcedAt: at(3), mailedAt: at(3), due: 0, sent: 0, failed: 0, bounced: 0 })
    expect(await notices.get('ntc_1')).toEqual(row)
    expect((await notices.list(2)).map(({ id }) => id)).toEqual(['ntc_3', 'ntc_2'])
    expect((await notices.unmailed()).map(({ id }) => id)).toEqual(['ntc_1', 'ntc_2'])
    await notices.progress('ntc_1', { cursor: 'per_1', due: 2 })
    expect(await notices.get('ntc_1')).toEqual({ ...row, cursor: 'per_1', due: 2 })
    await notices.progress('ntc_1', { due: 1, mailedAt: at(5) })
    await notices.count('ntc_1', 'sent', at(6))
    await notices.count('ntc_1', 'bounced', at(7))
    expect(await notices.get('ntc_1')).toEqual({ ...row, due: 3, sent: 1, bounced: 1, mailedAt: at(5), lastAt: at(7) })
    expect(await notices.removeOver(at(2))).toBe(2)
    expect([await notices.remove('ntc_2'), await notices.remove('ntc_2')]).toEqual([true, false])
  })

  test('acceptances are appended, newest first, and go with their owner', async () => {
    const { acceptances } = await make()
    expect(await acceptances.anybody()).toBe(false)
    const row = { owner: 'ann', version: 'ver_1', digest: 'd', language: 'en', how: 'first-order', at: at(1) } as const
    await acceptances.insert(row)
    await acceptances.insert({ ...row, version: 'ver_2', how: 'asked', at: at(2) })
    await acceptances.insert({ ...row, version: 'ver_3', how: 'declined', at: at(3) })
    await acceptances.insert({ ...row, owner: 'bob' })
    expect((await acceptances.listOf('ann')).map(({ version: id }) => id)).toEqual(['ver_3', 'ver_2', 'ver_1'])
    expect(await acceptances.removeOf('ann')).toBe(3)
    expect(await acceptances.anybody()).toBe(true)
    expect(await acceptances.listOf('ann')).toEqual([])
  })
}
