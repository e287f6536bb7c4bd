import { describe, expect, it } from 'vitest'
import type { ModelCard } from '../api.ts'
import { changedValues, draftFrom, draftFromState, emptyDraft, orderOf, problemsOf, usualValues } from './draft.ts'
import { shapes, sizeOfShape } from './shapes.ts'

const card: ModelCard = {
  id: 'painter',
  version: '1',
  title: { en: 'Painter', zh: '画师' },
  licence: 'Apache-2.0',
  sizes: { native: [[256, 256]], largest: 1024 },
  steps: { usual: 20, least: 1, most: 50 },
  guidance: { usual: 4, least: 1, most: 10 },
  abilities: { seed: true, negativePrompt: true, previews: true, reference: false, mask: false },
  mostPictures: 4,
  styles: [{ id: 'ink', title: { en: 'Ink', zh: '水墨' }, words: 'black ink' }],
  examples: [],
}

describe('the draft', () => {
  it('sends only what was chosen', () => {
    expect(orderOf({ ...emptyDraft, prompt: ' a fox ' }, card)).toEqual({ prompt: 'a fox', model: 'painter', width: 256, height: 256, pictures: 1 })
  })

  it('sends the better wording that was accepted beside the own one, and brings both back', () => {
    const order = orderOf({ ...emptyDraft, prompt: ' a fox ', enhanced: ' a red fox in snow ' }, card)
    expect(order).toMatchObject({ prompt: 'a fox', enhanced_prompt: 'a red fox in snow' })
    expect(draftFrom({ ...order, model: 'painter', width: 256, height: 256, pictures: 1, seed: 1 }, card)).toMatchObject({ prompt: 'a fox', enhanced: 'a red fox in snow' })
  })

  it('leaves out what the model cannot do', () => {
    const plain = { ...card, steps: null, guidance: null, styles: [], abilities: { ...card.abilities, negativePrompt: false, seed: false } }
    const full = { ...emptyDraft, prompt: 'a fox', avoid: 'snow', style: 'ink', steps: '9', guidance: '2', seed: '3', seedLocked: true }
    expect(Object.keys(orderOf(full, card))).toEqual(expect.arrayContaining(['negative_prompt', 'style', 'steps', 'guidance', 'seed']))
    expect(Object.keys(orderOf(full, plain)).sort()).toEqual(['height', 'model', 'pictures', 'prompt', 'width'])
  })

  it('names what is wrong', () => {
    const wrong = { ...emptyDraft, seed: '1.5', seedLocked: true, steps: '51', guidance: 'x', exact: { width: '63', height: '256' } }
    expect(problemsOf(wrong, card, 100)).toEqual(['prompt', 'seed', 'size', 'steps', 'guidance'])
    expect(problemsOf({ ...emptyDraft, prompt: '狐'.repeat(101) }, card, 100)).toEqual(['length'])
    expect(problemsOf({ ...emptyDraft, prompt: 'fox' }, card, 100)).toEqual([])
  })

  it('counts changed values and goes back to the usual ones', () => {
    const changed = { ...emptyDraft, prompt: 'a fox', steps: '9', seed: '3', seedLocked: true }
    expect(changedValues(changed)).toBe(2)
    expect(usualValues(changed)).toEqual({ ...emptyDraft, prompt: 'a fox' })
  })

  it('comes back from what was made, and makes the same again', () => {
    const order = { prompt: 'a fox', negative_prompt: 'snow', style: 'ink', model: 'painter', width: 320, height: 200, pictures: 2, seed: 9, steps: 12, guidance: 4 }
    const draft = draftFrom(order, card)
    expect(draft.exact).toEqual({ width: '320', height: '200' })
    expect(orderOf({ ...draft, seedLocked: true }, card)).toEqual({ ...order, guidance: undefined })
  })

  it('takes nothing of the wrong kind from a history entry', () => {
    expect(draftFromState(null)).toEqual(emptyDraft)
    expect(draftFromState({ draft: { prompt: 7, pictures: 3, style: 'ink' } })).toEqual({ ...emptyDraft, pictures: 3, style: 'ink' })
  })
})

describe('shapes', () => {
  it('keep their ratio, about the area the model draws, and its limits', () => {
    for (const shape of shapes) {
      const { width, height } = sizeOfShape(shape, card.sizes)
      expect(Math.abs((width * height) / (256 * 256) - 1)).toBeLessThan(0.2)
      expect(Math.max(width, height)).toBeLessThanOrEqual(1024)
    }
    expect(sizeOfShape('broad', card.sizes)).toEqual({ width: 320, height: 180 })
  })

  it('use a native size of the shape where there is one', () => {
    expect(sizeOfShape('portrait', { native: [[512, 512], [448, 592]], largest: 1024 })).toEqual({ width: 448, height: 592 })
  })
})
