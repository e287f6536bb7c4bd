// Evidence over HTTP: figures about use, hosts that were contacted, and the only way of content into a set for training.

import { readStatistics as read } from '../../core/statistics.ts'
import { exportTraining as exportAll, type TrainingCount, type TrainingExample } from '../../core/training.ts'
import { need } from '../../core/callers.ts'
import { recentContacts } from '../../core/contacts.ts'
import { declaredHosts } from '../../policies/hosts.ts'
import { json, type Ask, type AskOfCaller } from '../ask.ts'
import { readQuery } from '../body.ts'
import { hostsQuery, statisticsQuery, type HostsBody, type StatisticsBody } from '../schemas/evidence.ts'
import { zipped, type Entry } from './zip.ts'

export async function readStatistics(ask: AskOfCaller): Promise<Response> {
  const { parts, caller } = ask
  need(caller, 'operate')
  const { days } = readQuery(ask, statisticsQuery)
  const { counted, threshold } = parts.charter.statistics
  const body: StatisticsBody = { object: 'statistics', counted, threshold, data: await read(parts, days) }
  return json(body)
}

export async function exportTraining({ parts, caller }: AskOfCaller): Promise<Response> {
  const count: TrainingCount = { looked: 0, taken: 0, refused: {} }
  const entries = entriesOf(exportAll(parts, caller, count), count)
  const first = await entries.next()
  return new Response(zipped(parts.clock.now(), first, entries), { headers: { 'content-type': 'application/zip', 'content-disposition': 'attachment; filename="training.zip"' } })
}

/** Examples are numbered: nothing in the set leads back to an order or a person. */
async function* entriesOf(examples: AsyncGenerator<TrainingExample>, count: TrainingCount): AsyncGenerator<Entry> {
  const encode = (value: unknown): Uint8Array => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`)
  let place = 0
  for await (const { prompt, negativePrompt, model, pictures } of examples) {
    const name = String(++place).padStart(6, '0')
    yield { path: `${name}.json`, bytes: encode({ prompt, negative_prompt: negativePrompt ?? null, model, pictures: pictures.length }) }
    for (const { number, format, bytes } of pictures) yield { path: `${name}-${number}.${format === 'jpeg' ? 'jpg' : format}`, bytes }
  }
  yield { path: 'count.json', bytes: encode(count) }
}

/** For everybody: no path, no content and nobody's name is in it. */
export async function readHosts(ask: Ask): Promise<Response> {
  const { parts } = ask
  const { days } = readQuery(ask, hostsQuery)
  const contacted = await recentContacts(parts, parts.clock.now(), days)
  const undeclared = contacted.reduce((sum, { beyond }) => sum + beyond, 0)
  const body: HostsBody = { object: 'hosts', declared: declaredHosts(parts.charter), contacted, undeclared }
  return json(body)
}
