// What every driver must do for permissions to leave the visible mark out.

import { expect, test } from 'vitest'
import type { PermissionRow } from '../../core/permission-tables.ts'
import type { Store } from '../../core/ports.ts'
import { at } from './samples.ts'

const permission = (id: string, owner: string, granted: number): PermissionRow => ({
  id,
  owner,
  why: Uint8Array.of(1, 2),
  by: Uint8Array.of(3),
  grantedAt: at(granted),
  until: at(granted + 10),
  uses: 0,
  expiresAt: at(granted + 20),
})

export function permissionContract(make: () => Promise<Store>): void {
  test('are listed newest first, all of them and of one owner, and read as they were written', async () => {
    const { permissions } = await make()
    for (const row of [permission('prm_1', 'ann', 1), permission('prm_2', 'bob', 2), permission('prm_3', 'ann', 3)]) await permissions.insert(row)
    expect((await permissions.list()).map(({ id }) => id)).toEqual(['prm_3', 'prm_2', 'prm_1'])
    expect((await permissions.listOf('ann')).map(({ id }) => id)).toEqual(['prm_3', 'prm_1'])
    expect(await permissions.get('prm_2')).toEqual(permission('prm_2', 'bob', 2))
    expect(await permissions.get('prm_9')).toBeUndefined()
  })

  test('are taken back once, and count what they were used for', async () => {
    const { permissions } = await make()
    await permissions.insert(permission('prm_1', 'ann', 1))
    await Promise.all([permissions.used('prm_1', at(4)), permissions.used('prm_1', at(4))])
    expect(await permissions.revoke('prm_1', at(5))).toBe(true)
    expect(await permissions.revoke('prm_1', at(6))).toBe(false)
    expect(await permissions.revoke('prm_9', at(6))).toBe(false)
    expect(await permissions.get('prm_1')).toMatchObject({ uses: 2, lastUsedAt: at(4), revokedAt: at(5) })
  })

  test('go at their end, and with their owner', async () => {
    const { permissions } = await make()
    for (const row of [permission('prm_1', 'ann', 1), permission('prm_2', 'bob', 2), permission('prm_3', 'bob', 30)]) await permissions.insert(row)
    expect(await permissions.removeDue(at(22))).toBe(1)
    expect(await permissions.removeOf('bob')).toBe(2)
    expect(await permissions.list()).toEqual([])
  })
}
