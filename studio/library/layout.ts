// Where each picture of a long grid stands, so that only those in sight need to be in the page.

import { dayKey } from '../pictures/dates.ts'

export interface LaidDay {
  /** e.g. 2026-11-22 */
  key: string
  date: Date
  /** Place of its first picture in the whole list. */
  start: number
  count: number
  top: number
  height: number
}

export interface Layout {
  days: LaidDay[]
  columns: number
  /** Height of a row of pictures, its gap included. */
  row: number
  height: number
}

export const headingHeight = 44
export const gap = 8
const dayGap = 16

export function columnsOf(width: number, least: number): number {
  return Math.max(2, Math.floor((width + gap) / (least + gap)))
}

/** `times` newest first. */
export function layOut(times: readonly string[], width: number, least: number): Layout {
  const columns = columnsOf(width, least)
  const row = (width + gap) / columns
  const days: LaidDay[] = []
  let last = ''
  times.forEach((time, at) => {
    const date = new Date(time)
    const key = dayKey(date)
    const day = days.at(-1)
    if (day && key === last) day.count++
    else days.push({ key, date, start: at, count: 1, top: 0, height: 0 })
    last = key
  })
  let top = 0
  for (const day of days) {
    day.top = top
    day.height = headingHeight + Math.ceil(day.count / columns) * row + dayGap
    top += day.height
  }
  return { days, columns, row, height: top }
}

export interface Sight {
  day: LaidDay
  /** Pictures in sight, as places in the whole list: from, and up to but without. */
  from: number
  to: number
}

/** What lies between two heights; `to` never splits a row. */
export function inSight({ days, columns, row }: Layout, top: number, bottom: number): Sight[] {
  return days.flatMap((day): Sight[] => {
    if (day.top + day.height < top || day.top > bottom) return []
    const first = Math.max(0, Math.floor((top - day.top - headingHeight) / row))
    const last = Math.max(0, Math.ceil((bottom - day.top - headingHeight) / row))
    const from = Math.min(first * columns, day.count)
    return [{ day, from: day.start + from, to: day.start + Math.min(Math.max(last * columns, from), day.count) }]
  })
}

export function dayOf({ days }: Layout, at: number): LaidDay | undefined {
  return days.findLast((day) => day.start <= at)
}

/** Height at which the row of a picture begins. */
export function topOf(layout: Layout, at: number): number {
  const day = dayOf(layout, at)
  return day ? day.top + headingHeight + Math.floor((at - day.start) / layout.columns) * layout.row : 0
}

/** Where an arrow leads from a picture: up and down keep the column, over the edge of a day too. */
export function step(layout: Layout, count: number, at: number, key: string): number | undefined {
  const day = dayOf(layout, at)
  if (!day || count === 0) return undefined
  const { columns, days } = layout
  const within = (to: number) => (to >= 0 && to < count ? to : undefined)
  const column = (at - day.start) % columns
  const line = Math.floor((at - day.start) / columns)
  const place = days.indexOf(day)
  switch (key) {
    case 'ArrowLeft':
      return within(at - 1)
    case 'ArrowRight':
      return within(at + 1)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    case 'ArrowDown': {
      if ((line + 1) * columns < day.count) return Math.min(at + columns, day.start + day.count - 1)
      const next = days[place + 1]
      return next && next.start + Math.min(column, next.count - 1)
    }
    case 'ArrowUp': {
      if (line > 0) return at - columns
      const before = days[place - 1]
      return before && before.start + Math.min(Math.floor((before.count - 1) / columns) * columns + column, before.count - 1)
    }
    default:
      return undefined
  }
}
