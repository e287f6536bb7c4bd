import { describe, expect, it } from 'vitest'
import type { Generation, Image } from '../api.ts'
import { allOf, picturesOf, withGeneration, withoutImages, type Pages } from './pages.ts'

const image = (id: string) => ({ id, number: 0 }) as Image
const one = (id: string, state: Generation['state'], ...images: string[]) => ({ id, state, images: images.map(image) }) as Generation
const loaded: Pages = {
  pages: [
    { data: [one('c', 'running'), one('b', 'finished', 'b1', 'b2')], has_more: true, next: 'b' },
    { data: [one('a', 'finished', 'a1')], has_more: false, next: null },
  ],
  pageParams: [undefined, 'b'],
}
const ids = (pages: Pages | undefined) => allOf(pages).map((generation) => generation.id)

describe('the loaded pages of history', () => {
  it('take a new order in front and a known one in its place', () => {
    expect(ids(withGeneration(loaded, one('d', 'waiting')))).toEqual(['d', 'c', 'b', 'a'])
    const ended = withGeneration(loaded, one('c', 'finished', 'c1'))
    expect(ids(ended)).toEqual(['c', 'b', 'a'])
    expect(allOf(ended)[0]?.images).toHaveLength(1)
  })

  it('do not let late news start an ended one again', () => {
    expect(allOf(withGeneration(loaded, one('b', 'running'))).find((generation) => generation.id === 'b')?.state).toBe('finished')
  })

  it('lose exactly the one picture that was deleted', () => {
    expect(picturesOf(allOf(withoutImages(loaded, new Set(['b1']))), new Set()).map((made) => made.image.id)).toEqual(['b2', 'a1'])
  })

  it('hide what is about to be deleted, and show it in the same place again', () => {
    expect(picturesOf(allOf(loaded), new Set(['b1'])).map((made) => made.image.id)).toEqual(['b2', 'a1'])
    expect(picturesOf(allOf(loaded), new Set()).map((made) => made.image.id)).toEqual(['b1', 'b2', 'a1'])
  })

  it('list each order once even when pages overlap', () => {
    const overlapping = { ...loaded, pages: [...loaded.pages, ...loaded.pages] }
    expect(ids(overlapping)).toEqual(['c', 'b', 'a'])
  })
})
