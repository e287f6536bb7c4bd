// gesso permit: records who may have pictures without the visible mark, why and until when; the record is what a request needs.

import { defineCommand } from 'citty'
import { readConfig } from '../config.ts'
import type { PermissionBody } from '../http/schemas/permissions.ts'
import { askerOf, serverArgs, type Ask } from './ask-server.ts'
import { Failure } from './exit.ts'

const json = { type: 'boolean', description: 'One JSON object' } as const

const add = defineCommand({
  meta: { name: 'add', description: 'Permit an owner pictures without the visible mark, where a request asks for it' },
  args: {
    owner: { type: 'positional', required: true, description: 'To whom, e.g. owner/local' },
    why: { type: 'string', required: true, valueHint: 'TEXT', description: 'What was agreed, and who carries the responsibility' },
    by: { type: 'string', required: true, valueHint: 'NAME', description: 'Who gives it' },
    until: { type: 'string', required: true, valueHint: '2027-03-01', description: 'The day on which it ends, UTC' },
    ...serverArgs,
    json,
  },
  async run({ args }) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(args.until)) throw new Failure('usage', `"${args.until}" is no day. Give one as 2027-03-01.`)
    const body = { owner: args.owner, why: args.why, granted_by: args.by, until: `${args.until}T00:00:00Z` }
    const permission = (await (await askOf(args)('/v1/permissions', { method: 'POST', body })).json()) as PermissionBody
    console.log(args.json ? JSON.stringify(permission) : lineOf(permission))
    return 0
  },
})

const list = defineCommand({
  meta: { name: 'list', description: 'Permissions and what they were used for' },
  args: { ...serverArgs, json },
  async run({ args }) {
    const { data } = (await (await askOf(args)('/v1/permissions')).json()) as { data: PermissionBody[] }
    if (args.json) console.log(JSON.stringify({ data }))
    else console.log(data.length === 0 ? 'There are none.' : data.map(lineOf).join('\n'))
    return 0
  },
})

const revoke = defineCommand({
  meta: { name: 'revoke', description: 'Take a permission back; its record stays' },
  args: { id: { type: 'positional', required: true, description: 'Id of the permission' }, ...serverArgs },
  async run({ args }) {
    await askOf(args)(`/v1/permissions/${encodeURIComponent(args.id)}/revoke`, { method: 'POST', body: {} })
    console.log(`${args.id} is taken back.`)
    return 0
  },
})

function askOf({ server, key }: { server: string; key?: string }): Ask {
  return askerOf(server, key ?? readConfig().apiKey)
}

function lineOf({ id, owner, why, granted_by: by, until, revoked_at: revoked, uses }: PermissionBody): string {
  const end = revoked ? `taken back ${revoked.slice(0, 10)}` : `until ${until.slice(0, 10)}`
  return `${id}: ${owner}, ${end}, ${uses} pictures, given by ${by}: ${why}`
}

export default defineCommand({
  meta: { name: 'permit', description: 'Record who may have pictures without the visible mark, why and until when' },
  subCommands: { add, list, revoke },
})
