// The tree of a picture and of all that was made from it, step by step.

import { need, type Caller } from './callers.ts'
import { openGeneration, ownImage, type GenerationView } from './images.ts'
import type { GenerationRequest } from './orders.ts'
import type { Parts } from './ports.ts'

/** Generations of one tree that are shown; later ones are left out. */
export const mostVersions = 300

/** The first picture of the tree that a request goes on with; undefined where it starts from no picture made here. */
export async function rootOf({ store }: Parts, { reference }: GenerationRequest): Promise<string | undefined> {
  if (!reference?.image) return undefined
  const image = await store.images.get(reference.image)
  const before = image && (await store.generations.get(image.generation))
  return before?.root ?? reference.image
}

/** The generation of the first picture, if it can still be read, then all that was made from it, oldest first. @throws Stated `not_found`, `gone` */
export async function listVersions(parts: Parts, caller: Caller, image: string): Promise<{ root: string; generations: GenerationView[] }> {
  need(caller, 'images:read')
  const { store } = parts
  const { generation } = await ownImage(parts, caller, image)
  const own = await store.generations.get(generation)
  const root = own?.root ?? image
  const first = await store.images.get(root)
  const [begin, later] = await Promise.all([first && store.generations.get(first.generation), store.generations.listOfRoot(caller.owner, root, mostVersions)])
  const rows = [...(begin?.owner === caller.owner ? [begin] : []), ...later]
  const views = await Promise.all(rows.map((row) => openGeneration(parts, caller, row)))
  return { root, generations: views.filter((view) => view !== undefined) }
}
