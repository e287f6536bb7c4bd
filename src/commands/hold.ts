// gesso hold: keeps named things because a law demands it, until a day, and never in secret from whoever they belong to.

import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { defineCommand } from 'citty'
import { readConfig } from '../config.ts'
import type { HoldBody } from '../http/schemas/kept.ts'
import { askerOf, serverArgs, type Ask } from './ask-server.ts'
import { Failure } from './exit.ts'

const json = { type: 'boolean', description: 'One JSON object' } as const

const add = defineCommand({
  meta: { name: 'add', description: 'Copy what is meant under a key of the hold; its owner sees it listed' },
  args: {
    owner: { type: 'string', valueHint: 'OWNER', description: 'Everything this owner has now, e.g. owner/local' },
    generations: { type: 'string', valueHint: 'IDS', description: 'Or: generations, ids with commas between' },
    images: { type: 'string', valueHint: 'IDS', description: 'Or: pictures, ids with commas between' },
    files: { type: 'string', valueHint: 'IDS', description: 'Or: files, ids with commas between' },
    batches: { type: 'string', valueHint: 'IDS', description: 'Or: batches with what they made, ids with commas between' },
    reason: { type: 'string', required: true, valueHint: 'TEXT', description: 'Which law or order demands it' },
    by: { type: 'string', required: true, valueHint: 'NAME', description: 'Who places it' },
    until: { type: 'string', required: true, valueHint: '2027-03-01', description: 'The day on which it ends, UTC' },
    ...serverArgs,
    json,
  },
  async run({ args }) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(args.until)) throw new Failure('usage', `"${args.until}" is no day. Give one as 2027-03-01.`)
    const ids = (text: string | undefined): string[] => (text ?? '').split(',').map((one) => one.trim()).filter(Boolean)
    const body = { owner: args.owner, generations: ids(args.generations), images: ids(args.images), files: ids(args.files), batches: ids(args.batches), reason: args.reason, placed_by: args.by, ends_at: `${args.until}T00:00:00Z` }
    const hold = (await (await askOf(args)('/v1/holds', { method: 'POST', body })).json()) as HoldBody
    console.log(args.json ? JSON.stringify(hold) : lineOf(hold))
    return 0
  },
})

const list = defineCommand({
  meta: { name: 'list', description: 'Holds that are not over' },
  args: { ...serverArgs, json },
  async run({ args }) {
    const { data } = (await (await askOf(args)('/v1/holds')).json()) as { data: HoldBody[] }
    if (args.json) console.log(JSON.stringify({ data }))
    else console.log(data.length === 0 ? 'There are none.' : data.map(lineOf).join('\n'))
    return 0
  },
})

const open = defineCommand({
  meta: { name: 'open', description: 'Write what a hold keeps into a new archive, for whoever may demand it' },
  args: { id: { type: 'positional', required: true, description: 'Id of the hold' }, file: { type: 'positional', required: true, description: 'A new ZIP file' }, ...serverArgs },
  async run({ args }) {
    const bytes = new Uint8Array(await (await askOf(args)(`/v1/holds/${encodeURIComponent(args.id)}/copy`)).arrayBuffer())
    await writeFile(resolve(args.file), bytes, { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
      throw new Failure('failed', `${args.file} cannot be written (${error.code}). Choose a new file.`)
    })
    console.log(`Wrote ${args.file}.`)
    return 0
  },
})

const end = defineCommand({
  meta: { name: 'end', description: 'End a hold before its time: its key is destroyed' },
  args: { id: { type: 'positional', required: true, description: 'Id of the hold' }, ...serverArgs },
  async run({ args }) {
    await askOf(args)(`/v1/holds/${encodeURIComponent(args.id)}/end`, { method: 'POST', body: {} })
    console.log(`${args.id} is over.`)
    return 0
  },
})

function askOf({ server, key }: { server: string; key?: string }): Ask {
  return askerOf(server, key ?? readConfig().apiKey)
}

const lineOf = ({ id, owner, things, reason, placed_by: by, ends_at: until }: HoldBody): string => `${id}: ${things.length} things of ${owner}, until ${until.slice(0, 10)}, placed by ${by}: ${reason}`

export default defineCommand({
  meta: { name: 'hold', description: 'Keep named things because a law demands it, until a day' },
  subCommands: { add, list, open, end },
})
