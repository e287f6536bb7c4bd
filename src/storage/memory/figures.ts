// What became of the last orders, counted in memory.

import type { EndedFigures } from '../../core/overview.ts'
import type { GenerationRow } from '../../core/rows.ts'

const hour = 3_600_000

export function figuresOf(rows: readonly GenerationRow[], since: Date): EndedFigures {
  const ended = rows.filter((row) => row.endedAt !== undefined && row.endedAt >= since)
  const byHour = Map.groupBy(ended, (row) => Math.floor(Number(row.endedAt) / hour) * hour)
  const waiting = rows.filter(({ state }) => state === 'waiting')
  const oldest = waiting.map(({ createdAt }) => createdAt).sort((a, b) => Number(a) - Number(b))[0]
  return {
    hours: [...byHour].sort(([a], [b]) => a - b).map(([at, some]) => ({ at: new Date(at), ...countsOf(some), ...spread(some, 1, 'slowest') })),
    ...spread(ended, 0.95, 'most'),
    errors: errorsOf(ended),
    ...(oldest ? { oldestWaiting: oldest } : {}),
    waiting: waiting.length,
    running: rows.filter(({ state }) => state === 'running').length,
  }
}

function countsOf(rows: readonly GenerationRow[]) {
  const count = (state: GenerationRow['state']) => rows.filter((row) => row.state === state).length
  return { finished: count('finished'), failed: count('failed'), refused: count('refused'), cancelled: count('cancelled') }
}

/** The median, and the duration that such a part does not exceed. */
function spread<Name extends string>(rows: readonly GenerationRow[], part: number, name: Name): { [One in Name | 'median']?: number } {
  const times = rows.flatMap(({ state, milliseconds }) => (state === 'finished' && milliseconds !== undefined ? [milliseconds] : [])).sort((a, b) => a - b)
  const at = (share: number) => times[Math.max(0, Math.ceil(times.length * share) - 1)]
  return times.length === 0 ? {} : ({ median: at(0.5), [name]: at(part) } as { [One in Name | 'median']?: number })
}

function errorsOf(rows: readonly GenerationRow[]): EndedFigures['errors'] {
  const counts = new Map<string, number>()
  for (const { error } of rows) if (error !== undefined) counts.set(error, (counts.get(error) ?? 0) + 1)
  return [...counts].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1))
}
