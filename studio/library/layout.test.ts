import { describe, expect, it } from 'vitest'
import { headingHeight, inSight, layOut, step, topOf } from './layout.ts'

const at = (day: number, count: number): string[] => Array.from({ length: count }, (_, number) => new Date(2026, 10, day, 12, 59 - (number % 60)).toISOString())
/** Ten columns of 100. */
const layout = layOut([...at(22, 25), ...at(21, 3), ...at(19, 40)], 992, 90)

describe('the layout of a long grid', () => {
  it('puts each day under its heading, one after the other', () => {
    expect(layout.columns).toBe(10)
    expect(layout.row).toBe(100)
    expect(layout.days.map(({ key, start, count }) => [key, start, count])).toEqual([['2026-11-22', 0, 25], ['2026-11-21', 25, 3], ['2026-11-19', 28, 40]])
    expect(layout.days[1]?.top).toBe(layout.days[0]?.height)
    expect(topOf(layout, 24)).toBe(headingHeight + 200)
    expect(topOf(layout, 25)).toBe((layout.days[1]?.top ?? 0) + headingHeight)
  })

  it('shows whole rows between two heights, and nothing of far days', () => {
    expect(inSight(layout, 0, 120).map(({ from, to }) => [from, to])).toEqual([[0, 10]])
    expect(inSight(layout, 150, 350).map(({ day, from, to }) => [day.key, from, to])).toEqual([['2026-11-22', 10, 25]])
    const all = inSight(layout, 0, layout.height)
    expect(all.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(68)
  })

  it('holds few pictures however many there are', () => {
    const long = layOut(Array.from({ length: 10_000 }, (_, number) => new Date(2026, 10, 22, 12, -number * 7).toISOString()), 992, 90)
    for (const top of [0, long.height / 3, long.height - 900]) {
      expect(inSight(long, top - 800, top + 1700).reduce((sum, { from, to }) => sum + to - from, 0)).toBeLessThan(300)
    }
  })

  it.each([
    [0, 'ArrowRight', 1],
    [0, 'ArrowLeft', undefined],
    [3, 'ArrowDown', 13],
    [18, 'ArrowDown', 24],
    [24, 'ArrowDown', 27],
    [26, 'ArrowDown', 29],
    [29, 'ArrowUp', 26],
    [26, 'ArrowUp', 21],
    [35, 'ArrowUp', 27],
    [67, 'ArrowDown', undefined],
    [30, 'Home', 0],
    [30, 'End', 67],
    [30, 'x', undefined],
  ] as Array<[number, string, number | undefined]>)('leads from %i by %s to %o', (from, key, to) => {
    expect(step(layout, 68, from, key)).toBe(to)
  })

  it('is empty without pictures', () => {
    const none = layOut([], 500, 90)
    expect([none.height, inSight(none, 0, 900), step(none, 0, 0, 'End')]).toEqual([0, [], undefined])
  })
})
