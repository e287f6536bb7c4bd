// How orders, words and outcomes become bytes before they are sealed, and back.

import type { EditKind, GenerationRequest, Order, Reference, Warning } from './orders.ts'
import type { Bytes, ImageFormat, Mask, Pixels } from './ports.ts'
import type { Origin } from './uploads.ts'

/** What history shows of a request: all of it but the reference's pixels. */
export interface Words {
  prompt: string
  /** The better wording that its owner accepted; it was drawn instead. */
  enhanced?: string
  negativePrompt?: string
  style?: string
  model: string
  width: number
  height: number
  pictures: number
  /** The first seed, asked for or drawn by lot. */
  seed: number
  seedAsked: boolean
  steps?: number
  guidance?: number
  format: string
  /** `image` = the picture made here that it was made from. */
  reference?: { strength: number; mask: boolean; image?: string; how?: EditKind }
  /** Made elsewhere and brought in: when, and what its copy says of its making. */
  imported?: { at: string; model: string; version: string; madeAt?: string }
}

/** What was used to make it: with this the same pixels can be made again. */
export interface Outcome {
  engine: string
  model: string
  version: string
  madeAt: string
  prompt: string
  seeds: number[]
  width: number
  height: number
  steps?: number
  guidance?: number
  warnings: Warning[]
}

export function packWords(request: GenerationRequest, order: Order): Bytes {
  const words: Words = {
    prompt: request.prompt,
    enhanced: request.enhanced,
    negativePrompt: request.negativePrompt,
    style: request.style,
    model: order.model,
    width: order.width,
    height: order.height,
    pictures: order.seeds.length,
    seed: order.seeds[0] ?? 0,
    seedAsked: request.seed !== undefined,
    steps: order.steps,
    guidance: order.guidance,
    format: order.format,
    reference: request.reference && referenceWords(request.reference),
  }
  return pack(words, [])
}

const referenceWords = ({ strength, mask, image, how = 'edit' }: Reference): Words['reference'] => ({ strength, mask: mask !== undefined, image, how })

/** What a copy from elsewhere says of a generation. */
export interface ImportedWords extends Pick<Words, 'prompt' | 'enhanced' | 'negativePrompt' | 'style' | 'steps' | 'guidance' | 'format'> {
  model: string
  version: string
  /** As the copy tells it. */
  madeAt?: Date
  /** The words that reached the engine there. */
  promptSent: string
}

/** Its engine is `imported`: nobody is told that it was made here. */
export function packImported(given: ImportedWords & { width: number; height: number; seeds: number[]; importedAt: Date }): { words: Bytes; outcome: Bytes } {
  const { version, madeAt, promptSent, seeds, importedAt, ...same } = given
  const imported = { at: importedAt.toISOString(), model: given.model, version, madeAt: madeAt?.toISOString() }
  const words: Words = { ...same, pictures: seeds.length, seed: seeds[0] ?? 0, seedAsked: true, imported }
  const { model, width, height, steps, guidance } = given
  const outcome: Outcome = { engine: 'imported', model, version, madeAt: (madeAt ?? importedAt).toISOString(), prompt: promptSent, seeds, width, height, steps, guidance, warnings: [] }
  return { words: pack(words, []), outcome: new TextEncoder().encode(JSON.stringify(outcome)) }
}

export function unpackWords(bytes: Bytes): Words {
  return unpack(bytes).head as Words
}

export function unpackOutcome(bytes: Bytes): Outcome {
  return JSON.parse(new TextDecoder().decode(bytes)) as Outcome
}

export function packOrder(order: Order, warnings: Warning[]): Bytes {
  const { reference, ...plain } = order
  const more = reference?.more ?? []
  const sizeOf = ({ width, height }: Pixels): Size => ({ width, height })
  const shape: Shape | undefined = reference && { strength: reference.strength, image: reference.image, how: reference.how, ...sizeOf(reference.pixels), mask: reference.mask !== undefined, more: more.map(sizeOf), origins: (reference.origins ?? []).map(({ manifest, ...origin }) => ({ ...origin, bytes: manifest.length })) }
  const tails = reference ? [reference.pixels.rgb, ...(reference.mask ? [reference.mask.alpha] : []), ...more.map((pixels) => pixels.rgb), ...(reference.origins ?? []).map(({ manifest }) => manifest)] : []
  return pack({ order: plain, shape, warnings }, tails)
}

export function unpackOrder(bytes: Bytes): { order: Order; warnings: Warning[] } {
  const { head, tail } = unpack(bytes)
  const { order, shape, warnings } = head as { order: Order; warnings: Warning[]; shape?: Shape }
  if (!shape) return { order, warnings }
  const { width, height } = shape
  const area = width * height
  const pixels: Pixels = { width, height, rgb: tail.slice(0, area * 3) }
  const mask: Mask | undefined = shape.mask ? { width, height, alpha: tail.slice(area * 3, area * 4) } : undefined
  let at = area * (shape.mask ? 4 : 3)
  const more = shape.more?.map((size): Pixels => {
    const rgb = tail.slice(at, (at += size.width * size.height * 3))
    return { ...size, rgb }
  })
  const origins = shape.origins?.map(({ bytes: length, ...origin }): Origin => ({ ...origin, manifest: tail.slice(at, (at += length)) }))
  const reference = { pixels, strength: shape.strength, image: shape.image, how: shape.how, mask, more: more?.length ? more : undefined, origins: origins?.length ? origins : undefined }
  return { order: { ...order, reference }, warnings }
}

interface Size {
  width: number
  height: number
}

interface Shape extends Size {
  strength: number
  image?: string
  how?: EditKind
  mask: boolean
  more?: Size[]
  origins?: Array<Omit<Origin, 'manifest'> & { bytes: number }>
}

/** Length of the JSON (4 bytes, big-endian), the JSON, then raw bytes. */
function pack(head: unknown, tails: Bytes[]): Bytes {
  const json = new TextEncoder().encode(JSON.stringify(head))
  const whole = new Uint8Array(4 + json.length + tails.reduce((sum, tail) => sum + tail.length, 0))
  new DataView(whole.buffer).setUint32(0, json.length)
  whole.set(json, 4)
  let at = 4 + json.length
  for (const tail of tails) {
    whole.set(tail, at)
    at += tail.length
  }
  return whole
}

function unpack(bytes: Bytes): { head: unknown; tail: Bytes } {
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0)
  const head: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)))
  return { head, tail: bytes.subarray(4 + length) }
}
