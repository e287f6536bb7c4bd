// Taking everything along: what is held, told in numbers, and a copy of it as an archive that is never whole in memory.

import { needFresh } from '../../core/accounts.ts'
import type { CopyPart } from '../../core/copies.ts'
import { describeHoldings } from '../../core/holdings.ts'
import { json, type AskOfCaller } from '../ask.ts'
import { readQuery } from '../body.ts'
import { describeGeneration } from '../describe.ts'
import { exportQuery, type HoldingsBody } from '../schemas/copy.ts'
import { zipped, type Entry } from './zip.ts'

const minute = 60_000

export async function readHoldings({ parts, caller }: AskOfCaller): Promise<Response> {
  const { held, logs, at } = await describeHoldings(parts, caller)
  const body: HoldingsBody = {
    object: 'holdings',
    at: at.toISOString(),
    held: held.map(({ readableByServer, bytes, next, ...rest }) => ({ ...rest, bytes: bytes ?? null, next: next?.toISOString() ?? null, readable_by_server: readableByServer })),
    logs: logs.map((log) => ({ ...log, names_you: false })),
    next_sweep: new Date(at.getTime() + minute).toISOString(),
  }
  return json(body)
}

export async function exportAll(ask: AskOfCaller): Promise<Response> {
  needFresh(ask.parts, ask.caller)
  const { before } = readQuery(ask, exportQuery)
  const entries = entriesOf(ask, before)
  // The first one is asked for now, so that a refusal is a plain error and no broken archive.
  const first = await entries.next()
  const name = `gesso-copy-${ask.parts.clock.now().toISOString().slice(0, 10)}.zip`
  return new Response(zipped(ask.parts.clock.now(), first, entries), { headers: { 'content-type': 'application/zip', 'content-disposition': `attachment; filename="${name}"` } })
}

/** Small files first, pictures beside their generations, and at the end what is missing and the counts. */
async function* entriesOf(ask: AskOfCaller, before: string | undefined): AsyncGenerator<Entry> {
  const count = { generations: 0, pictures: 0 }
  for (const rule of ask.parts.rules) {
    for await (const part of rule.copy?.(ask.parts, ask.caller, before) ?? []) {
      if (part.kind === 'generation') count.generations++
      if (part.kind === 'picture') count.pictures++
      yield await entryOf(ask, part)
    }
  }
  const { clock, charter } = ask.parts
  yield fileOf('copy.json', { object: 'copy', format: 1, made_at: clock.now().toISOString(), charter: charter.version, ...count })
}

async function entryOf(ask: AskOfCaller, part: CopyPart): Promise<Entry> {
  switch (part.kind) {
    case 'generation':
      return fileOf(`generations/${part.view.id}.json`, await describeGeneration(ask.parts, part.view, ask.language))
    case 'picture':
      return { path: `pictures/${part.image.id}.${part.image.format === 'jpeg' ? 'jpg' : part.image.format}`, bytes: part.bytes }
    case 'file':
      return 'bytes' in part.file ? part.file : fileOf(part.file.path, part.file.content)
    case 'missing':
      return fileOf('missing.json', { missing: part.missing, next: part.next, never_kept: neverKept })
  }
}

/** Beside pictures and prompts there is more that passes through; none of it stays. */
const neverKept = ['reference pictures and masks', 'previews', 'addresses of the network', 'the tokens of share links']

function fileOf(path: string, value: unknown): Entry {
  return { path, bytes: new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`) }
}
