// Runs work in a transaction, joining one that is open already.

import type { Kysely } from 'kysely'
import type { Database } from './rows.ts'

export function inTransaction<T>(db: Kysely<Database>, work: (trx: Kysely<Database>) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work)
}
