// The servers of other kinds that the charter names: chat, embeddings, speech, transcription, video, reached by the door.

import type { EngineEntry, EngineModel } from '../charter/sections/engines.ts'
import { Stated } from '../core/errors.ts'
import type { Bytes } from '../core/ports.ts'
import { modalities, type Relay, type RelayAnswer, type RelayCard } from '../core/relays.ts'
import { factsOf } from './cards.ts'
import type { EngineKeys } from './keys.ts'
import type { Reach } from './vendor.ts'

const purpose = 'relay'

export function createRelays(entries: readonly EngineEntry[], { reach, keys = {} }: { reach?: Reach; keys?: EngineKeys }): Relay[] {
  return entries.flatMap((entry) => {
    const modality = modalities.find((one) => one === entry.modality)
    return entry.on && modality && entry.url ? [createRelay(entry, entry.url, modality, { reach, key: keys[entry.id] })] : []
  })
}

function createRelay(entry: EngineEntry, url: string, modality: Relay['modality'], { reach, key }: { reach?: Reach; key?: string }): Relay {
  const models = entry.models ?? []
  const base = url.replace(/\/$/, '')
  const keyed: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` }
  const open = (): Reach => {
    if (!reach) throw new Stated('relay_failed', { model: entry.id, reason: 'this process opens no connections' })
    return reach
  }
  const inTime = (signal: AbortSignal): AbortSignal => AbortSignal.any([signal, AbortSignal.timeout(entry.timeoutSeconds * 1000)])
  return {
    id: entry.id,
    modality,
    models: models.map(({ id }) => id),
    cards: models.length > 0 ? models.map(cardOf) : [cardOf({ id: entry.id })],
    facts: factsOf(entry, []),
    nameOf: (model) => models.find(({ id }) => id === model)?.sends ?? model,
    async send({ path, type, body, stream }, signal) {
      const through = open()
      const headers = { 'content-type': type, accept: stream ? 'text/event-stream' : '*/*', ...keyed }
      const options = { method: 'POST', headers, body, signal: inTime(signal) }
      return checked(entry.id, stream ? await streamed(through, `${base}${path}`, options) : await whole(through, `${base}${path}`, options))
    },
    read: async (path, signal) => checked(entry.id, await whole(open(), `${base}${path}`, { headers: { accept: '*/*', ...keyed }, signal: inTime(signal) })),
  }
}

const cardOf = ({ id, title = { en: id, zh: id }, version, maker, licence, filing }: EngineModel): RelayCard => ({ id, title, version, maker, licence, filing })

type Options = NonNullable<Parameters<Reach>[2]>

async function whole(reach: Reach, url: string, options: Options): Promise<RelayAnswer> {
  const answer = await reach(url, purpose, options)
  return { status: answer.status, type: answer.headers.get('content-type') ?? 'application/json', body: new Uint8Array(await answer.arrayBuffer()), done: Promise.resolve() }
}

/** The answer begins with its first part; what is no success comes as a whole. */
function streamed(reach: Reach, url: string, options: Options): Promise<RelayAnswer> {
  return new Promise((resolve, reject) => {
    let begun = false
    let end: { resolve(): void; reject(error: unknown): void } | undefined
    const done = new Promise<void>((resolveEnd, rejectEnd) => (end = { resolve: resolveEnd, reject: rejectEnd }))
    done.catch(() => undefined)
    const body = new ReadableStream<Bytes>({
      start(controller) {
        const hear = (part: Uint8Array, status: number): void => {
          if (status !== 200) return
          if (!begun) resolve({ status, type: 'text/event-stream; charset=utf-8', body, done })
          begun = true
          controller.enqueue(new Uint8Array(part))
        }
        reach(url, purpose, { ...options, hear }).then(
          async (answer) => {
            if (!begun) resolve({ status: answer.status, type: answer.headers.get('content-type') ?? 'application/json', body: new Uint8Array(await answer.arrayBuffer()), done })
            end?.resolve()
            if (begun) controller.close()
          },
          (error: unknown) => {
            end?.reject(error)
            if (begun) controller.error(error)
            else reject(error)
          },
        )
      },
    })
  })
}

/** Its own faults, and ours towards it, are nothing that a client could mend. */
function checked(id: string, answer: RelayAnswer): RelayAnswer {
  const { status } = answer
  if (status >= 500 || status === 401 || status === 403 || status < 200 || (status >= 300 && status < 400)) {
    throw new Stated('relay_failed', { model: id, reason: `it answered ${status}` })
  }
  return answer
}
