// Erasing everything of an account: at once or after a look, as the charter says; each request with its clock.

import { need, type Caller } from './callers.ts'
import { Stated } from './errors.ts'
import { forgetAll, type Forgetting } from './forgetting.ts'
import type { Parts, RequestRow } from './ports.ts'
import { describeErasure, type Receipt } from './receipts.ts'
import { forgetWords, openRequest, readRequest } from './requests.ts'

const day = 86_400_000

/** Everything of the caller, its links and repeat keys included. Reviewed ones wait for the operator. */
export async function askErasure(parts: Parts, caller: Caller): Promise<RequestRow> {
  need(caller, 'images:delete')
  if (parts.charter.rights.deletion === 'self-service') return carryOut(parts, await openRequest(parts, caller.owner, 'erasure'))
  // Asking twice does not make two requests.
  const waiting = (await parts.store.requests.unfinished(caller.owner)).find((row) => row.kind === 'erasure')
  return waiting ?? openRequest(parts, caller.owner, 'erasure')
}

export type Decision = { granted: true } | { granted: false; ground: string }

/** The operator's word. @throws Stated `request_decided`; `field_invalid` for a ground that the charter does not list */
export async function decideRequest(parts: Parts, caller: Caller, id: string, decision: Decision): Promise<RequestRow> {
  need(caller, 'operate')
  const { charter, store, clock } = parts
  const row = await readRequest(parts, id)
  if (row.state !== 'open') throw new Stated('request_decided', { id })
  if (decision.granted) return row.kind === 'erasure' ? carryOut(parts, row) : close(parts, row, { state: 'done' })
  const { ground } = decision
  if (!charter.rights.refusalGrounds.some((one) => one === ground)) {
    throw new Stated('field_invalid', { field: 'ground', reason: `use one of: ${charter.rights.refusalGrounds.join(', ')}.` }, 'ground')
  }
  const refused = await close(parts, row, { state: 'refused', ground })
  await store.requests.removeDue(clock.now())
  return refused
}

/** Goes on with erasures whose bytes were too many for one go, or that a crash cut short. Returns how many pictures are left. */
export async function finishErasures(parts: Parts): Promise<{ finished: number; left: number }> {
  const doing = (await parts.store.requests.unfinished()).filter((row) => row.state === 'doing' && row.kind === 'erasure')
  const rows = await Promise.all(doing.map((row) => carryOut(parts, row)))
  const left = rows.filter((row) => row.state === 'doing').length
  return { finished: rows.length - left, left }
}

/** What is written first makes a crash harmless: the sweep finds it and goes on. */
async function carryOut(parts: Parts, row: RequestRow): Promise<RequestRow> {
  const { owner } = row
  if (owner === undefined) return row
  const decidedAt = row.decidedAt ?? parts.clock.now()
  const begun: RequestRow = { ...row, state: 'doing', decidedAt }
  if (row.state !== 'doing') await parts.store.requests.update(begun)
  const forgetting: Forgetting = { owner, upTo: decidedAt, reason: 'erasure', keep: [], again: row.receipt !== undefined }
  const forgotten = await forgetAll(parts, forgetting)
  const receipt = row.receipt ?? JSON.stringify(await describeErasure(parts, row.id, row.askedAt, forgetting, forgotten))
  if (forgotten.left > 0) {
    await parts.store.requests.update({ ...begun, receipt })
    return { ...begun, receipt }
  }
  parts.log.write({ level: 'info', event: 'owner-erased' })
  return close(parts, { ...begun, receipt }, { state: 'done' })
}

/** From here on the record names nobody. */
async function close(parts: Parts, row: RequestRow, end: { state: 'done' } | { state: 'refused'; ground: string }): Promise<RequestRow> {
  const now = parts.clock.now()
  const { requestDays, receiptDays } = parts.charter.retention
  const days = row.receipt === undefined ? requestDays : receiptDays
  await forgetWords(parts, row)
  const closed: RequestRow = { ...row, ...end, owner: undefined, words: undefined, decidedAt: row.decidedAt ?? now, expiresAt: new Date(now.getTime() + days * day) }
  await parts.store.requests.update(closed)
  return closed
}

/** Keeps the receipt of something that is done already. */
export async function keepReceipt({ store, clock, charter }: Parts, receipt: Receipt, upTo: Date): Promise<void> {
  const expiresAt = new Date(clock.now().getTime() + charter.retention.receiptDays * day)
  await store.requests.insert({ id: receipt.id, kind: 'erasure', state: 'done', askedAt: upTo, dueAt: upTo, decidedAt: upTo, receipt: JSON.stringify(receipt), expiresAt })
}
