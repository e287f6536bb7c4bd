// The operator's permissions to leave the visible mark out: given, listed, taken back.

import { grantPermission as grant, listPermissions as list, revokePermission as revoke, type ReadPermission } from '../../core/permissions.ts'
import { json, type AskOfCaller } from '../ask.ts'
import { readBody } from '../body.ts'
import { permissionRequestSchema, type PermissionBody } from '../schemas/permissions.ts'

export async function grantPermission(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, permissionRequestSchema)
  const { owner, why, granted_by: by, until } = value
  return json(describe(await grant(ask.parts, ask.caller, { owner, why, by, until: new Date(until) })), 201)
}

export async function listPermissions({ parts, caller }: AskOfCaller): Promise<Response> {
  return json({ object: 'list', data: (await list(parts, caller)).map(describe) })
}

export async function revokePermission({ parts, caller, path }: AskOfCaller): Promise<Response> {
  await revoke(parts, caller, path('id'))
  return json({ id: path('id'), object: 'permission', revoked: true })
}

function describe({ id, owner, why, by, grantedAt, until, revokedAt, uses, lastUsedAt, expiresAt }: ReadPermission): PermissionBody {
  const times = { granted_at: grantedAt.toISOString(), until: until.toISOString(), revoked_at: revokedAt?.toISOString() ?? null, last_used_at: lastUsedAt?.toISOString() ?? null }
  return { id, object: 'permission', owner, why, granted_by: by, ...times, uses, kept_until: expiresAt.toISOString() }
}
