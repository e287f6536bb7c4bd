// What a caller asks for, made complete: from a request to the order that an engine draws.

import { Stated } from './errors.ts'
import type { ImageFormat, Mask, ModelCard, Pixels } from './ports.ts'

/** What a caller may ask. Everything but the prompt has a usual value. */
export interface GenerationRequest {
  prompt: string
  negativePrompt?: string
  /** Id of a style of the model. */
  style?: string
  /** Name or alias of a model; the usual one when absent. */
  model?: string
  /** Pixels; `undefined` = what the model does best. */
  width?: number
  height?: number
  pictures?: number
  seed?: number
  steps?: number
  guidance?: number
  format?: ImageFormat
  /** Where a picture comes from that is changed: `strength` 0 (keep) to 1 (draw anew). */
  reference?: { pixels: Pixels; strength: number; mask?: Mask }
}

/** Something that was asked for and is done differently. An engine that cannot honour a setting says so here. */
export interface Warning {
  field: string
  code: 'ignored' | 'resized' | 'clamped' | 'aliased'
  message: string
}

/** A request with nothing left open: the same order gives the same decoded pixels on the same model version. */
export interface Order {
  model: string
  /** The words that reach the engine: the prompt, then what the style adds. */
  prompt: string
  negativePrompt: string
  width: number
  height: number
  /** One for each picture; picture k of an order equals the single picture of its seed. */
  seeds: number[]
  steps?: number
  guidance?: number
  format: ImageFormat
  reference?: { pixels: Pixels; strength: number; mask?: Mask }
}

export interface Limits {
  promptCharacters: number
  pictures: number
}

const largestSeed = 0xffffffff
export const smallestSide = 64

/** Checks a request against the limits and the model's card. @throws Stated naming the field */
export function checkRequest(request: GenerationRequest, card: ModelCard, limits: Limits): void {
  checkWords(request.prompt, limits.promptCharacters, 'prompt')
  if (request.prompt.trim() === '') throw new Stated('prompt_missing', {}, 'prompt')
  if (request.negativePrompt !== undefined) checkWords(request.negativePrompt, limits.promptCharacters, 'negative_prompt')
  const mostPictures = Math.min(limits.pictures, card.mostPictures)
  const { pictures = 1, seed, width, height } = request
  if (!Number.isInteger(pictures) || pictures < 1 || pictures > mostPictures) {
    throw new Stated('pictures_invalid', { most: mostPictures }, 'n')
  }
  if (seed !== undefined && (!Number.isInteger(seed) || seed < 0 || seed > largestSeed)) throw new Stated('seed_invalid', {}, 'seed')
  for (const side of [width, height]) {
    if (side === undefined) continue
    if (!Number.isInteger(side) || side < smallestSide || side > card.sizes.largest) {
      throw new Stated('size_invalid', { size: `${width}x${height}`, least: smallestSide, most: card.sizes.largest }, 'size')
    }
  }
  checkRange(request.steps, card.steps, 'steps', true)
  checkRange(request.guidance, card.guidance, 'guidance', false)
  if (request.style !== undefined && !card.styles.some((style) => style.id === request.style)) {
    const known = card.styles.map((style) => style.id).join(', ')
    throw new Stated('field_invalid', { field: 'style', reason: `use one of: ${known}` }, 'style')
  }
  if (request.reference && !card.abilities.reference) throw new Stated('field_unsupported', { model: card.id, field: 'image' }, 'image')
  if (request.reference?.mask && !card.abilities.mask) throw new Stated('field_unsupported', { model: card.id, field: 'mask' }, 'mask')
}

/** Fills what was left open and says what is done differently. `chance` gives the seed when none was asked for. */
export function completeOrder(request: GenerationRequest, card: ModelCard, chance: () => number): { order: Order; warnings: Warning[] } {
  const warnings: Warning[] = []
  const ignore = (field: string) => warnings.push({ field, code: 'ignored', message: `The model "${card.id}" cannot use "${field}"; it was left out.` })
  const style = card.styles.find((one) => one.id === request.style)
  const [usualWidth, usualHeight] = card.sizes.native[0] ?? [512, 512]
  const first = request.seed ?? chance()
  if (request.seed !== undefined && !card.abilities.seed) ignore('seed')
  if (request.negativePrompt && !card.abilities.negativePrompt) ignore('negative_prompt')
  if (request.steps !== undefined && !card.steps) ignore('steps')
  if (request.guidance !== undefined && !card.guidance) ignore('guidance')
  const order: Order = {
    model: card.id,
    prompt: style?.words ? `${request.prompt.trim()}, ${style.words}` : request.prompt.trim(),
    negativePrompt: card.abilities.negativePrompt ? (request.negativePrompt ?? '').trim() : '',
    width: request.width ?? request.reference?.pixels.width ?? usualWidth,
    height: request.height ?? request.reference?.pixels.height ?? usualHeight,
    seeds: Array.from({ length: request.pictures ?? 1 }, (_, number) => (first + number) % (largestSeed + 1)),
    steps: card.steps ? (request.steps ?? card.steps.usual) : undefined,
    guidance: card.guidance ? (request.guidance ?? card.guidance.usual) : undefined,
    format: request.format ?? 'png',
    reference: request.reference,
  }
  return { order, warnings }
}

function checkRange(value: number | undefined, range: { least: number; most: number } | null, field: string, whole: boolean): void {
  if (value === undefined || !range) return
  const fits = Number.isFinite(value) && value >= range.least && value <= range.most && (!whole || Number.isInteger(value))
  if (!fits) {
    const kind = whole ? 'a whole number' : 'a number'
    throw new Stated('field_invalid', { field, reason: `it must be ${kind} from ${range.least} to ${range.most}` }, field)
  }
}

function checkWords(words: string, most: number, field: string): void {
  const length = [...words].length
  if (length > most) throw new Stated('prompt_too_long', { length, most }, field)
  if (!words.isWellFormed() || /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(words)) {
    throw new Stated('prompt_unreadable', {}, field)
  }
}
