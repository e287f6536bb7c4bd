// Where money lives: double entry. A price is reserved when an order is accepted and captured on success only.

import type { LedgerTable } from './ports.ts'

/** `customer/<owner>`, or one of the house's own. Customers cannot fall below zero. */
export type LedgerAccount = `customer/${string}` | 'house/reserved' | 'house/revenue' | 'house/grants'

/** Micro-units of the charter's currency; positive = into the account. */
export interface Entry {
  account: LedgerAccount
  amount: bigint
}

export interface Transfer {
  /** `<generation>/<kind>`, or `<relay>/settled`: the same step cannot be written twice. */
  id: string
  kind: 'reserve' | 'capture' | 'release'
  generation: string
  at: Date
  /** Id of the API key that the order was made with. */
  key?: string
  entries: Entry[]
}

interface Step {
  generation: string
  owner: string
  price: bigint
  at: Date
  key?: string
}

/** Sets the price aside. @throws Stated `balance_too_low` from the driver's check */
export async function reserve(ledger: LedgerTable, { generation, owner, price, at, key }: Step): Promise<void> {
  await ledger.write({ ...move('reserve', generation, at, `customer/${owner}`, 'house/reserved', price), key })
}

/** The pictures were delivered: what was set aside is earned. */
export async function capture(ledger: LedgerTable, generation: string, at: Date): Promise<void> {
  const { price } = await reserved(ledger, generation)
  await ledger.write(move('capture', generation, at, 'house/reserved', 'house/revenue', price))
}

/** Nothing was delivered: what was set aside goes back. */
export async function release(ledger: LedgerTable, generation: string, at: Date): Promise<void> {
  const { price, customer } = await reserved(ledger, generation)
  await ledger.write(move('release', generation, at, 'house/reserved', customer, price))
}

/**
 * Captures or releases what may have been settled by somebody else meanwhile: both have one id, so that only one of them
 * can be written. false = it was settled already.
 */
export async function settleOnce(ledger: LedgerTable, generation: string, kind: 'capture' | 'release', at: Date): Promise<boolean> {
  if ((await ledger.transfersOf(generation)).some((transfer) => transfer.kind !== 'reserve')) return false
  const { price, customer } = await reserved(ledger, generation)
  const to = kind === 'capture' ? 'house/revenue' : customer
  await ledger.write({ ...move(kind, generation, at, 'house/reserved', to, price), id: `${generation}/settled` })
  return true
}

async function reserved(ledger: LedgerTable, generation: string): Promise<{ price: bigint; customer: LedgerAccount }> {
  const reservation = (await ledger.transfersOf(generation)).find((transfer) => transfer.kind === 'reserve')
  if (!reservation) throw new Error('a generation without a reservation')
  const customer = reservation.entries.find((entry) => entry.account.startsWith('customer/'))
  if (!customer) throw new Error('a reservation without a customer')
  return { price: -customer.amount, customer: customer.account }
}

function move(kind: Transfer['kind'], generation: string, at: Date, from: LedgerAccount, to: LedgerAccount, amount: bigint): Transfer {
  return {
    id: `${generation}/${kind}`,
    kind,
    generation,
    at,
    entries: [
      { account: from, amount: -amount },
      { account: to, amount },
    ],
  }
}
