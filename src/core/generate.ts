// The life of a generation, top to bottom: accept it, draw it, finish it, or end it otherwise.

import { need, type Caller } from './callers.ts'
import { deadlineOf, hourKeyOf, joinKeys, locksOf, newId, objectNames, pictureKeyOf, queueKeyOf, seedFrom } from './birth.ts'
import { EngineFault, Refused, Stated, type ErrorCode } from './errors.ts'
import { drawn } from './drawing.ts'
import { endUserDigest } from './end-users.ts'
import { finishPicture } from './finishing.ts'
import { capture, release, reserve } from './ledger.ts'
import { admit, giveBackQuota } from './limits.ts'
import { noteFirstOrder } from './terms.ts'
import { checkRequest, completeOrder, type GenerationRequest, type Order, type Warning, wordings } from './orders.ts'
import { settleMark } from './permissions.ts'
import { withPlaces } from './places.ts'
import { packOrder, packWords, unpackOrder, type Outcome } from './packing.ts'
import type { EngineFacts, Parts, Picture, TakenGeneration } from './ports.ts'
import { endStates, type GenerationRow, type ImageRow } from './rows.ts'
import { rootOf } from './versions.ts'
import { repeatRow, sameAsFirst, type Repeat } from './repeats.ts'
import { askAll, mostDaysOf, type FinishFacts } from './rules.ts'
import { announcer, hearEngine, outputOf, type Tell } from './telling.ts'
import { expected, timingsOf, type Timing } from './timings.ts'
import { usesOf } from './training.ts'
import { newsOf } from './webhooks.ts'

export type { Repeat } from './repeats.ts'

/**
 * Takes a request on: every rule is asked before any engine sees the prompt; then, all at once, the generation is
 * saved (sealed), its price is reserved and its repeat key is remembered. A repeat answers with the first one's id.
 * @throws Stated or Refused; nothing was kept or charged then
 */
export async function accept(parts: Parts, caller: Caller, request: GenerationRequest, repeat?: Repeat): Promise<string> {
  const { charter, store, router, sealing, vault } = parts
  need(caller, 'images:make')
  const now = parts.clock.now()
  const model = request.model ?? charter.model
  const found = router.find(model)
  if (!found) throw new Stated('model_unknown', { model: model.slice(0, 80) }, 'model')
  checkRequest(request, found.card, charter.limits)
  await askAll(parts.rules, (rule) => rule.checkAct?.({ kind: 'make', caller }, parts))
  for (const screened of wordings(request)) await askAll(parts.rules, (rule) => rule.checkRequest?.(screened, caller, charter, parts))

  const id = newId('gen', parts.random)
  const { order: complete, warnings } = completeOrder(request, found.card, () => seedFrom(parts.random))
  const order = await settleMark(parts, caller, request, await withPlaces(parts, caller, complete, request.enlarge ? [] : router.offers(model)), warnings)
  const queue = queueKeyOf(now)
  const deadline = deadlineOf(charter, now, await mostDaysOf(parts, caller))
  const hour = hourKeyOf(deadline)
  const hourKey = await vault.publicKey(hour)
  const objectKeys = caller.kind === 'session' ? undefined : await vault.publicKeys(objectNames(id, order.seeds.length))
  const row: Omit<GenerationRow, 'turn'> = {
    ...(await expected(parts, order)),
    id,
    owner: caller.owner,
    key: caller.key?.id,
    ...(await usesOf(parts, caller)),
    endUser: request.endUser === undefined ? undefined : endUserDigest(parts, caller.owner, request.endUser),
    ownerKey: caller.ownerKey,
    hour,
    hourKey,
    objectKeys: objectKeys && joinKeys(objectKeys),
    queue,
    state: 'waiting',
    root: await rootOf(parts, request),
    createdAt: now,
    deadline,
    charterVersion: charter.version,
    order: sealing.seal(`${id}/order`, [await vault.publicKey(queue)], packOrder(order, warnings)),
    words: sealing.seal(`${id}/words`, [caller.ownerKey, hourKey, ...(objectKeys?.slice(0, 1) ?? [])], packWords(request, order)),
    pictures: order.seeds.length,
    fence: 0,
    attempts: 0,
    cancelAsked: false,
  }

  const accepted = await store.transaction(async (tables) => {
    if (repeat) {
      const first = await tables.idempotency.claim(repeatRow(parts, caller, repeat, id, now), now)
      if (first) return sameAsFirst(parts, repeat, first)
    }
    const { price, share, counted } = await admit(tables, parts, caller, { pictures: row.pictures, pricePerPicture: request.enlarge ? 0n : found.facts.pricePerPicture, now })
    await tables.generations.insert({ ...row, ...counted, share })
    await reserve(tables.ledger, { generation: id, owner: caller.owner, price, at: now, key: caller.key?.id })
    return id
  })
  await noteFirstOrder(parts, caller)
  if (accepted === id) parts.announcements.publish({ generation: id, number: 0, state: 'waiting', phase: 'waiting' })
  return accepted
}

/**
 * Draws one taken generation to its end. `signal` aborts when the lease is lost, the owner stops it, or the program
 * stops; the reason tells which. Never throws: every way out leaves the row ended or back in line.
 */
export async function run(parts: Parts, taken: TakenGeneration, signal: AbortSignal, faults: Faults = new Map()): Promise<void> {
  const startedAt = parts.clock.now()
  const tell = announcer(parts, taken)
  try {
    tell({ phase: 'warming' })
    if (taken.attempts > mostAttempts) throw new Stated('engine_failed')
    await askAll(parts.rules, (rule) => rule.mayProcess?.(taken.owner, parts))
    const { order, warnings } = await openOrder(parts, taken)
    const check = (facts: EngineFacts) => askAll(parts.rules, (rule) => rule.checkEngine?.(order, facts, parts.charter))
    const made = await drawn(parts, order, () =>
      parts.router.generate(order, check, (event) => hearEngine(parts, taken, order, tell, event), signal, { lane: taken.owner }),
    )
    signal.throwIfAborted()
    tell({ phase: 'finishing' })
    const maker = { engine: made.engine, model: made.card.id, version: made.card.version, madeAt: parts.clock.now() }
    const images = await Promise.all(made.pictures.map((picture, number) => keepPicture(parts, taken, order, picture, number, maker)))
    signal.throwIfAborted()
    const outcome: Outcome = {
      ...maker,
      madeAt: maker.madeAt.toISOString(),
      prompt: order.prompt,
      seeds: made.pictures.map((picture) => picture.seed),
      width: made.pictures[0]?.width ?? order.width,
      height: made.pictures[0]?.height ?? order.height,
      ...made.used,
      warnings: [...warnings, ...made.warnings],
    }
    await finish(parts, taken, images, outcome, startedAt, timingsOf(made.pictures, order, parts.clock.now().getTime() - maker.madeAt.getTime()))
    faults.delete(taken.id)
    tell({ state: 'finished', phase: 'ended' })
  } catch (error) {
    await endOtherwise(parts, taken, signal, faults, error, tell)
  }
}

/** The owner wants it stopped. A waiting one ends now; a running one as soon as its worker hears of it. */
export async function cancel(parts: Parts, caller: Caller, id: string): Promise<void> {
  need(caller, 'images:make')
  const row = await parts.store.generations.get(id)
  if (!row || row.owner !== caller.owner) throw new Stated('not_found')
  if (endStates.includes(row.state)) return
  await parts.store.generations.askCancel(id)
  await endUnsuccessfully(parts, row, undefined, 'cancelled', 'cancelled')
}

/** Pictures through every rule and the encoder, sealed, written; the records follow in `finish`. */
async function keepPicture(
  parts: Parts,
  taken: TakenGeneration,
  order: Order,
  picture: Picture,
  number: number,
  maker: Maker,
): Promise<ImageRow> {
  const { sealing, files } = parts
  const id = newId('img', parts.random)
  const facts: FinishFacts = { ...maker, ...picture.by, ...outputOf(taken, order), kind: 'image', number, image: id, seed: picture.seed }
  const { file, small } = await finishPicture(parts, picture, facts)
  const locks = locksOf(taken, number + 1)
  await files.write(fileOf(id), sealing.seal(id, locks, file))
  await files.write(smallFileOf(id), sealing.seal(`${id}/small`, locks, small))
  return {
    id,
    generation: taken.id,
    owner: taken.owner,
    number,
    hour: taken.hour,
    object: taken.objectKeys && pictureKeyOf(taken.id, number),
    format: order.format,
    size: file.length,
    createdAt: maker.madeAt,
    deadline: taken.deadline,
    charterVersion: taken.charterVersion,
  }
}

type Maker = Pick<FinishFacts, 'engine' | 'model' | 'version' | 'madeAt'>

/** Records and money in one transaction; a worker that was fenced off writes nothing. */
async function finish(parts: Parts, taken: TakenGeneration, images: ImageRow[], outcome: Outcome, startedAt: Date, timings: Timing[]): Promise<void> {
  const endedAt = parts.clock.now()
  const sealed = parts.sealing.seal(`${taken.id}/outcome`, locksOf(taken, 0), new TextEncoder().encode(JSON.stringify(outcome)))
  const held = await parts.store.transaction(async (tables) => {
    const milliseconds = endedAt.getTime() - startedAt.getTime()
    const ended = await tables.generations.end(taken.id, taken.fence, {
      state: 'finished',
      endedAt,
      engine: outcome.engine,
      outcome: sealed,
      milliseconds,
    })
    if (!ended) return false
    for (const image of images) await tables.images.insert(image)
    await capture(tables.ledger, taken.id, endedAt)
    await tables.engineTimings.add(timings)
    await tables.webhooks.announce(await newsOf(parts, tables, taken.owner, 'generation.finished', taken.id))
    return true
  })
  if (!held) throw new LeaseLost()
  parts.log.write({ level: 'info', event: 'generation-finished', engine: outcome.engine, count: images.length, milliseconds: endedAt.getTime() - startedAt.getTime() })
}

/** How often engines failed each generation in the life of one worker. */
export type Faults = Map<string, number>

/** Some orders fail any engine: after so many faults one is called failed. A killed worker counts for nothing here. */
const mostFaults = 12
/** And some end the worker itself, which then counts nothing: such a one is taken so often and not again. */
const mostAttempts = 100

async function endOtherwise(parts: Parts, taken: TakenGeneration, signal: AbortSignal, faults: Faults, error: unknown, tell: Tell): Promise<void> {
  const reason: unknown = signal.aborted ? signal.reason : error
  if (reason instanceof LeaseLost) return
  const storageAway = reason instanceof Stated && reason.code === 'storage_unavailable'
  if (reason instanceof Stopping || storageAway) {
    // Without a database this fails too; then the lease runs out, which comes to the same.
    const back = await parts.store.generations.giveBack(taken.id, taken.fence).catch(() => false)
    if (back) tell({ state: 'waiting', phase: 'waiting' })
    return
  }
  if (reason instanceof CancelAsked) return endAndTell('cancelled', 'cancelled')
  if (reason instanceof Refused) return endAndTell('refused', reason.code, reason.values['engine']?.toString())
  if (reason instanceof Stated) return endAndTell('failed', reason.code)
  if (reason instanceof EngineFault) {
    const count = (faults.get(taken.id) ?? 0) + 1
    faults.set(taken.id, count)
    if (reason.code === 'engine_failed' && count < mostFaults) {
      const back = await parts.store.generations.giveBack(taken.id, taken.fence).catch(() => false)
      if (back) tell({ state: 'waiting', phase: 'waiting' })
      return
    }
    faults.delete(taken.id)
    return endAndTell('failed', reason.code)
  }
  parts.log.write({ level: 'error', event: 'generation-broke', code: reason instanceof Error ? reason.name : 'unknown' })
  return endAndTell('failed', 'internal')

  async function endAndTell(state: 'cancelled' | 'refused' | 'failed', code: ErrorCode, engine?: string): Promise<void> {
    try {
      const ended = await endUnsuccessfully(parts, taken, taken.fence, state, code, engine)
      if (ended) parts.log.write({ level: 'info', event: `generation-${state}`, code })
    } catch {
      // The database is away: the lease runs out and the generation is taken again.
      parts.log.write({ level: 'warning', event: 'generation-end-unsaved', code })
    }
  }
}

/** Ends it and gives the money back, in one transaction; the news go out when it is true. */
export async function endUnsuccessfully(
  parts: Parts,
  row: GenerationRow,
  fence: number | undefined,
  state: 'cancelled' | 'refused' | 'failed',
  error: ErrorCode,
  engine?: string,
): Promise<boolean> {
  const endedAt = parts.clock.now()
  const ended = await parts.store.transaction(async (tables) => {
    const done = await tables.generations.end(row.id, fence, { state, endedAt, error, ...(engine === undefined ? {} : { engine }) })
    if (!done) return false
    await release(tables.ledger, row.id, endedAt)
    if (state !== 'cancelled' || row.state === 'waiting') await giveBackQuota(tables, row, endedAt)
    await tables.webhooks.announce(await newsOf(parts, tables, row.owner, `generation.${state}`, row.id))
    return true
  })
  if (ended) parts.announcements.publish({ generation: row.id, number: 0, state, phase: 'ended', error })
  return ended
}

/** Reasons for which a run is aborted. */
export class LeaseLost extends Error {
  override name = 'LeaseLost'
}
export class CancelAsked extends Error {
  override name = 'CancelAsked'
}
export class Stopping extends Error {
  override name = 'Stopping'
}

export const fileOf = (image: string): string => `images/${image}`
export const smallFileOf = (image: string): string => `images/${image}-small`

async function openOrder(parts: Parts, taken: TakenGeneration): Promise<{ order: Order; warnings: Warning[] }> {
  const key = await parts.vault.privateKey(taken.queue)
  if (!key || !taken.order) throw new Stated('gone')
  return unpackOrder(parts.sealing.open(`${taken.id}/order`, [key], taken.order))
}
