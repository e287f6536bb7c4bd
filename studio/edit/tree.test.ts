import { expect, it } from 'vitest'
import type { Generation } from '../api.ts'
import { treeOf } from './tree.ts'

const made = (id: string, prompt: string, parent?: string, how = 'edit') =>
  ({ id: `gen_${id}`, prompt, reference: parent ? { image: parent, how, strength: 1 } : null, images: [{ id: `img_${id}` }] }) as unknown as Generation

it('puts each version below the one it was made from, and calls the same words a variation', () => {
  const tree = treeOf({ root: 'img_a', data: [made('a', 'a fox'), made('b', 'a boat', 'img_a', 'mask'), made('c', 'a fox', 'img_a'), made('d', 'a star', 'img_b')] })
  expect(tree.map(({ image, depth, how }) => [image.id, depth, how])).toEqual([['img_a', 0, 'made'], ['img_b', 1, 'mask'], ['img_d', 2, 'edit'], ['img_c', 1, 'vary']])
})

it('keeps what lost its parent, and leaves out the neighbours of the first picture', () => {
  const first = { ...made('a', 'a fox'), images: [{ id: 'img_a' }, { id: 'img_a2' }] } as unknown as Generation
  expect(treeOf({ root: 'img_a', data: [first, made('d', 'a star', 'img_gone')] }).map(({ image, depth }) => [image.id, depth])).toEqual([['img_a', 0], ['img_d', 0]])
})
