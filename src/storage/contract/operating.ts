// What every driver's figures of the last orders, and its incidents, must do.

import { expect, test } from 'vitest'
import type { IncidentRow } from '../../core/incident-tables.ts'
import type { Store } from '../../core/ports.ts'
import { at, generation, image } from './samples.ts'

const hour = 3600

export function operatingContract(make: () => Promise<Store>): void {
  test('what ended is counted by its hour, with times of those finished alone', async () => {
    const { generations } = await make()
    const ends: Array<[seconds: number, state: 'finished' | 'failed' | 'cancelled' | 'refused', milliseconds?: number]> = [
      [-2 * hour, 'finished', 9000],
      [10, 'finished', 100],
      [20, 'finished', 300],
      [30, 'failed', 50],
      [hour + 10, 'finished', 200],
      [hour + 20, 'refused'],
      [hour + 30, 'cancelled'],
    ]
    for (const [number, [seconds, state, milliseconds]] of ends.entries()) {
      await generations.insert(generation(`gen_${number}`))
      const error = state === 'failed' ? 'engine_failed' : state === 'refused' ? 'prompt_missing' : undefined
      await generations.end(`gen_${number}`, undefined, { state, endedAt: at(seconds), ...(error ? { error } : {}), ...(milliseconds === undefined ? {} : { milliseconds }) })
    }
    await generations.insert(generation('gen_a', { createdAt: at(40) }))
    await generations.insert(generation('gen_b', { createdAt: at(50) }))
    expect(await generations.figuresSince(at(0))).toEqual({
      hours: [
        { at: at(0), finished: 2, failed: 1, refused: 0, cancelled: 0, median: 100, slowest: 300 },
        { at: at(hour), finished: 1, failed: 0, refused: 1, cancelled: 1, median: 200, slowest: 200 },
      ],
      median: 200,
      most: 300,
      errors: [{ code: 'engine_failed', count: 1 }, { code: 'prompt_missing', count: 1 }],
      oldestWaiting: at(40),
      waiting: 2,
      running: 0,
    })
    expect(await (await make()).generations.figuresSince(at(0))).toEqual({ hours: [], errors: [], waiting: 0, running: 0 })
  })

  test('what is kept is counted without what was deleted', async () => {
    const { generations, images } = await make()
    expect(await images.totals()).toEqual({ images: 0, bytes: 0 })
    await generations.insert(generation('gen_1'))
    await images.insert(image('img_1', { generation: 'gen_1', size: 5 }))
    await images.insert(image('img_2', { generation: 'gen_1', number: 1, size: 7 }))
    await images.insert(image('img_3', { generation: 'gen_1', number: 2, size: 11 }))
    await images.markDeleted('img_3', at(1))
    expect(await images.totals()).toEqual({ images: 2, bytes: 12 })
  })

  test('an incident grows until it is over, and lists newest beginning first', async () => {
    const { incidents } = await make()
    const row = (id: string, change: Partial<IncidentRow> = {}): IncidentRow => ({
      id,
      kind: 'incident',
      title: { en: 'Slow "pictures"', zh: '图片较慢' },
      personal: false,
      announcedAt: at(0),
      startsAt: at(0),
      updates: [{ at: at(0).toISOString(), state: 'looking', words: { en: 'We look.' } }],
      ...change,
    })
    await incidents.insert(row('inc_1'))
    await incidents.insert(row('inc_2', { kind: 'maintenance', startsAt: at(60), endsAt: at(120) }))
    const more = { at: at(5).toISOString(), state: 'known' as const, words: { zh: '已找到原因。' } }
    const last = { ...more, at: at(9).toISOString(), state: 'over' as const }
    expect(await incidents.add('inc_1', more)).toBe(true)
    expect(await incidents.add('inc_1', last, at(9))).toBe(true)
    expect(await incidents.add('inc_1', more)).toBe(false)
    expect(await incidents.add('inc_9', more)).toBe(false)
    expect(await incidents.get('inc_1')).toEqual({ ...row('inc_1'), updates: [...row('inc_1').updates, more, last], overAt: at(9) })
    expect((await incidents.list(5)).map(({ id }) => id)).toEqual(['inc_2', 'inc_1'])
    // What goes on goes before what comes, the newest first; what is over counts no more.
    await incidents.insert(row('inc_3', { startsAt: at(50) }))
    await incidents.insert(row('inc_4', { kind: 'maintenance', startsAt: at(70), endsAt: at(200) }))
    const current = async (now: number, until: number) => (await incidents.current(at(now), at(until)))?.id
    expect([await current(40, 49), await current(40, 100), await current(55, 100), await current(65, 100), await current(130, 200)]).toEqual([undefined, 'inc_3', 'inc_3', 'inc_2', 'inc_4'])
    await incidents.add('inc_3', last, at(56))
    expect([await current(58, 100), await current(58, 59), await current(300, 400)]).toEqual(['inc_2', undefined, undefined])
    expect((await incidents.list(1))[0]?.id).toBe('inc_4')
    expect((await incidents.list(5)).filter(({ id }) => id === 'inc_2')).toEqual([row('inc_2', { kind: 'maintenance', startsAt: at(60), endsAt: at(120) })])
  })
}
