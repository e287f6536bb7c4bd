// What every driver's tables of sign-in must do.

import { expect, test } from 'vitest'
import type { PersonRecord, Store } from '../../core/ports.ts'
import { at, bytes } from './samples.ts'

const person = (number: number, change: PersonRecord = {}): PersonRecord => ({
  id: `per_${number}`,
  mail: bytes(number),
  mailIndex: bytes(9, number),
  mailVerified: true,
  phone: null,
  phoneIndex: null,
  phoneVerified: null,
  name: null,
  secondFactor: null,
  language: 'en',
  createdAt: at(number),
  updatedAt: at(number),
  ...change,
})
const id = (value: string) => [{ column: 'id', is: '=' as const, value }]

export function peopleContract(make: () => Promise<Store>): void {
  test('rows are found by every kind of value, sorted and in pages', async () => {
    const { people } = await make()
    for (const number of [2, 3, 1]) await people.insert('people', person(number))
    expect(await people.find('people', [{ column: 'mailIndex', is: '=', value: bytes(9, 2) }])).toEqual([person(2)])
    expect((await people.find('people', [{ column: 'createdAt', is: '>', value: at(1) }], { sort: { column: 'createdAt', newestFirst: true } })).map((row) => row.id)).toEqual(['per_3', 'per_2'])
    expect((await people.find('people', [], { sort: { column: 'createdAt', newestFirst: false }, offset: 1, limit: 1 })).map((row) => row.id)).toEqual(['per_2'])
    expect(await people.count('people', [{ column: 'phone', is: '=', value: null }])).toBe(3)
    expect(await people.count('people', [{ column: 'phone', is: '!=', value: null }])).toBe(0)
    expect(await people.count('people', [{ column: 'id', is: '!=', value: 'per_1' }, { column: 'mailVerified', is: '=', value: true }])).toBe(2)
  })

  test('what names one row names one only, but many may have none', async () => {
    const { people } = await make()
    await people.insert('people', person(1))
    await expect(people.insert('people', person(1, { mailIndex: bytes(9, 8) }))).rejects.toThrow()
    await expect(people.insert('people', person(2, { mailIndex: bytes(9, 1) }))).rejects.toThrow()
    await people.insert('people', person(3))
    await expect(people.change('people', id('per_3'), { mailIndex: bytes(9, 1) })).rejects.toThrow()
  })

  test('a change is made once by whoever still meets its conditions, and numbers are added to', async () => {
    const { people } = await make()
    await people.insert('people', person(1))
    await people.insert('secondFactors', { id: 'two', person: 'per_1', secret: bytes(1), recoveryCodes: bytes(2), recoveryIndex: bytes(5), verified: true, failures: null, lockedUntil: null })
    const use = () => people.change('secondFactors', [...id('two'), { column: 'recoveryIndex', is: '=', value: bytes(5) }], { recoveryIndex: bytes(6) }, { failures: 1 })
    const changed = (await Promise.all([use(), use(), use()])).flat()
    expect(changed).toHaveLength(1)
    expect(changed[0]).toMatchObject({ recoveryIndex: bytes(6), failures: 1 })
    expect(await people.change('secondFactors', id('none'), { verified: false })).toEqual([])
  })

  test('a row goes for one caller only', async () => {
    const { people } = await make()
    await people.insert('signInCodes', { id: 'code', identifier: bytes(1), value: bytes(2), expiresAt: at(60), createdAt: at(0), updatedAt: at(0) })
    const gone = await Promise.all([1, 2, 3].map(() => people.remove('signInCodes', [{ column: 'identifier', is: '=', value: bytes(1) }])))
    expect(gone.flat()).toHaveLength(1)
    expect(await people.remove('signInCodes', [{ column: 'expiresAt', is: '<=', value: at(60) }])).toEqual([])
  })
}
