// A request that the program makes of itself for somebody: the lines of a batch go the same way as what comes by HTTP.

import type { LineWork } from '../core/batch-lines.ts'
import { fromWhere } from '../core/batches.ts'
import type { Caller } from '../core/callers.ts'
import type { BatchRow } from '../core/client-tables.ts'
import { Stated } from '../core/errors.ts'
import type { Parts } from '../core/ports.ts'
import type { AskOfCaller, HttpOptions } from './ask.ts'
import { acceptOnce } from './making.ts'
import { awaitMade } from './openai/answers.ts'
import type { Asked } from './openai/asked.ts'
import { readEditsBody } from './openai/edits.ts'
import { readGenerationsBody } from './openai/images.ts'
import { readZaiBody } from './zai/images.ts'

/** With the pauses between them, half an hour without an engine. */
const mostTries = 30

/** Draws a line of a batch to its end. Its key makes sure that a line that is tried again is drawn once. */
export function lineDrawer(parts: Parts, options: HttpOptions, callerOf: (batch: Pick<BatchRow, 'owner' | 'key'>) => Promise<Caller>): LineWork['draw'] {
  /** A generation that no engine could draw has ended; another try of its line is another one, under the next key. */
  const tries = new Map<string, number>()
  return async (batch, line, stop) => {
    const name = `${batch.id}:${line.number}`
    const attempt = tries.get(name) ?? 1
    // Asked for each line: who was suspended, or whose key was revoked, draws no further one.
    const caller = await fromWhere(parts, await callerOf(batch), batch)
    const ask = innerAsk(parts, options, caller, { route: `batch ${batch.endpoint}`, body: JSON.stringify(line.body), key: attempt === 1 ? name : `${name}:${attempt}`, stop })
    const { asked, response } = await readLine(ask, batch)
    const id = await acceptOnce(ask, asked.request, asked.text)
    await awaitMade(ask, id, stop).catch((error: unknown) => {
      // Drawn, and deleted since: the answer tells so when it is read.
      if (error instanceof Stated && error.code === 'gone') return
      if (!(error instanceof Stated && error.code === 'engine_unavailable')) throw error
      if (attempt === mostTries) throw new Stated('engine_failed')
      tries.set(name, attempt + 1)
      throw error
    })
    tries.delete(name)
    return { generation: id, response }
  }
}

async function readLine(ask: AskOfCaller, { endpoint }: BatchRow): Promise<{ asked: Pick<Asked, 'request' | 'text'>; response: 'b64_json' | 'url' }> {
  if (endpoint.startsWith('/v4/')) return { asked: await readZaiBody(ask), response: 'url' }
  const asked = endpoint === '/v1/images/edits' ? await readEditsBody(ask) : await readGenerationsBody(ask)
  if (asked.shape.stream) throw new Stated('field_unsupported', { model: 'batch', field: 'stream' }, 'stream')
  return { asked, response: asked.shape.response }
}

interface Inner {
  route: string
  body: string
  key: string
  stop: AbortSignal
}

function innerAsk(parts: Parts, options: HttpOptions, caller: Caller, { route, body, key, stop }: Inner): AskOfCaller {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key }
  return {
    parts,
    options,
    caller,
    request: new Request('http://localhost/', { method: 'POST', headers, body, signal: stop }),
    connection: { closing: stop },
    language: 'en',
    origin: 'http://localhost',
    address: undefined,
    hostIsLoopback: true,
    route,
    path: () => '',
    query: new URLSearchParams(),
    findRegion: async () => caller.region,
    findCaller: async () => caller,
  }
}
