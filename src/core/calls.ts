// The log of calls: what an account asked of the API in the last days, for itself alone.

import type { Belonging } from './belongings.ts'
import { need, type Caller } from './callers.ts'
import type { CallPage, CallRow } from './call-tables.ts'
import { openOf } from './accounts.ts'
import type { Parts } from './ports.ts'

const day = 86_400_000
const page = 500

/** Where calls wait until they are written, many at once. */
export interface CallLog {
  /** Never throws and never waits for the database. */
  note(row: CallRow): void
  /** Writes down what waits. */
  flush(): Promise<void>
}

/** A call as its account sees it. */
export interface CallView {
  row: CallRow
  /** The key as people know it; null for somebody signed in. */
  key: { id: string; name: string; hint: string | undefined } | null
  /** Micro-units that what it ordered cost, given-back money taken off; undefined where nothing was ordered. */
  price?: bigint
}

export type CallFilter = Partial<Pick<CallPage, 'key' | 'status' | 'model' | 'since' | 'until' | 'after'>>

/** Whether the charter keeps calls, and this is somebody whose calls are kept: never a visitor without a sign-in. */
export function keepsCalls({ charter }: Pick<Parts, 'charter'>, { kind }: Pick<Caller, 'kind'>): boolean {
  return charter.retention.callDays > 0 && kind !== 'session'
}

const oldestKept = ({ charter }: Pick<Parts, 'charter'>, now: Date): Date => new Date(now.getTime() - charter.retention.callDays * day)

/** Newest first. A key sees its own only; people see those of the account they act for. */
export async function listCalls(parts: Parts, caller: Caller, filter: CallFilter, limit: number): Promise<CallView[]> {
  need(caller, 'images:read')
  const own = caller.key?.id
  if (!keepsCalls(parts, caller) || (own !== undefined && filter.key !== undefined && filter.key !== own)) return []
  await parts.calls?.flush()
  const kept = oldestKept(parts, parts.clock.now())
  const since = filter.since && filter.since > kept ? filter.since : kept
  const rows = await parts.store.calls.listOf(caller.owner, { ...filter, key: own ?? filter.key, since, limit })
  const [names, prices] = await Promise.all([keyNames(parts, caller), parts.store.ledger.costsOf(rows.flatMap(({ made }) => made ?? []))])
  return rows.map((row) => ({ row, key: row.key === undefined ? null : (names.get(row.key) ?? { id: row.key, name: '', hint: undefined }), price: row.made === undefined ? undefined : prices.get(row.made) }))
}

async function keyNames(parts: Parts, { owner, account }: Caller): Promise<Map<string, NonNullable<CallView['key']>>> {
  const keys = await parts.store.keys.listOf(owner)
  const named = keys.map(async ({ id, hint, name }) => [id, { id, hint, name: account === undefined ? '' : ((await openOf<string>(parts, account, id, name)) ?? '') }] as const)
  return new Map(await Promise.all(named))
}

/** Removes what is older than the charter keeps. Returns how many. */
export async function sweepCalls(parts: Parts, now: Date): Promise<number> {
  await parts.calls?.flush()
  return parts.store.calls.removeBefore(oldestKept(parts, now))
}

export const callsHad: Belonging = {
  kind: 'calls',
  tables: ['calls'],
  why: 'to-show-you',
  until: 'its-own-end',
  where: ['database'],
  readableByServer: true,
  async count(parts, owner) {
    const { calls, oldest } = await parts.store.calls.countOf(owner)
    return { count: calls, next: oldest && new Date(oldest.getTime() + parts.charter.retention.callDays * day) }
  },
  /** It has none; but what still waits to be written is there when its rows are removed. */
  async keys({ calls }) {
    await calls?.flush()
    return []
  },
  remove: (tables, { owner, upTo }) => tables.calls.removeOf(owner, upTo),
  async *copy(parts, caller) {
    const content: unknown[] = []
    for (let after: string | undefined; ; ) {
      const views = await listCalls(parts, caller, { after }, page)
      content.push(...views.map(({ row }) => copyOf(row)))
      after = views.at(-1)?.row.id
      if (views.length < page) break
    }
    yield { path: 'calls.json', content }
  },
}

const copyOf = ({ id, key, at, method, route, model, status, code, milliseconds, made }: CallRow) => ({ id, key: key ?? null, at: at.toISOString(), method, route, model: model ?? null, status, code: code ?? null, milliseconds, made: made ?? null })
