// Pictures under the day they were made on, in the reader's own time zone.

export interface Day<T> {
  /** e.g. 2026-11-22 */
  key: string
  date: Date
  items: T[]
}

export function groupByDay<T>(items: T[], timeOf: (item: T) => string): Array<Day<T>> {
  const days: Array<Day<T>> = []
  for (const item of items) {
    const date = new Date(timeOf(item))
    const key = dayKey(date)
    const last = days.at(-1)
    if (last?.key === key) last.items.push(item)
    else days.push({ key, date, items: [item] })
  }
  return days
}

export function dayKey(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** `today` and `yesterday` by the calendar, not by 24 hours. */
export function dayName(date: Date, now: Date): 'today' | 'yesterday' | undefined {
  if (dayKey(date) === dayKey(now)) return 'today'
  const before = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1)
  return dayKey(date) === dayKey(before) ? 'yesterday' : undefined
}

export function longDate(date: Date, language: string, now: Date): string {
  const year = date.getFullYear() === now.getFullYear() ? undefined : 'numeric'
  return new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long', year }).format(date)
}

export function dateAndTime(date: Date, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(date)
}
