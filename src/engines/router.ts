// Which engine takes an order, and what happens when it fails.

import type { Charter } from '../charter/schema.ts'
import { EngineFault, Stated } from '../core/errors.ts'
import type { EngineFacts, ImageEngine, Log, ModelCard, Router } from '../core/ports.ts'

/** Tries of one order on one engine before the next engine is asked. */
const triesEach = 2

/** `engines` in the order in which they are preferred. */
export function createRouter(engines: readonly ImageEngine[], charter: Charter, log: Log): Router {
  const places = engines.flatMap((engine) => engine.facts.models.map((card) => ({ engine, card, facts: engine.facts })))
  const nameOf = (model: string): string => charter.aliases[model] ?? model
  const named = (model: string) => {
    const exact = places.filter((place) => place.card.id === model)
    return exact.length > 0 ? exact : places.filter((place) => place.card.id === nameOf(model))
  }

  return {
    cards: () => places.map(shown),
    find(model) {
      const place = named(model)[0]
      return place && shown(place)
    },
    async generate(order, check, hear, signal) {
      const candidates = named(order.model)
      if (candidates.length === 0) throw new Stated('model_unknown', { model: order.model.slice(0, 80) }, 'model')
      let last: unknown = new EngineFault('No engine is ready.', 'engine_unavailable')
      for (const { engine, card, facts } of await readyFirst(candidates)) {
        for (let tries = 0; tries < triesEach; tries++) {
          signal.throwIfAborted()
          await check(facts)
          try {
            return { engine: engine.id, card, ...(await engine.generate({ ...order, model: card.id }, hear, signal)) }
          } catch (error) {
            // A stop, a refusal and a stated error are answers; only a fault is worth another try.
            if (signal.aborted || !(error instanceof EngineFault)) throw error
            last = error
            log.write({ level: 'warning', event: 'engine-fault', engine: engine.id, code: error.code })
          }
        }
      }
      throw last
    },
  }
}

interface Place {
  engine: ImageEngine
  card: ModelCard
  facts: EngineFacts
}

function shown({ engine, card, facts }: Place): { engine: string; card: ModelCard; facts: EngineFacts } {
  return { engine: engine.id, card, facts }
}

/** Engines that say they are ready come first; the others stay in line behind them, for their health may be stale. */
async function readyFirst(places: Place[]): Promise<Place[]> {
  const healths = await Promise.all(places.map(({ engine }) => engine.health().catch(() => ({ ready: false }))))
  const ready = places.filter((_, number) => healths[number]?.ready)
  return [...ready, ...places.filter((place) => !ready.includes(place))]
}
