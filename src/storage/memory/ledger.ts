// The ledger in memory: balances are the sums of all entries.

import { Stated } from '../../core/errors.ts'
import type { LedgerAccount } from '../../core/ledger.ts'
import type { LedgerTable } from '../../core/ports.ts'
import type { State } from './layers.ts'

export function ledgerTable({ transfers }: State): LedgerTable {
  const balanceOf = (account: LedgerAccount): bigint =>
    transfers
      .all()
      .flatMap((transfer) => transfer.entries)
      .reduce((sum, entry) => (entry.account === account ? sum + entry.amount : sum), 0n)

  return {
    async write(transfer) {
      if (transfers.get(transfer.id)) throw new Error('this transfer was written already')
      if (transfer.entries.reduce((sum, entry) => sum + entry.amount, 0n) !== 0n) throw new Error('the entries do not add up to zero')
      transfers.set(transfer.id, { ...transfer, entries: transfer.entries.map((entry) => ({ ...entry })) })
      const below = transfer.entries.some(({ account }) => account.startsWith('customer/') && balanceOf(account) < 0n)
      if (!below) return
      transfers.remove(transfer.id)
      throw new Stated('balance_too_low')
    },
    async transfersOf(generation) {
      const own = transfers.all().filter((transfer) => transfer.generation === generation)
      return own.sort((a, b) => Number(a.at) - Number(b.at) || (a.id < b.id ? -1 : 1))
    },
    async spentBy(key, since) {
      const orders = new Set(transfers.all().filter((transfer) => transfer.key === key && transfer.at >= since).map(({ generation }) => generation))
      const entries = transfers.all().filter(({ generation }) => orders.has(generation)).flatMap((transfer) => transfer.entries)
      return entries.reduce((sum, { account, amount }) => (account.startsWith('customer/') ? sum - amount : sum), 0n)
    },
    async costsOf(generations) {
      const costs = new Map<string, bigint>()
      for (const { generation, entries } of transfers.all()) {
        if (!generations.includes(generation)) continue
        for (const { account, amount } of entries) if (account.startsWith('customer/')) costs.set(generation, (costs.get(generation) ?? 0n) - amount)
      }
      return costs
    },
    async openRelays(before, limit) {
      const all = transfers.all()
      const settled = new Set(all.filter(({ kind }) => kind !== 'reserve').map(({ generation }) => generation))
      const open = all.filter(({ kind, generation, at }) => kind === 'reserve' && generation.startsWith('rly_') && at < before && !settled.has(generation))
      return open.sort((a, b) => Number(a.at) - Number(b.at)).slice(0, limit).map(({ generation }) => generation)
    },
    balance: async (account) => balanceOf(account),
  }
}
