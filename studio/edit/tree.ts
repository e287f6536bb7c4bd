// From a list of generations to the tree of a picture's versions.

import type { Generation, Image } from '../api.ts'
import type { Versions } from './edit-calls.ts'

export interface Version {
  image: Image
  generation: Generation
  /** Id of the picture it was made from, in this tree. */
  parent: string | undefined
  depth: number
  how: 'made' | 'edit' | 'mask' | 'extend' | 'vary' | 'enlarge'
}

/** Each picture followed by what was made from it, oldest first. What lost its parent stands at the top. */
export function treeOf({ root, data }: Versions): Version[] {
  const all = data.flatMap((generation) => generation.images.filter((image) => generation.reference?.image || image.id === root).map((image) => ({ image, generation })))
  const known = new Set(all.map(({ image }) => image.id))
  const parentOf = (generation: Generation): string | undefined => {
    const parent = generation.reference?.image ?? undefined
    return parent !== undefined && known.has(parent) ? parent : undefined
  }
  const words = new Map(all.map(({ image, generation }) => [image.id, generation.prompt]))
  const under = (parent: string | undefined, depth: number): Version[] =>
    all
      .filter(({ generation, image }) => parentOf(generation) === parent && image.id !== parent)
      .flatMap(({ image, generation }) => [{ image, generation, parent, depth, how: howOf(generation, words) }, ...under(image.id, depth + 1)])
  return under(undefined, 0)
}

/** The same words without a mask make a variation. */
function howOf({ reference, prompt }: Generation, words: ReadonlyMap<string, string>): Version['how'] {
  if (!reference?.image) return 'made'
  return reference.how === 'edit' && words.get(reference.image) === prompt ? 'vary' : reference.how
}

export const sizeOf = ({ image, generation }: Pick<Version, 'image' | 'generation'>): { width: number; height: number } => ({
  width: image.width ?? generation.outcome?.width ?? generation.width,
  height: image.height ?? generation.outcome?.height ?? generation.height,
})
