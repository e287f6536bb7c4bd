// What every driver's figures and contacts must do.

import { expect, test } from 'vitest'
import type { AnonymousFigure, Cell, FigureRow, Store } from '../../core/ports.ts'
import { bytes, generation } from './samples.ts'

export function evidenceContract(make: () => Promise<Store>): void {
  const cell = (change: Partial<Cell> = {}): Cell => ({ day: '2026-11-22', figure: 'page', route: 'library', language: 'en', device: 'phone', ...change })

  test('counts add up, marks of one visitor count once, and each day stands alone', async () => {
    const { visits } = await make()
    await visits.add([{ ...cell(), amount: 2 }], [{ ...cell(), visitor: bytes(1) }, { ...cell(), visitor: bytes(2) }])
    await visits.add([{ ...cell(), amount: 3 }, { ...cell({ language: 'zh' }), amount: 1 }], [{ ...cell(), visitor: bytes(1) }, { ...cell({ language: 'zh' }), visitor: bytes(1) }])
    await visits.add([{ ...cell({ day: '2026-11-21' }), amount: 9 }], [])
    await visits.add([], [])
    const row = (fact: FigureRow['fact'], value: string, amount: number, visitors: number): FigureRow => ({ day: '2026-11-22', figure: 'page', fact, value, amount, visitors })
    const found = await visits.figuresOf('2026-11-22')
    expect(found).toHaveLength(5)
    expect(found).toEqual(expect.arrayContaining([row('all', '', 6, 2), row('route', 'library', 6, 2), row('language', 'en', 5, 2), row('language', 'zh', 1, 1), row('device', 'phone', 6, 2)]))
    expect((await visits.figuresOf('2026-11-21')).map(({ amount, visitors }) => [amount, visitors])).toEqual([[9, 0], [9, 0], [9, 0], [9, 0]])
    expect(await visits.days()).toEqual(['2026-11-21', '2026-11-22'])
    await visits.removeDay('2026-11-21')
    expect(await visits.days()).toEqual(['2026-11-22'])
    expect(await visits.figuresOf('2026-11-21')).toEqual([])
  })

  test('kept figures stand once for each day, fact and value', async () => {
    const { keptFigures } = await make()
    const row = (day: string, amount: number): AnonymousFigure => ({ day, figure: 'page', fact: 'all', value: '', amount, visitors: 20 }) as AnonymousFigure
    await keptFigures.write([row('2026-11-20', 1), row('2026-11-21', 2)])
    await keptFigures.write([row('2026-11-21', 5)])
    expect(await keptFigures.since('2026-11-20')).toEqual([row('2026-11-20', 1), row('2026-11-21', 5)])
    expect(await keptFigures.since('2026-11-21')).toEqual([row('2026-11-21', 5)])
  })

  test('contacts add up by day, process, host and purpose, and go by day', async () => {
    const { contacts } = await make()
    const contact = { day: '2026-11-22', process: 'server', host: 'api.example', purpose: 'drawing', opened: 1, refused: 0, beyond: 0 } as const
    await contacts.add([contact, { ...contact, process: 'worker', refused: 2 }])
    await contacts.add([{ ...contact, opened: 4, beyond: 2 }, { ...contact, day: '2026-11-21' }])
    expect(await contacts.since('2026-11-21')).toEqual([{ ...contact, opened: 5, beyond: 2 }, { ...contact, process: 'worker', refused: 2 }, { ...contact, day: '2026-11-21' }])
    expect(await contacts.removeBefore('2026-11-22')).toBe(1)
    expect(await contacts.since('2026-11-01')).toHaveLength(2)
  })

  test('finished ones of everybody are read page by page, with what their makers agreed to', async () => {
    const { generations } = await make()
    const born = (second: number): Date => new Date(Date.UTC(2026, 10, 22, 5, 0, second))
    const ended = { endedAt: born(9), order: undefined }
    await generations.insert(generation('gen_b', { state: 'finished', ...ended, createdAt: born(2), tier: 'person', uses: 'training' }))
    await generations.insert(generation('gen_a', { state: 'finished', ...ended, createdAt: born(1), owner: 'ben', tier: 'key' }))
    await generations.insert(generation('gen_c', { createdAt: born(3) }))
    const [first] = await generations.finishedAfter(undefined, 1)
    expect(first).toMatchObject({ id: 'gen_a', tier: 'key' })
    expect(first?.uses).toBeUndefined()
    expect((await generations.finishedAfter('gen_a', 9)).map(({ id, uses }) => [id, uses])).toEqual([['gen_b', 'training']])
    expect(await generations.finishedAfter('gen_b', 9)).toEqual([])
  })
}
