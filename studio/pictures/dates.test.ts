import { describe, expect, it } from 'vitest'
import { dayName, groupByDay, longDate } from './dates.ts'

const local = (day: number, hour: number) => new Date(2026, 10, day, hour, 30)

describe('pictures by day', () => {
  it('puts each under the local day it was made on, in the order given', () => {
    const made = [local(22, 9), local(22, 0), local(21, 23), local(19, 12)].map((date) => date.toISOString())
    const days = groupByDay(made, (time) => time)
    expect(days.map((day) => day.key)).toEqual(['2026-11-22', '2026-11-21', '2026-11-19'])
    expect(days.map((day) => day.items.length)).toEqual([2, 1, 1])
  })

  it('calls yesterday what the calendar calls yesterday', () => {
    const now = local(22, 0)
    expect(dayName(local(22, 0), now)).toBe('today')
    expect(dayName(local(21, 1), now)).toBe('yesterday')
    expect(dayName(local(20, 23), now)).toBeUndefined()
    expect(dayName(new Date(2026, 9, 31, 8), new Date(2026, 10, 1, 8))).toBe('yesterday')
  })

  it('writes dates in the language of the page, with the year when it is another one', () => {
    expect(longDate(local(19, 12), 'en', local(22, 9))).toBe('Thursday, November 19')
    expect(longDate(local(19, 12), 'zh', new Date(2027, 0, 1))).toContain('2026')
  })
})
