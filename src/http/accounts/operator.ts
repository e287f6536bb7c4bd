// Operators over HTTP: accounts without names, decisions about them, and looks at personal data under an opening.

import { describeStanding } from '../../core/account-copies.ts'
import type { AccountRow, Standing } from '../../core/account-tables.ts'
import { ownerOf } from '../../core/accounts.ts'
import { contactFailed, decide } from '../../core/decisions.ts'
import { Stated } from '../../core/errors.ts'
import { findAccounts as find } from '../../core/finding.ts'
import { openLook as open, readPersonal as personal } from '../../core/openings.ts'
import type { Parts } from '../../core/ports.ts'
import { checkAudit as check } from '../../core/standing.ts'
import { json, type AskOfCaller } from '../ask.ts'
import { readBody, readQuery } from '../body.ts'
import { personSchema } from '../schemas/accounts.ts'
import * as shapes from '../schemas/operator.ts'
import { describeOpening } from './accounts.ts'

const day = 86_400_000

export async function listAccounts(ask: AskOfCaller): Promise<Response> {
  const { standing, before, limit } = readQuery(ask, shapes.accountsQuery)
  const rows = await ask.parts.store.accounts.list({ before, limit: limit + 1, standing: standing as Standing | undefined })
  const data = await Promise.all(rows.slice(0, limit).map((row) => brief(ask.parts, row)))
  return json({ object: 'list', data, next: rows.length > limit ? (data.at(-1)?.id ?? null) : null })
}

/** By the exact contact, which stands in no address and in no log. */
export async function findAccounts(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, shapes.findAccountsSchema)
  const rows = await find(ask.parts, ask.caller, value)
  return json({ object: 'list', data: await Promise.all(rows.map((row) => brief(ask.parts, row))), next: null })
}

export const readAccount = async (ask: AskOfCaller): Promise<Response> => json(await brief(ask.parts, await named(ask)))

export async function setStanding(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, shapes.standingWishSchema)
  return json(await brief(ask.parts, await decide(ask.parts, ask.caller, ask.path('id'), value)))
}

export async function failContact({ parts, path }: AskOfCaller): Promise<Response> {
  return json(await brief(parts, await contactFailed(parts, path('id'))))
}

export async function openLook(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, shapes.openingWishSchema)
  return json(describeOpening(await open(ask.parts, ask.caller, ask.path('id'), value)), 201)
}

export async function listLooks(ask: AskOfCaller): Promise<Response> {
  const { id } = await named(ask)
  return json({ object: 'list', data: (await ask.parts.store.openings.ofAccount(id)).map(describeOpening) })
}

export async function readPersonal({ parts, caller, path }: AskOfCaller): Promise<Response> {
  return json({ object: 'personal_data', ...(await personal(parts, caller, path('id'))) })
}

export async function listOperators({ parts }: AskOfCaller): Promise<Response> {
  return json({ object: 'list', data: (await parts.store.operators.list()).map(({ person, since }) => ({ object: 'operator', person, since: since.toISOString() })) })
}

export async function addOperator(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, personSchema)
  if (!(await ask.parts.people?.describe(value.person))) throw new Stated('not_found')
  await ask.parts.store.operators.add(value.person, ask.parts.clock.now())
  return listOperators(ask)
}

export async function removeOperator({ parts, path }: AskOfCaller): Promise<Response> {
  if (!(await parts.store.operators.remove(path('id')))) throw new Stated('not_found')
  return new Response(null, { status: 204 })
}

export async function checkAudit({ parts }: AskOfCaller): Promise<Response> {
  const openings = await parts.store.openings.countSince(new Date(parts.clock.now().getTime() - 30 * day))
  return json({ object: 'audit', ...(await check(parts)), openings_30_days: openings })
}

async function named({ parts, path }: AskOfCaller): Promise<AccountRow> {
  const row = await parts.store.accounts.get(path('id'))
  if (!row) throw new Stated('not_found')
  return row
}

async function brief({ store, clock }: Parts, row: AccountRow): Promise<shapes.AccountBriefBody> {
  const now = clock.now()
  const owner = ownerOf(row.id)
  const [members, keys, { images }, unfinished] = await Promise.all([store.members.ofAccount(row.id), store.keys.listOf(owner), store.images.countOf(owner), store.generations.countUnfinished(owner)])
  return {
    id: row.id,
    object: 'account_brief',
    kind: row.kind,
    ...describeStanding(row),
    created_at: row.createdAt.toISOString(),
    members: members.length,
    keys: keys.filter(({ revokedAt, expiresAt }) => !revokedAt && !(expiresAt && expiresAt <= now)).length,
    pictures: images,
    unfinished,
  }
}
