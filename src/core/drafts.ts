// Unfinished work of the studio - words, references, masks - kept sealed here, so that nothing of it is kept in a browser.

import type { Belonging } from './belongings.ts'
import { deadlineOf, hourKeyOf } from './birth.ts'
import { need, type Caller } from './callers.ts'
import { SealBroken } from './errors.ts'
import { keysOf } from './opening.ts'
import type { Parts } from './ports.ts'
import { mostDaysOf } from './rules.ts'

/** Newest drafts of one person; the oldest gives way. */
export const mostDrafts = 40
/** Characters of one draft. */
export const longestDraft = 12_000_000

export interface Draft {
  name: string
  content: string
  changedAt: Date
}

const personOf = (caller: Caller): string => ('person' in caller && typeof caller.person === 'string' ? caller.person : '')
const objectId = (name: string): string => `draft/${name}`

/** It goes when a picture of the same minute would. */
export async function writeDraft(parts: Parts, caller: Caller, name: string, content: string): Promise<Draft> {
  need(caller, 'images:make')
  const { store, sealing, vault, clock, charter } = parts
  const changedAt = clock.now()
  const deadline = deadlineOf(charter, changedAt, await mostDaysOf(parts, caller))
  const hour = hourKeyOf(deadline)
  const sealed = sealing.seal(objectId(name), [caller.ownerKey, await vault.publicKey(hour)], new TextEncoder().encode(content))
  await store.drafts.write({ owner: caller.owner, person: personOf(caller), name, hour, deadline, sealed, changedAt }, mostDrafts)
  return { name, content, changedAt }
}

/** undefined where there is none, or its time is over. */
export async function readDraft(parts: Parts, caller: Caller, name: string): Promise<Draft | undefined> {
  need(caller, 'images:read')
  const row = await parts.store.drafts.get(caller.owner, personOf(caller), name)
  const over = row?.deadline !== undefined && row.deadline <= parts.clock.now()
  const keys = row && !over ? await keysOf(parts, caller, { hour: row.hour }) : undefined
  if (!row || !keys) return undefined
  try {
    return { name, content: new TextDecoder().decode(parts.sealing.open(objectId(name), keys, row.sealed)), changedAt: row.changedAt }
  } catch (error) {
    if (error instanceof SealBroken) return undefined
    throw error
  }
}

export async function removeDraft(parts: Parts, caller: Caller, name: string): Promise<void> {
  need(caller, 'images:make')
  await parts.store.drafts.remove(caller.owner, personOf(caller), name)
}

export const draftsHad: Belonging = {
  kind: 'drafts',
  tables: ['drafts'],
  why: 'to-show-you',
  until: 'as-pictures',
  where: ['database', 'vault'],
  readableByServer: 'not-of-sessions',
  count: async ({ store }, owner) => ({ count: await store.drafts.countOf(owner) }),
  remove: (tables, { owner }) => tables.drafts.removeOf(owner),
  async *copy(parts, caller) {
    const rows = await parts.store.drafts.listOf(caller.owner, personOf(caller))
    const drafts = await Promise.all(rows.map(({ name }) => readDraft(parts, caller, name)))
    yield { path: 'drafts.json', content: drafts.filter((draft) => draft !== undefined).map(({ name, content, changedAt }) => ({ name, content, changed_at: changedAt })) }
  },
}
