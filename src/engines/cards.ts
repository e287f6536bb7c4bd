// From a charter's entry to the facts of an engine: its models' cards, its place and its price.

import { isHere, type EngineEntry, type EngineModel } from '../charter/sections/engines.ts'
import type { EngineFacts, ModelCard } from '../core/ports.ts'

/** What a driver can do beyond what a model's entry says of itself. */
export interface DriverAbilities {
  seed: boolean
  negativePrompt: boolean
  previews: boolean
  reference: boolean
  mask: boolean
  strength: boolean
  steps: boolean
  guidance: boolean
}

const largestAsked = 2048

export function cardOf(model: EngineModel, entry: EngineEntry, driver: DriverAbilities): ModelCard {
  const { seed = true, negativePrompt = true, reference = false, mask = false } = model
  const native: Array<[number, number]> = model.sizes ?? [[1024, 1024]]
  return {
    id: model.id,
    version: model.version ?? 'unstated',
    title: model.title ?? { en: model.id, zh: model.id },
    maker: model.maker,
    filing: model.filing,
    licence: model.licence ?? (entry.terms ? `Terms of the engine: ${entry.terms}` : 'unstated'),
    sizes: { native, largest: Math.max(largestAsked, ...native.flat()) },
    steps: driver.steps ? (model.steps ?? null) : null,
    guidance: driver.guidance ? (model.guidance ?? null) : null,
    abilities: {
      seed: driver.seed && seed,
      negativePrompt: driver.negativePrompt && negativePrompt,
      previews: driver.previews,
      reference: driver.reference && reference,
      mask: driver.mask && mask,
      strength: driver.strength && reference,
    },
    mostPictures: 10,
    styles: (entry.loras ?? []).map(({ id }) => ({ id, title: { en: id, zh: id }, words: '' })),
    examples: [],
  }
}

export function factsOf(entry: EngineEntry, models: ModelCard[]): EngineFacts {
  const { place = 'here', terms = '', retention = '', price, concurrency } = entry
  return {
    models,
    sendsDataTo: place === 'here' ? 'here' : { ...place, termsUrl: terms, keepsFor: retention },
    pricePerPicture: BigInt(price),
    concurrency: concurrency ?? (isHere(entry) ? 1 : 4),
  }
}
