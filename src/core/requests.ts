// What people ask for by right: noted with its clock, read by its id, told in one shape.

import type { Belonging } from './belongings.ts'
import { newId } from './birth.ts'
import { Stated } from './errors.ts'
import type { Parts, RequestKind, RequestRow } from './ports.ts'
import type { Receipt } from './receipts.ts'

const day = 86_400_000

/** Notes that somebody asked for something by right. It is due when the charter says. */
export async function openRequest(parts: Parts, owner: string, kind: RequestKind): Promise<RequestRow> {
  const { charter, clock, random, store } = parts
  const askedAt = clock.now()
  const days = { access: charter.rights.accessDays, correction: charter.rights.correctionDays, erasure: charter.rights.erasureDays, objection: charter.rights.objectionDays }[kind]
  const dueAt = new Date(askedAt.getTime() + days * day)
  const row: RequestRow = { id: newId('rqt', random), owner, kind, state: 'open', askedAt, dueAt, expiresAt: new Date(dueAt.getTime() + charter.retention.requestDays * day) }
  await store.requests.insert(row)
  return row
}

/** One's own requests by their unguessable id: anybody who has it may see how it stands; it tells nothing of a person. */
export async function readRequest({ store, clock }: Parts, id: string): Promise<RequestRow> {
  const row = await store.requests.get(id)
  if (!row || row.expiresAt <= clock.now()) throw new Stated('not_found')
  return row
}

export function describeRequest({ id, kind, state, askedAt, dueAt, decidedAt, ground, receipt }: RequestRow) {
  return {
    id,
    object: 'request' as const,
    kind,
    state,
    asked_at: askedAt.toISOString(),
    due_at: dueAt.toISOString(),
    decided_at: decidedAt?.toISOString() ?? null,
    ground: ground ?? null,
    receipt: receipt === undefined ? null : (JSON.parse(receipt) as Receipt),
  }
}

export const requestsHad: Belonging = {
  kind: 'requests',
  tables: ['requests'],
  why: 'you-asked',
  until: 'it-is-answered',
  where: ['database'],
  readableByServer: true,
  staysWhenCleared: true,
  async count({ store }, owner) {
    const open = await store.requests.unfinished(owner)
    return { count: open.length, next: open[0]?.dueAt }
  },
  /** Their name on what they asked for and is not answered yet; an erasure takes its own off when it is done. */
  async remove(tables, { owner }) {
    const others = (await tables.requests.unfinished(owner)).filter((row) => row.kind !== 'erasure')
    for (const row of others) await tables.requests.update({ ...row, owner: undefined })
    return others.length
  },
  async *copy({ store }, caller) {
    yield { path: 'requests.json', content: (await store.requests.unfinished(caller.owner)).map(describeRequest) }
  },
}
