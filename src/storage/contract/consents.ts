// What every driver must do for consents, answers about age and questions to guardians.

import { expect, test } from 'vitest'
import type { ConsentRow, GuardianRow } from '../../core/consent-tables.ts'
import type { Store } from '../../core/ports.ts'
import { at } from './samples.ts'

const bytes = (...values: number[]): Uint8Array => new Uint8Array(values)

export function consentContract(make: () => Promise<Store>): void {
  test('consents are appended, the newest first, and go with their owner', async () => {
    const { consents } = await make()
    const row: ConsentRow = { owner: 'ann', matter: 'camera', allowed: true, digest: 'd', language: 'en', version: 'ver_1', how: 'asked', at: at(1) }
    const back: ConsentRow = { owner: 'ann', matter: 'camera', allowed: false, digest: 'd', language: 'zh', how: 'taken-back', at: at(1) }
    await consents.insert(row)
    await consents.insert(back)
    await consents.insert({ ...row, owner: 'bob' })
    expect(await consents.listOf('ann')).toEqual([back, row])
    expect(await consents.removeOf('ann')).toBe(2)
    expect(await consents.listOf('ann')).toEqual([])
    expect(await consents.listOf('bob')).toHaveLength(1)
  })

  test('of an age only the newest answer stays', async () => {
    const { ageAnswers } = await make()
    await ageAnswers.write({ owner: 'ann', sealed: bytes(1), answeredAt: at(1) })
    await ageAnswers.write({ owner: 'ann', sealed: bytes(2), answeredAt: at(2) })
    expect(await ageAnswers.get('ann')).toEqual({ owner: 'ann', sealed: bytes(2), answeredAt: at(2) })
    expect(await ageAnswers.removeOf('ann')).toBe(1)
    expect(await ageAnswers.get('ann')).toBeUndefined()
  })

  test('a block ends at its time and is removed after it', async () => {
    const { ageBlocks } = await make()
    await ageBlocks.insert(bytes(1), at(10))
    await ageBlocks.insert(bytes(2), at(20))
    expect(await ageBlocks.until([bytes(1), bytes(2), bytes(3)], at(5))).toEqual(at(20))
    expect(await ageBlocks.until([bytes(1)], at(10))).toBeUndefined()
    expect(await ageBlocks.until([], at(5))).toBeUndefined()
    expect(await ageBlocks.countEndedBefore(at(10))).toBe(1)
    expect(await ageBlocks.removeDue(at(10))).toBe(1)
    expect(await ageBlocks.until([bytes(2)], at(5))).toEqual(at(20))
  })

  test('a question to a guardian is changed, found when it is over, and goes with whom it is about', async () => {
    const { guardians } = await make()
    const row: GuardianRow = { id: 'gdn_1', owner: 'ann', channel: 'mail', language: 'en', code: bytes(7), contact: bytes(8), askedAt: at(1), expiresAt: at(5), tries: 0 }
    await guardians.insert(row)
    await guardians.insert({ ...row, id: 'gdn_2', askedAt: at(2), expiresAt: at(9) })
    expect((await guardians.listOf('ann')).map(({ id }) => id)).toEqual(['gdn_2', 'gdn_1'])
    const { contact: _, ...bare } = row
    await guardians.update({ ...bare, tries: 3, lockedUntil: at(4) })
    expect(await guardians.get('gdn_1')).toEqual({ ...bare, tries: 3, lockedUntil: at(4) })
    expect((await guardians.due(at(5), 10)).map(({ id }) => id)).toEqual(['gdn_1'])
    await guardians.remove('gdn_1')
    expect(await guardians.get('gdn_1')).toBeUndefined()
    expect(await guardians.removeOf('ann')).toBe(1)
  })
}
