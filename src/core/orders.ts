// What a caller asks for, made complete: from a request to the order that an engine draws.

import { Stated } from './errors.ts'
import type { ImageFormat, Mask, ModelCard, Pixels } from './ports.ts'
import type { Origin } from './uploads.ts'

/** What a caller may ask. Everything but the prompt has a usual value. */
export interface GenerationRequest {
  prompt: string
  /** A better wording of the prompt that its owner accepted: drawn instead of it, screened as well, kept beside it. */
  enhanced?: string
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
  /** For jpeg and webp: 0 (smallest file) to 100 (closest to the pixels). */
  compression?: number
  reference?: Reference
  /** Draws nothing: the reference, resampled to the size that is asked for. */
  enlarge?: boolean
  /** What the model cannot honour is an error, not a warning. */
  strict?: boolean
  /** Asks for pictures without the visible mark; heard only where a permission for that is recorded. */
  withoutMark?: boolean
  /** The client's own id of its user. Never reaches an engine; only a keyed digest of it is kept. */
  endUser?: string
}

/** What the rules are asked about: somebody's own words, and the ones drawn instead of them. */
export function wordings<T extends Pick<GenerationRequest, 'prompt' | 'enhanced'>>(request: T): T[] {
  return request.enhanced === undefined ? [request] : [request, { ...request, prompt: request.enhanced }]
}

/** Where a picture comes from that is changed. */
export interface Reference {
  pixels: Pixels
  /** 0 (keep) to 1 (draw anew). */
  strength: number
  /** Of the size of `pixels`. */
  mask?: Mask
  /** Further pictures to look at, for models whose card takes several. */
  more?: Pixels[]
  /** Signed histories that came with the pictures: what is made from them names them. */
  origins?: Origin[]
  /** Id of the picture made here that `pixels` are; absent = it came as a file. */
  image?: string
  /** What is done with it. Usual: `edit`. */
  how?: EditKind
}

/** Changed by words, in part, beyond its edges, varied without words, or only made larger. */
export const editKinds = ['edit', 'mask', 'extend', 'vary', 'enlarge'] as const
export type EditKind = (typeof editKinds)[number]

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
  /** Id of the style, for engines that do more for it than adding words. */
  style?: string
  negativePrompt: string
  width: number
  height: number
  /** One for each picture; picture k of an order equals the single picture of its seed. */
  seeds: number[]
  steps?: number
  guidance?: number
  format: ImageFormat
  /** As in the request; undefined = the encoder's usual. */
  compression?: number
  reference?: Reference
  /** No engine draws it: the reference is resampled to its size. */
  enlarged?: boolean
  /** Its owner objects to anybody else drawing it, see choices.ts. */
  staysHere?: boolean
  /** Ordered by somebody under a guardian. */
  guarded?: boolean
  /** Region that it was ordered from: two letters, `unknown`, or `here`, see regions.ts. */
  region?: string
  /** Id of the permission by which the visible mark is left out. */
  withoutMark?: string
  /** Places beyond this machine that its owner agreed to, see places.ts. */
  agreedPlaces?: string[]
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
  if (request.enhanced !== undefined) checkWords(request.enhanced, limits.promptCharacters, 'enhanced_prompt')
  // A picture alone says what to draw: a variation of it.
  if (request.prompt.trim() === '' && !request.reference) throw new Stated('prompt_missing', {}, 'prompt')
  if (request.negativePrompt !== undefined) checkWords(request.negativePrompt, limits.promptCharacters, 'negative_prompt')
  const mostPictures = Math.min(limits.pictures, card.mostPictures)
  const { pictures = 1, seed, width, height } = request
  if (!Number.isInteger(pictures) || pictures < 1 || pictures > mostPictures) {
    throw new Stated('pictures_invalid', { most: mostPictures }, 'n')
  }
  if (seed !== undefined && (!Number.isInteger(seed) || seed < 0 || seed > largestSeed)) throw new Stated('seed_invalid', {}, 'seed')
  for (const side of request.enlarge ? [] : [width, height]) {
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
  if (request.enlarge) return
  if (request.reference && !card.abilities.reference) throw new Stated('field_unsupported', { model: card.id, field: 'image' }, 'image')
  if (request.reference?.mask && !card.abilities.mask) throw new Stated('field_unsupported', { model: card.id, field: 'mask' }, 'mask')
  checkMask(request.reference)
  checkRange(request.compression, { least: 0, most: 100 }, 'output_compression', true)
}

function checkMask(reference: Reference | undefined): void {
  if (!reference?.mask) return
  const { pixels, mask } = reference
  if (mask.width === pixels.width && mask.height === pixels.height) return
  const reason = `it is ${mask.width}x${mask.height}, the picture ${pixels.width}x${pixels.height}; both must have one size`
  throw new Stated('field_invalid', { field: 'mask', reason }, 'mask')
}

/**
 * Fills what was left open and says what is done differently. `chance` gives the seed when none was asked for.
 * @throws Stated `field_unsupported` where the request is strict and a field would be left out
 */
export function completeOrder(request: GenerationRequest, card: ModelCard, chance: () => number): { order: Order; warnings: Warning[] } {
  const warnings: Warning[] = []
  const ignore = (field: string): void => {
    if (request.strict) throw new Stated('field_unsupported', { model: card.id, field }, field)
    warnings.push({ field, code: 'ignored', message: `The model "${card.id}" cannot use "${field}"; it was left out.` })
  }
  const style = card.styles.find((one) => one.id === request.style)
  const words = (request.enhanced ?? request.prompt).trim()
  const usual = usualSize(request.reference, card)
  const first = request.seed ?? chance()
  if (request.seed !== undefined && !card.abilities.seed) ignore('seed')
  if (request.negativePrompt && !card.abilities.negativePrompt) ignore('negative_prompt')
  if (request.steps !== undefined && !card.steps) ignore('steps')
  if (request.guidance !== undefined && !card.guidance) ignore('guidance')
  const order: Order = {
    model: card.id,
    prompt: style?.words ? `${words}, ${style.words}` : words,
    style: style?.id,
    negativePrompt: card.abilities.negativePrompt ? (request.negativePrompt ?? '').trim() : '',
    width: request.width ?? usual.width,
    height: request.height ?? usual.height,
    seeds: Array.from({ length: request.pictures ?? 1 }, (_, number) => (first + number) % (largestSeed + 1)),
    steps: card.steps ? (request.steps ?? card.steps.usual) : undefined,
    guidance: card.guidance ? (request.guidance ?? card.guidance.usual) : undefined,
    format: request.format ?? 'png',
    compression: request.format === undefined || request.format === 'png' ? undefined : request.compression,
    reference: request.reference && takenBy(request.reference, card),
  }
  if (request.enlarge) return { order: { ...order, ...resampled }, warnings: [] }
  if (request.compression !== undefined && request.compression !== 100 && order.compression === undefined) ignore('output_compression')
  if (request.reference?.more?.length && order.reference?.more?.length !== request.reference.more.length) ignore(`image[${1 + (order.reference?.more?.length ?? 0)}]`)
  if (request.width === undefined && request.reference && usual.width !== request.reference.pixels.width) {
    const { width, height } = request.reference.pixels
    warnings.push({ field: 'size', code: 'resized', message: `The picture has ${width}x${height} pixels; "${card.id}" draws ${usual.width}x${usual.height}.` })
  }
  return { order, warnings }
}

/** An order that no engine draws names what makes it instead of a model. */
const resampled = { model: 'lanczos', steps: undefined, guidance: undefined, enlarged: true } as const

/** As large as the reference, within what the model can draw; without one, what the model does best. */
function usualSize(reference: Reference | undefined, card: ModelCard): { width: number; height: number } {
  const [nativeWidth, nativeHeight] = card.sizes.native[0] ?? [512, 512]
  if (!reference) return { width: nativeWidth, height: nativeHeight }
  const { width, height } = reference.pixels
  const scale = Math.min(1, card.sizes.largest / Math.max(width, height)) * Math.max(1, smallestSide / Math.min(width, height))
  const side = (length: number): number => Math.min(card.sizes.largest, Math.max(smallestSide, Math.round(length * scale)))
  return { width: side(width), height: side(height) }
}

/** As many pictures as the model looks at. */
function takenBy(reference: Reference, card: ModelCard): Reference {
  const more = reference.more?.slice(0, (card.references ?? 1) - 1)
  return { ...reference, more: more?.length ? more : undefined }
}

function checkRange(value: number | undefined, range: { least: number; most: number } | null, field: string, whole: boolean): void {
  if (value === undefined || !range) return
  const fits = Number.isFinite(value) && value >= range.least && value <= range.most && (!whole || Number.isInteger(value))
  if (!fits) {
    const kind = whole ? 'a whole number' : 'a number'
    throw new Stated('field_invalid', { field, reason: `it must be ${kind} from ${range.least} to ${range.most}` }, field)
  }
}

/** @throws Stated `prompt_too_long`, `prompt_unreadable` */
export function checkWords(words: string, most: number, field: string): void {
  const length = [...words].length
  if (length > most) throw new Stated('prompt_too_long', { length, most }, field)
  if (!words.isWellFormed() || /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(words)) {
    throw new Stated('prompt_unreadable', {}, field)
  }
}
