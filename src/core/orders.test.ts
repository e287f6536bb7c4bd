// Requests against limits and cards: what is refused, what is filled in, what is warned of.

import { describe, expect, it } from 'vitest'
import { checkRequest, completeOrder, type GenerationRequest } from './orders.ts'
import type { ModelCard } from './ports.ts'

const card: ModelCard = {
  id: 'plain',
  version: '1',
  title: { en: 'Plain', zh: '素' },
  licence: 'Apache-2.0',
  sizes: { native: [[128, 128]], largest: 1024 },
  steps: { usual: 20, least: 1, most: 50 },
  guidance: null,
  abilities: { seed: true, negativePrompt: false, previews: false, reference: false, mask: false },
  mostPictures: 8,
  styles: [],
  examples: [],
}
const limits = { promptCharacters: 20, pictures: 4 }
const codeOf = (request: GenerationRequest): string => {
  try {
    checkRequest(request, card, limits)
    return 'accepted'
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('a request', () => {
  it.each<[string, GenerationRequest, string]>([
    ['plain words', { prompt: 'a fox' }, 'accepted'],
    ['emoji, counted as one each', { prompt: '🦊'.repeat(20) }, 'accepted'],
    ['right-to-left and zero-width characters', { prompt: 'שועל\u200b\u202e' }, 'accepted'],
    ['line breaks', { prompt: 'a\nfox' }, 'accepted'],
    ['nothing', { prompt: '' }, 'prompt_missing'],
    ['blanks', { prompt: ' \n ' }, 'prompt_missing'],
    ['too many characters', { prompt: 'x'.repeat(21) }, 'prompt_too_long'],
    ['too many negative ones', { prompt: 'x', negativePrompt: 'x'.repeat(21) }, 'prompt_too_long'],
    ['a control character', { prompt: 'a\u0000b' }, 'prompt_unreadable'],
    ['half a surrogate pair', { prompt: 'a\ud800' }, 'prompt_unreadable'],
    ['no pictures', { prompt: 'x', pictures: 0 }, 'pictures_invalid'],
    ['too many pictures', { prompt: 'x', pictures: 5 }, 'pictures_invalid'],
    ['half a picture', { prompt: 'x', pictures: 1.5 }, 'pictures_invalid'],
    ['a seed that is no number', { prompt: 'x', seed: Number.NaN }, 'seed_invalid'],
    ['a seed too large', { prompt: 'x', seed: 2 ** 32 }, 'seed_invalid'],
    ['no width', { prompt: 'x', width: 0, height: 0 }, 'size_invalid'],
    ['an endless width', { prompt: 'x', width: 1e9, height: 64 }, 'size_invalid'],
    ['too many steps', { prompt: 'x', steps: 51 }, 'field_invalid'],
    ['half a step', { prompt: 'x', steps: 2.5 }, 'field_invalid'],
    ['an unknown style', { prompt: 'x', style: 'gothic' }, 'field_invalid'],
    ['a reference the model cannot use', { prompt: 'x', reference: { strength: 1, pixels: { width: 1, height: 1, rgb: new Uint8Array(3) } } }, 'field_unsupported'],
  ])('with %s', (_, request, code) => {
    expect(codeOf(request)).toBe(code)
  })

  it('says what it leaves out', () => {
    const { order, warnings } = completeOrder({ prompt: 'x', negativePrompt: 'y', guidance: 3, pictures: 2, seed: 0xffffffff }, card, () => 1)
    expect(warnings.map((warning) => warning.field)).toEqual(['negative_prompt', 'guidance'])
    expect(order).toMatchObject({ seeds: [0xffffffff, 0], steps: 20, width: 128, height: 128, negativePrompt: '' })
  })

  it.each([
    ['negative_prompt', { negativePrompt: 'y' }],
    ['guidance', { guidance: 3 }],
  ])('is refused where it is strict and its %s would be left out', (field, more) => {
    expect(() => completeOrder({ prompt: 'x', strict: true, ...more }, card, () => 1)).toThrow(expect.objectContaining({ code: 'field_unsupported', field }))
    expect(completeOrder({ prompt: 'x', strict: true }, card, () => 1).warnings).toEqual([])
  })
})
