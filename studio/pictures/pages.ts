// The pages of history that are loaded, and how news change them.

import type { Generation, Image, Page } from '../api.ts'

export interface Pages {
  pages: Page[]
  pageParams: unknown[]
}

/** A picture together with what made it. */
export interface Made {
  image: Image
  generation: Generation
}

export const finalStates: ReadonlyArray<Generation['state']> = ['finished', 'cancelled', 'failed', 'refused']

export const isFinal = (generation: Generation): boolean => finalStates.includes(generation.state)

/** Replaces it where it stands, or puts a new one first. One that has ended does not start again by late news. */
export function withGeneration(loaded: Pages | undefined, generation: Generation): Pages | undefined {
  if (!loaded) return undefined
  const known = loaded.pages.some((page) => page.data.some((one) => one.id === generation.id))
  const pages = loaded.pages.map((page, number) => {
    if (!known) return number === 0 ? { ...page, data: [generation, ...page.data] } : page
    return { ...page, data: page.data.map((one) => (one.id === generation.id && !(isFinal(one) && !isFinal(generation)) ? generation : one)) }
  })
  return { ...loaded, pages }
}

export function withoutImages(loaded: Pages | undefined, ids: ReadonlySet<string>): Pages | undefined {
  if (!loaded) return undefined
  const pages = loaded.pages.map((page) => ({
    ...page,
    data: page.data.map((one) => (one.images.some((image) => ids.has(image.id)) ? { ...one, images: one.images.filter((image) => !ids.has(image.id)) } : one)),
  }))
  return { ...loaded, pages }
}

/** Newest first, each once: a page fetched later may repeat what news have put in front. */
export function allOf(loaded: Pages | undefined): Generation[] {
  const seen = new Map<string, Generation>()
  for (const page of loaded?.pages ?? []) for (const one of page.data) if (!seen.has(one.id)) seen.set(one.id, one)
  return [...seen.values()]
}

export function picturesOf(generations: Generation[], hidden: ReadonlySet<string>): Made[] {
  return generations.flatMap((generation) => generation.images.filter((image) => !hidden.has(image.id)).map((image) => ({ image, generation })))
}

export const seedOf = ({ image, generation }: Made): number => image.seed ?? generation.outcome?.seeds[image.number] ?? generation.seed + image.number
