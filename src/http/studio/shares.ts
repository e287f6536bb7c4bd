// Share links over HTTP: made, listed, taken back.

import { listShares as list, revokeShare as revoke, shareImage } from '../../core/sharing.ts'
import type { LinkRow } from '../../core/rows.ts'
import { json, type AskOfCaller } from '../ask.ts'
import { readBody } from '../body.ts'
import { shareRequestSchema, type ShareBody } from '../schemas/rights.ts'

export async function createShare(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, shareRequestSchema)
  const { token, link } = await shareImage(ask.parts, ask.caller, ask.path('id'), value.days ?? undefined)
  const url = `${ask.origin}/i/${token}`
  return json({ ...describe(link), url, small_url: `${url}?variant=small` }, 201)
}

export async function listSharesOfImage({ parts, caller, path }: AskOfCaller): Promise<Response> {
  return json({ object: 'list', data: (await list(parts, caller, path('id'))).map(describe) })
}

export async function listShares({ parts, caller }: AskOfCaller): Promise<Response> {
  return json({ object: 'list', data: (await list(parts, caller)).map(describe) })
}

export async function revokeShare({ parts, caller, path }: AskOfCaller): Promise<Response> {
  await revoke(parts, caller, path('id'))
  return json({ id: path('id'), object: 'share', revoked: true })
}

function describe({ id, image, createdAt, expiresAt }: LinkRow): ShareBody {
  return { id, object: 'share', image, created_at: createdAt.toISOString(), expires_at: expiresAt.toISOString() }
}
