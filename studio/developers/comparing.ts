// One prompt ordered of several models at once, with the same seed.

import { createGeneration, Trouble, type Generation, type Model } from '../api.ts'
import { newKey } from '../repeat-keys.ts'
import { keepGeneration } from '../server-state.ts'
import { createStore } from '../stores.ts'
import { largestSeed } from './call.ts'

export const mostCompared = 4

/** One model's part: on its way, taken with an id, or not taken. */
export interface Entry {
  model: Model
  id?: string
  trouble?: string
}

export interface Comparison {
  prompt: string | null
  seed: string
  /** Ids; null = the first ones that there are. */
  chosen: string[] | null
  /** What was asked for when it was started. */
  asked: { prompt: string; seed: number } | undefined
  entries: Entry[]
}

export const newSeed = (): string => String((crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % (largestSeed + 1))

export const comparison = createStore<Comparison>({ prompt: null, seed: newSeed(), chosen: null, asked: undefined, entries: [] })

export const changeComparison = (change: Partial<Comparison>): void => comparison.set((now) => ({ ...now, ...change }))

export async function compare(models: Model[], prompt: string, seed: number, unreachable: string): Promise<void> {
  changeComparison({ asked: { prompt, seed }, entries: models.map((model) => ({ model })) })
  await Promise.all(models.map((model) => orderOf(model, prompt, seed, unreachable)))
}

async function orderOf(model: Model, prompt: string, seed: number, unreachable: string): Promise<void> {
  const change = (told: Partial<Entry>) => comparison.set((now) => ({ ...now, entries: now.entries.map((one) => (one.model.id === model.id ? { ...one, ...told } : one)) }))
  try {
    const generation = await createGeneration({ prompt, model: model.id, ...(model.card.abilities.seed && { seed }) }, newKey())
    keepGeneration(generation)
    change({ id: generation.id })
  } catch (error) {
    change({ trouble: (error instanceof Trouble && error.message) || unreachable })
  }
}

/** From the order to its end, waiting included. */
export function secondsOf({ created_at: from, ended_at: to }: Generation): number | undefined {
  return to === null ? undefined : (Date.parse(to) - Date.parse(from)) / 1000
}
