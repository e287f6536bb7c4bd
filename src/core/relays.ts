// Words and sounds for servers of other kinds: asked of the same rules as pictures, limited and paid like them, then passed on as they came.

import { newId } from './birth.ts'
import { need, type Caller } from './callers.ts'
import { Stated } from './errors.ts'
import { reserve, settleOnce } from './ledger.ts'
import { admit, giveBackQuota } from './limits.ts'
import type { Order } from './orders.ts'
import { withPlaces } from './places.ts'
import type { Bytes, EngineFacts, Parts } from './ports.ts'
import { askAll } from './rules.ts'

export const modalities = ['language', 'embeddings', 'speech', 'transcription', 'video'] as const
export type Modality = (typeof modalities)[number]

export interface RelayAnswer {
  status: number
  type: string
  /** The whole body, or its parts as they come. */
  body: Bytes | ReadableStream<Bytes>
  /** Resolves when the last part came; rejects when it broke off. */
  done: Promise<void>
}

/** An answer with the name under which it was paid. */
export interface PaidAnswer extends RelayAnswer {
  id: string
}

/** A model of another kind, as the charter describes it. */
export interface RelayCard {
  /** Name that clients use. */
  id: string
  title: { en: string; zh: string }
  version?: string
  maker?: string
  licence?: string
  /** Number under which it is filed or registered with an authority. */
  filing?: string
}

/** A server of another kind, as the charter names it. */
export interface Relay {
  id: string
  modality: Modality
  /** Names that clients use; empty = any. */
  models: readonly string[]
  /** One for each of its models; where it takes any, one that goes by the server's own name. */
  cards: readonly RelayCard[]
  /** `pricePerPicture` is the price of one request. */
  facts: EngineFacts
  /** `path` is below its address, e.g. `/chat/completions`. */
  send(request: { path: string; type: string; body: Bytes | string; stream: boolean }, signal: AbortSignal): Promise<RelayAnswer>
  /** Asks for what it keeps, e.g. `/videos/{id}`. */
  read(path: string, signal: AbortSignal): Promise<RelayAnswer>
  /** The name it uses for a model. */
  nameOf(model: string): string
}

/** The server for a kind and a model. @throws Stated `not_offered`, `model_unknown` */
export function findRelay({ relays = [] }: Pick<Parts, 'relays'>, modality: Modality, model: string | undefined): Relay {
  const ofKind = relays.filter((relay) => relay.modality === modality)
  if (ofKind.length === 0) throw new Stated('not_offered', { what: modality === 'language' ? 'chat' : modality })
  const found = ofKind.find(({ models }) => model === undefined || models.length === 0 || models.includes(model))
  if (!found) throw new Stated('model_unknown', { model: (model ?? '').slice(0, 80) }, 'model')
  return found
}

export interface Relayed {
  path: string
  model: string | undefined
  /** What the rules are asked about; nothing where there are no words. */
  words: string
  type: string
  body: Bytes | string
  stream: boolean
}

/** @throws Stated or Refused before anything leaves; nothing was charged then */
export async function relay(parts: Parts, caller: Caller, to: Relay, { words, model, ...request }: Relayed, signal: AbortSignal): Promise<PaidAnswer> {
  need(caller, 'images:make')
  const { charter, store, clock } = parts
  const order: Order = { model: model ?? to.id, prompt: words, negativePrompt: '', width: 0, height: 0, seeds: [], format: 'png' }
  await askAll(parts.rules, (rule) => rule.checkRequest?.({ prompt: words, model }, caller, charter, parts))
  const placed = await withPlaces(parts, caller, order, [{ facts: to.facts }])
  await askAll(parts.rules, (rule) => rule.checkEngine?.(placed, to.facts, charter))
  const id = newId('rly', parts.random)
  const createdAt = clock.now()
  const admitted = await store.transaction(async (tables) => {
    const { price, ...rest } = await admit(tables, parts, caller, { pictures: 1, pricePerPicture: to.facts.pricePerPicture, now: createdAt })
    await reserve(tables.ledger, { generation: id, owner: caller.owner, price, at: createdAt, key: caller.key?.id })
    return rest
  })
  const settle = (good: boolean): Promise<void> =>
    store.transaction(async (tables) => {
      const now = clock.now()
      const done = await settleOnce(tables.ledger, id, good ? 'capture' : 'release', now)
      if (done && !good) await giveBackQuota(tables, { owner: caller.owner, createdAt, share: admitted.share, ...admitted.counted }, now)
    })
  try {
    const answer = await to.send(request, signal)
    const good = answer.status >= 200 && answer.status < 300
    const done = answer.done
      .then(
        () => settle(good),
        () => settle(false),
      )
      .catch(() => parts.log.write({ level: 'error', event: 'relay-unsettled' }))
    // Whole answers are settled before they are handed on.
    if (answer.body instanceof Uint8Array) await done
    parts.log.write({ level: 'info', event: 'relayed', status: answer.status })
    return { ...answer, done, id }
  } catch (error) {
    await settle(false)
    throw error instanceof Stated ? error : new Stated('relay_failed', { model: order.model, reason: 'no answer' })
  }
}

/** What was ordered earlier, and paid then. @throws Stated `relay_failed` */
export async function readRelayed(parts: Parts, caller: Caller, to: Relay, path: string, signal: AbortSignal): Promise<RelayAnswer> {
  need(caller, 'images:read')
  const answer = await to.read(path, signal).catch((error: unknown) => {
    throw error instanceof Stated ? error : new Stated('relay_failed', { model: to.id, reason: 'no answer' })
  })
  parts.log.write({ level: 'info', event: 'relayed', status: answer.status })
  return answer
}

/** Milliseconds beyond the longest that any server may take to answer. */
const patience = 600_000

/**
 * Gives back what was set aside for answers that nobody waits for any more, because the server that did was killed. Some
 * of them may have been answered: who cannot say so charges nothing. Returns how many.
 */
export async function settleLostRelays({ store, clock, charter }: Parts): Promise<number> {
  const now = clock.now()
  const longest = Math.max(0, ...charter.engines.filter(({ modality }) => modality !== 'images').map(({ timeoutSeconds }) => timeoutSeconds * 1000))
  const lost = await store.ledger.openRelays(new Date(now.getTime() - longest - patience), 500)
  for (const relayed of lost) await store.transaction((tables) => settleOnce(tables.ledger, relayed, 'release', now))
  return lost.length
}
