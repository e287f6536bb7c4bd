// A call as the playground's form describes it: only the fields that the model declares and the dialect knows.

import type { Model, ModelCard } from '../api.ts'

export const dialects = ['openai', 'zai'] as const
export type Dialect = (typeof dialects)[number]
export const formats = ['png', 'jpeg', 'webp'] as const
/** Kinds of pictures that the server takes to start from. */
export const pictureTypes = ['image/png', 'image/jpeg', 'image/webp'] as const

/** Numbers are kept as typed; empty = left to the server's usual value. */
export interface Wish {
  dialect: Dialect
  /** null = the server's usual one. */
  model: string | null
  /** null = an example of the model. */
  prompt: string | null
  avoid: string
  style: string
  /** `512x512`; empty = the model's usual one. */
  size: string
  n: string
  seed: string
  steps: string
  guidance: string
  strength: string
  format: string
  compression: string
  answer: 'url' | 'b64_json'
  picture: File | undefined
}

export const emptyWish: Wish = {
  dialect: 'openai',
  model: null,
  prompt: null,
  avoid: '',
  style: '',
  size: '',
  n: '',
  seed: '',
  steps: '',
  guidance: '',
  strength: '',
  format: '',
  compression: '',
  answer: 'url',
  picture: undefined,
}

export type Field = 'avoid' | 'style' | 'size' | 'n' | 'seed' | 'steps' | 'guidance' | 'strength' | 'format' | 'compression' | 'answer' | 'picture'

/** What the form shows: what this model declares, in this dialect, with what is chosen so far. */
export function fieldsOf(card: ModelCard, { dialect, picture, format }: Pick<Wish, 'dialect' | 'picture' | 'format'>): ReadonlySet<Field> {
  const { seed, negativePrompt, reference, strength } = card.abilities
  const own = dialect === 'openai'
  const shown: Record<Field, boolean> = {
    size: true,
    n: true,
    seed,
    steps: card.steps !== null,
    avoid: own && negativePrompt,
    style: own && card.styles.length > 0,
    guidance: own && card.guidance !== null,
    picture: own && reference,
    strength: own && reference && strength === true && picture !== undefined,
    format: own,
    compression: own && (format === 'jpeg' || format === 'webp'),
    answer: own,
  }
  return new Set((Object.keys(shown) as Field[]).filter((field) => shown[field]))
}

export const largestSeed = 4_294_967_295

interface Range {
  least: number
  most: number
  whole: boolean
}

/** The numbers a field takes; undefined = it takes none. */
export function rangeOf(field: Field, card: ModelCard, mostPictures: number): Range | undefined {
  if (field === 'n') return { least: 1, most: Math.min(mostPictures, card.mostPictures), whole: true }
  if (field === 'seed') return { least: 0, most: largestSeed, whole: true }
  if (field === 'compression') return { least: 0, most: 100, whole: true }
  if (field === 'strength') return { least: 0, most: 1, whole: false }
  if (field === 'steps' && card.steps) return { least: card.steps.least, most: card.steps.most, whole: true }
  if (field === 'guidance' && card.guidance) return { least: card.guidance.least, most: card.guidance.most, whole: false }
  return undefined
}

export function isWrong(text: string, range: Range | undefined): boolean {
  if (text.trim() === '' || !range) return false
  const value = Number(text)
  return !Number.isFinite(value) || value < range.least || value > range.most || (range.whole && !Number.isInteger(value))
}

export interface Call {
  dialect: Dialect
  /** Where the client points to, e.g. `http://localhost:3000/v1`. */
  base: string
  /** Behind the base. */
  path: '/images/generations' | '/images/edits'
  /** Field by field as it is sent, without the picture. */
  body: Record<string, string | number>
  /** Name of the file that is sent along. */
  picture: string | undefined
  /** Whether a key must be sent. */
  withKey: boolean
}

const bases = { openai: '/v1', zai: '/api/paas/v4' } as const

export function callOf(wish: Wish, { model, prompt, origin, withKey }: { model: Model; prompt: string; origin: string; withKey: boolean }): Call {
  const fields = fieldsOf(model.card, wish)
  const text = (field: Field, value: string) => (fields.has(field) && value.trim() !== '' ? value.trim() : undefined)
  const number = (field: Field, value: string) => (text(field, value) === undefined ? undefined : Number(value))
  const all = {
    model: model.id,
    prompt,
    negative_prompt: text('avoid', wish.avoid),
    style: text('style', wish.style),
    size: text('size', wish.size),
    n: number('n', wish.n),
    seed: number('seed', wish.seed),
    steps: number('steps', wish.steps),
    guidance: number('guidance', wish.guidance),
    strength: number('strength', wish.strength),
    output_format: text('format', wish.format),
    output_compression: number('compression', wish.compression),
    response_format: fields.has('answer') ? wish.answer : undefined,
  }
  const body = Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string | number] => entry[1] !== undefined))
  const picture = fields.has('picture') ? wish.picture?.name : undefined
  return { dialect: wish.dialect, base: origin + bases[wish.dialect], path: picture === undefined ? '/images/generations' : '/images/edits', body, picture, withKey }
}
