// What became of the last orders, counted in PostgreSQL.

import { sql, type Kysely } from 'kysely'
import type { EndedFigures } from '../../core/overview.ts'
import type { Database } from './rows.ts'

type Hour = Record<'finished' | 'failed' | 'refused' | 'cancelled', bigint> & { at: Date; median: number | null; slowest: number | null }
type Whole = Record<'waiting' | 'running', bigint> & { oldest: Date | null }

export async function figuresSince(db: Kysely<Database>, since: Date): Promise<EndedFigures> {
  const [hours, times, errors, line] = await Promise.all([
    sql<Hour>`
      select date_trunc('hour', ended_at) as at,
        count(*) filter (where state = 'finished') as finished, count(*) filter (where state = 'failed') as failed,
        count(*) filter (where state = 'refused') as refused, count(*) filter (where state = 'cancelled') as cancelled,
        percentile_disc(0.5) within group (order by milliseconds) filter (where state = 'finished') as median,
        max(milliseconds) filter (where state = 'finished') as slowest
      from generations where ended_at >= ${since} group by 1 order by 1`.execute(db),
    sql<Record<'median' | 'most', number | null>>`
      select percentile_disc(0.5) within group (order by milliseconds) as median, percentile_disc(0.95) within group (order by milliseconds) as most
      from generations where ended_at >= ${since} and state = 'finished'`.execute(db),
    sql<{ code: string; count: bigint }>`
      select error as code, count(*) as count from generations where ended_at >= ${since} and error is not null group by 1 order by 2 desc, 1`.execute(db),
    sql<Whole>`
      select count(*) filter (where state = 'waiting') as waiting, count(*) filter (where state = 'running') as running,
        min(created_at) filter (where state = 'waiting') as oldest
      from generations where state in ('waiting', 'running')`.execute(db),
  ])
  const { median, most } = times.rows[0] ?? {}
  const { waiting, running, oldest } = line.rows[0] ?? {}
  return {
    hours: hours.rows.map((row) => ({
      at: row.at,
      finished: Number(row.finished),
      failed: Number(row.failed),
      refused: Number(row.refused),
      cancelled: Number(row.cancelled),
      ...(row.median === null ? {} : { median: row.median }),
      ...(row.slowest === null ? {} : { slowest: row.slowest }),
    })),
    ...(median == null ? {} : { median }),
    ...(most == null ? {} : { most }),
    errors: errors.rows.map(({ code, count }) => ({ code, count: Number(count) })),
    ...(oldest ? { oldestWaiting: oldest } : {}),
    waiting: Number(waiting ?? 0),
    running: Number(running ?? 0),
  }
}
