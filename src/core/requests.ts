// What people ask for by right: noted with its clock, read by its id, told in one shape.

import type { Belonging } from './belongings.ts'
import { newId } from './birth.ts'
import { need, type Caller } from './callers.ts'
import { Stated } from './errors.ts'
import type { Bytes, KeyName, Parts, RequestKind, RequestRow } from './ports.ts'
import type { Receipt } from './receipts.ts'

const day = 86_400_000

/** One of somebody who never waits for an answer is enough for each day. */
const mostOpen = 20
const wordsKeyOf = (id: string): KeyName => `object/${id}/words`

/**
 * Notes that somebody asked for something by right. It is due when the charter says. What they write is sealed to a
 * key that dies with the answer. @throws Stated `field_invalid` for a correction that does not say what, `too_many_requests`
 */
export async function openRequest(parts: Parts, owner: string, kind: RequestKind, words = ''): Promise<RequestRow> {
  const { charter, clock, random, store } = parts
  if (kind === 'correction' && words.trim() === '') throw new Stated('field_invalid', { field: 'words', reason: 'say what to correct.' }, 'words')
  if ((await store.requests.unfinished(owner)).length >= mostOpen) throw new Stated('too_many_requests', { most: mostOpen })
  const id = newId('rqt', random)
  const askedAt = clock.now()
  const days = { access: charter.rights.accessDays, correction: charter.rights.correctionDays, erasure: charter.rights.erasureDays, objection: charter.rights.objectionDays }[kind]
  const dueAt = new Date(askedAt.getTime() + days * day)
  const row: RequestRow = { id, owner, words: words.trim() === '' ? undefined : await sealWords(parts, id, words), kind, state: 'open', askedAt, dueAt, expiresAt: new Date(dueAt.getTime() + charter.retention.requestDays * day) }
  await store.requests.insert(row)
  return row
}

/** One's own requests by their unguessable id: anybody who has it may see how it stands; it tells nothing of a person. */
export async function readRequest({ store, clock }: Parts, id: string): Promise<RequestRow> {
  const row = await store.requests.get(id)
  if (!row || row.expiresAt <= clock.now()) throw new Stated('not_found')
  return row
}

async function sealWords({ sealing, vault }: Parts, id: string, words: string): Promise<Bytes> {
  return sealing.seal(`${id}/words`, [await vault.publicKey(wordsKeyOf(id))], new TextEncoder().encode(words.trim()))
}

/** For the operator: what waits for an answer, with what they wrote. */
export async function listRequests(parts: Parts, caller: Caller): Promise<Array<RequestRow & { text: string | null }>> {
  need(caller, 'operate')
  const open = await parts.store.requests.unfinished()
  return Promise.all(
    open.map(async (row) => {
      const key = row.words && (await parts.vault.privateKey(wordsKeyOf(row.id)))
      return { ...row, text: row.words && key ? new TextDecoder().decode(parts.sealing.open(`${row.id}/words`, [key], row.words)) : null }
    }),
  )
}

/** What they wrote can be read by nobody from now on. */
export async function forgetWords({ vault }: Pick<Parts, 'vault'>, row: RequestRow): Promise<void> {
  if (row.words) await vault.destroy([wordsKeyOf(row.id)])
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
  keys: async ({ store }, { owner }) => (await store.requests.unfinished(owner)).flatMap((row) => (row.words ? [wordsKeyOf(row.id)] : [])),
  /** Their name on what they asked for and is not answered yet; an erasure takes its own off when it is done. */
  async remove(tables, { owner }) {
    const others = (await tables.requests.unfinished(owner)).filter((row) => row.kind !== 'erasure')
    for (const row of others) await tables.requests.update({ ...row, owner: undefined, words: undefined })
    return others.length
  },
  async *copy({ store }, caller) {
    yield { path: 'requests.json', content: (await store.requests.unfinished(caller.owner)).map(describeRequest) }
  },
}
