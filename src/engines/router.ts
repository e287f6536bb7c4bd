// Which engine takes an order, and what happens when it fails: picture by picture, elsewhere on faults, never on refusals.

import type { Charter } from '../charter/schema.ts'
import { EngineFault, Stated } from '../core/errors.ts'
import type { Order, Warning } from '../core/orders.ts'
import { kindOf } from '../core/timings.ts'
import type { Clock, EngineEvent, EngineFacts, ImageEngine, Log, ModelCard, Picture, Router } from '../core/ports.ts'
import { inOrder, type Offer } from './choose.ts'
import { createCondition, usualTimes, type ConditionTimes } from './condition.ts'

/** Tries of one picture on one engine before the next engine is asked. */
const triesEach = 2
/** For how long a picture waits while every engine is busy or rests, and the longest wait before they are asked again, in milliseconds. */
const mostWait = 90_000
const longestWait = 15_000

interface RouterOptions {
  times?: ConditionTimes
  clock?: Clock
}

/** `engines` in the order in which they are listed. */
export function createRouter(engines: readonly ImageEngine[], charter: Charter, log: Log, { times = usualTimes, clock }: RouterOptions = {}): Router {
  const conditions = engines.map((engine) => createCondition(engine, () => clock?.now() ?? new Date(), times))
  const conditionOf = (engine: string) => conditions.find((condition) => condition.engine.id === engine)
  const all = conditions.flatMap((condition): Offer[] => condition.engine.facts.models.map((card) => ({ condition, card, facts: condition.engine.facts })))
  const nameOf = (model: string): string => (Object.hasOwn(charter.aliases, model) ? (charter.aliases[model] ?? model) : model)
  const named = (model: string): Offer[] => {
    const exact = all.filter((offer) => offer.card.id === model)
    return exact.length > 0 ? exact : all.filter((offer) => offer.card.id === nameOf(model))
  }

  return {
    cards: () => all.map(shown),
    find(model) {
      const offer = named(model)[0]
      return offer && shown(offer)
    },
    offers: (model) => named(model).map(shown),
    standings: () => Promise.all(conditions.map((condition) => condition.standing())),
    learn: (engine, timings) => conditionOf(engine)?.learn(timings),
    steer: (engine, how) => conditionOf(engine)?.steer(how),
    async generate(order, check, hear, signal, { lane = '', only } = {}) {
      const offers = named(order.model).filter(({ condition }) => only === undefined || condition.engine.id === only)
      if (offers.length === 0) throw new Stated('model_unknown', { model: order.model.slice(0, 80) }, 'model')
      const failed = new AbortController()
      const either = AbortSignal.any([signal, failed.signal])
      const drawn = await Promise.all(
        order.seeds.map((seed, number) => {
          const tell = (event: EngineEvent): void => hear(event.kind === 'step' ? { ...event, picture: number } : event)
          const one = { order: { ...order, seeds: [seed] }, check, hear: tell, lane, signal: either }
          return drawOne(one, offers, charter, log).catch((error: unknown) => {
            failed.abort(error)
            throw error
          })
        }),
      )
      return joined(drawn)
    },
  }
}

interface One {
  order: Order
  check(facts: EngineFacts): Promise<void>
  hear(event: EngineEvent): void
  lane: string
  signal: AbortSignal
}

interface Drawn {
  offer: Offer
  picture: Picture
  warnings: Warning[]
  used: { steps?: number; guidance?: number }
}

/** Asks one engine after the other; while all are busy or rest, waits a little and asks again. */
async function drawOne(one: One, offers: readonly Offer[], charter: Charter, log: Log): Promise<Drawn> {
  for (let waited = 0; ; ) {
    const faults: EngineFault[] = []
    const refusals: unknown[] = []
    for (const offer of await inOrder(offers, one.order, charter.routing)) {
      const result = await tryOffer(offer, one, log, faults, refusals)
      if (result) return result
    }
    const worst = faults.find(({ code }) => code !== 'engine_unavailable') ?? faults[0]
    if (!worst) throw refusals[0] ?? new EngineFault('No engine is ready.', 'engine_unavailable')
    const soonest = Math.min(longestWait, ...faults.map(({ pause }) => pause ?? longestWait))
    if (worst.code !== 'engine_unavailable' || faults.every(({ pause }) => pause === undefined) || waited >= mostWait) throw worst
    await pause(soonest, one.signal)
    waited += soonest
  }
}

/** undefined when a rule or the engine itself could not; anything but a fault is an answer and is thrown on. */
async function tryOffer(offer: Offer, one: One, log: Log, faults: EngineFault[], refusals: unknown[]): Promise<Drawn | undefined> {
  const { condition, card, facts } = offer
  const { engine } = condition
  for (let tries = 0; tries < triesEach; tries++) {
    one.signal.throwIfAborted()
    try {
      await one.check(facts)
    } catch (error) {
      refusals.push(error)
      return undefined
    }
    try {
      const { result, milliseconds } = await condition.draw(one.lane, one.signal, { model: card.id, ...kindOf(one.order) }, () => drawOn(engine, card, one))
      const { picture, warnings, used } = result
      return { offer, warnings, used, picture: { ...picture, took: result.warmed ? undefined : milliseconds, by: { engine: engine.id, version: card.version } } }
    } catch (error) {
      if (one.signal.aborted || !(error instanceof EngineFault)) throw error
      faults.push(error)
      log.write({ level: 'warning', event: 'engine-fault', engine: engine.id, code: error.code })
      if (!error.again) return undefined
    }
  }
  return undefined
}

async function drawOn(engine: ImageEngine, card: ModelCard, { order, hear, signal }: One) {
  let warmed = false
  const tell = (event: EngineEvent): void => {
    warmed ||= event.kind === 'warming'
    hear(event)
  }
  const { pictures, warnings, used } = await engine.generate({ ...order, model: card.id }, tell, signal)
  const [picture] = pictures
  if (picture?.width !== order.width || picture.height !== order.height) throw new EngineFault('It drew something else than was ordered.')
  return { picture, warnings, used, warmed }
}

function joined(drawn: Drawn[]) {
  const [first] = drawn
  if (!first) throw new EngineFault('Nothing was ordered.')
  const said = new Map(drawn.flatMap(({ warnings }) => warnings).map((warning) => [`${warning.field} ${warning.code} ${warning.message}`, warning]))
  return { engine: first.offer.condition.engine.id, card: first.offer.card, pictures: drawn.map(({ picture }) => picture), warnings: [...said.values()], used: first.used }
}

function shown({ condition, card, facts }: Offer): { engine: string; card: ModelCard; facts: EngineFacts } {
  return { engine: condition.engine.id, card, facts }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    signal.addEventListener('abort', stop, { once: true })
  })
}
