// The operator's holds over HTTP: placed, listed, opened, ended.

import { endHold as end, listHolds as list, openHold, placeHold as place } from '../../core/holds.ts'
import type { HeldThingRow, HoldRow } from '../../core/kept-tables.ts'
import { json, type AskOfCaller } from '../ask.ts'
import { readBody } from '../body.ts'
import { holdRequestSchema, type HoldBody } from '../schemas/kept.ts'
import { zipped } from './zip.ts'

export async function placeHold(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, holdRequestSchema)
  const { owner, generations, images, files, batches, reason, placed_by: placedBy } = value
  const row = await place(ask.parts, ask.caller, { owner: owner ?? undefined, generations: generations ?? [], images: images ?? [], files: files ?? [], batches: batches ?? [], reason, placedBy, endsAt: new Date(value.ends_at) })
  return json(describe(row, await ask.parts.store.holds.thingsOf(row.id)), 201)
}

export async function listHolds({ parts, caller }: AskOfCaller): Promise<Response> {
  return json({ object: 'list', data: (await list(parts, caller)).map((row) => describe(row, row.things)) })
}

export async function openHoldCopy({ parts, caller, path }: AskOfCaller): Promise<Response> {
  const entries = openHold(parts, caller, path('id'))
  const first = await entries.next()
  return new Response(zipped(parts.clock.now(), first, entries), { headers: { 'content-type': 'application/zip', 'content-disposition': `attachment; filename="${path('id')}.zip"` } })
}

export async function endHold({ parts, caller, path }: AskOfCaller): Promise<Response> {
  await end(parts, caller, path('id'))
  return json({ id: path('id'), object: 'hold', ended: true })
}

function describe({ id, owner, reason, placedBy, placedAt, endsAt }: HoldRow, things: readonly HeldThingRow[]): HoldBody {
  return { id, object: 'hold', owner, reason, placed_by: placedBy, placed_at: placedAt.toISOString(), ends_at: endsAt.toISOString(), things: things.map(({ name, kind, size }) => ({ id: name, kind, size })) }
}
