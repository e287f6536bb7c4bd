// The ledger in PostgreSQL. The database itself sees to it that transfers add up to zero and customers stay above it.

import { sql, type Kysely } from 'kysely'
import { Stated } from '../../core/errors.ts'
import type { LedgerAccount } from '../../core/ledger.ts'
import type { LedgerTable } from '../../core/ports.ts'
import { StorageFault } from './connection.ts'
import { present, type Database } from './rows.ts'
import { inTransaction } from './transactions.ts'

export function ledgerTable(db: Kysely<Database>): LedgerTable {
  return {
    async write({ entries, ...transfer }) {
      if (entries.reduce((sum, entry) => sum + entry.amount, 0n) !== 0n) throw new Error('the entries do not add up to zero')
      try {
        await inTransaction(db, async (trx) => {
          await trx.insertInto('ledgerTransfers').values({ ...transfer, key: transfer.key ?? null }).execute()
          await trx.insertInto('ledgerEntries').values(entries.map((entry, place) => ({ transfer: transfer.id, place, ...entry }))).execute()
        })
      } catch (error) {
        throw error instanceof StorageFault && error.constraint === 'customer_not_below_zero' ? new Stated('balance_too_low') : error
      }
    },
    async transfersOf(generation) {
      const transfers = await db.selectFrom('ledgerTransfers').selectAll().where('generation', '=', generation).orderBy('at').orderBy('id').execute()
      if (transfers.length === 0) return []
      const ids = transfers.map((transfer) => transfer.id)
      const entries = await db.selectFrom('ledgerEntries').selectAll().where('transfer', 'in', ids).orderBy('place').execute()
      return transfers.map((transfer) => {
        const own = entries.filter((entry) => entry.transfer === transfer.id)
        return { ...present(transfer), entries: own.map(({ account, amount }) => ({ account: account as LedgerAccount, amount })) }
      })
    },
    async spentBy(key, since) {
      const { rows } = await sql<{ spent: string | null }>`
        select (-sum(amount))::text as spent from ledger_entries where starts_with(account, 'customer/') and transfer in (
          select id from ledger_transfers where generation in (select generation from ledger_transfers where key = ${key} and at >= ${since}))`.execute(db)
      return BigInt(rows[0]?.spent ?? 0)
    },
    async costsOf(generations) {
      if (generations.length === 0) return new Map()
      const { rows } = await sql<{ generation: string; cost: string }>`
        select generation, (-sum(amount))::text as cost from ledger_entries join ledger_transfers on ledger_transfers.id = transfer
        where starts_with(account, 'customer/') and generation in (${sql.join(generations)}) group by generation`.execute(db)
      return new Map(rows.map(({ generation, cost }) => [generation, BigInt(cost)]))
    },
    async openRelays(before, limit) {
      const { rows } = await sql<{ generation: string }>`
        select generation from ledger_transfers as reserved where kind = 'reserve' and starts_with(generation, 'rly_') and at < ${before}
          and not exists (select 1 from ledger_transfers as settled where settled.generation = reserved.generation and settled.kind <> 'reserve')
        order by at limit ${limit}`.execute(db)
      return rows.map(({ generation }) => generation)
    },
    async balance(account) {
      const { rows } = await sql<{ balance: string | null }>`select sum(amount)::text as balance from ledger_entries where account = ${account}`.execute(db)
      return BigInt(rows[0]?.balance ?? 0)
    },
  }
}
