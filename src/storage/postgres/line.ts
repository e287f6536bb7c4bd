// Taking the next generation from the line: waiting ones, and those whose worker is gone.

import { sql, type Kysely } from 'kysely'
import type { TakenGeneration } from '../../core/ports.ts'
import { advisoryLocks } from './locks.ts'
import { generationOf, type Database, type GenerationColumns } from './rows.ts'

interface Take {
  holder: string
  /** The advisory lock that ends with the holder's connection, if it has one. */
  lock: number | undefined
  now: Date
  leaseUntil: Date
  notOf: readonly string[]
}

/**
 * A running one is abandoned when its lease is over, or at once when the lock of its holder's connection is free.
 * Rows that another worker is taking at this moment are passed over, not waited for.
 */
export async function takeNext(db: Kysely<Database>, { holder, lock, now, leaseUntil, notOf }: Take): Promise<TakenGeneration | undefined> {
  const { rows } = await sql<GenerationColumns>`
    with next as (
      select id from generations
      where state in ('waiting', 'running') and owner <> all (${[...notOf]}::text[]) and (
        state = 'waiting' or lease_until <= ${now} or (lease_lock is not null and lease_lock::oid <> all (
          select objid from pg_locks
          where locktype = 'advisory' and granted and classid = ${advisoryLocks.lease} and objsubid = 2
            and database = (select oid from pg_database where datname = current_database()))))
      order by turn, created_at, id
      limit 1
      for update skip locked
    )
    update generations set
      state = 'running', started_at = ${now}, fence = fence + 1, attempts = attempts + 1,
      lease_holder = ${holder}, lease_until = ${leaseUntil}, lease_lock = ${lock ?? null}
    from next where generations.id = next.id
    returning generations.*`.execute(db)
  const row = rows[0] && generationOf(rows[0])
  return row?.lease && { ...row, lease: row.lease }
}
