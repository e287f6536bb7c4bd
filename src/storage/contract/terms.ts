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
})

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

  test('acceptances are appended, newest first, and go with their owner', async () => {
    const { acceptances } = await make()
    expect(await acceptances.anybody()).toBe(false)
    const row = { owner: 'ann', version: 'ver_1', digest: 'd', language: 'en', how: 'first-order', at: at(1) } as const
    await acceptances.insert(row)
    await acceptances.insert({ ...row, version: 'ver_2', how: 'asked', at: at(2) })
    await acceptances.insert({ ...row, owner: 'bob' })
    expect((await acceptances.listOf('ann')).map(({ version: id }) => id)).toEqual(['ver_2', 'ver_1'])
    expect(await acceptances.removeOf('ann')).toBe(2)
    expect(await acceptances.anybody()).toBe(true)
    expect(await acceptances.listOf('ann')).toEqual([])
  })
}
