// From what was painted and said to an order: one way in for the button and the keys.

import { Trouble, type Generation, type ModelCard } from '../api.ts'
import { markOrdered } from '../jobs/sending.ts'
import { keepGeneration } from '../server-state.ts'
import { createStore } from '../stores.ts'
import { enlarge, orderEdit, type Edit } from './edit-calls.ts'
import { flush, type Work } from './editor-state.ts'
import { layer } from './mat.tsx'
import type { Size } from './mask-steps.ts'
import { sizeOf, type Version } from './tree.ts'

export type Fault = 'words' | 'margins' | 'reference' | 'mask' | 'size' | 'larger'

/** What stands in the way; shown where it can be put right. */
export const faultShown = createStore<Fault | undefined>(undefined)
/** Ids of orders of this visit that have not been told of yet. */
export const awaited = createStore<readonly string[]>([])
export const sendingNow = createStore(false)
/** The sentence of an order that did not go out; empty = the server did not answer. */
export const refusal = createStore<string | undefined>(undefined)
/** Asks whether the whole picture is meant. */
export const wholeAsked = createStore(false)

/** As much as this server takes of all pictures of a request. */
const mostEnlarged = 8_000_000

export function extended({ width, height }: Size, { margins: { left, top, right, bottom } }: Work): Size {
  return { width: width + left + right, height: height + top + bottom }
}

export const enlargedSize = ({ width, height }: Size, factor: number): Size => ({ width: Math.round(width * factor), height: Math.round(height * factor) })
export const mayEnlarge = (size: Size): boolean => Math.max(size.width, size.height) <= 4096 && size.width * size.height <= mostEnlarged

export function faultOf(work: Work, version: Version, card: ModelCard | undefined): Fault | undefined {
  if (work.mode === 'enlarge') return undefined
  if (!card?.abilities.reference) return 'reference'
  if (work.mode === 'paint' && work.words.trim() === '') return 'words'
  if (work.mode === 'vary') return undefined
  if (!card.abilities.mask && (work.mode === 'extend' || work.steps.length > 0)) return 'mask'
  if (work.mode !== 'extend') return undefined
  const size = sizeOf(version)
  const whole = extended(size, work)
  if (whole.width === size.width && whole.height === size.height) return 'margins'
  return Math.max(whole.width, whole.height) > card.sizes.largest ? 'size' : undefined
}

export function editOf(work: Work, { image, generation }: Version, card: ModelCard, mask: string | undefined): Edit {
  const { margins, strength, mode } = work
  const style = card.styles.some(({ id }) => id === generation.style) ? (generation.style ?? undefined) : undefined
  const own = mode === 'vary' || (mode === 'extend' && work.words.trim() === '')
  return {
    prompt: own ? generation.prompt : work.words.trim(),
    images: [{ file_id: image.id }],
    model: card.id,
    n: Math.min(work.pictures, card.mostPictures),
    ...(own && style && { style }),
    ...(own && card.abilities.negativePrompt && generation.negative_prompt !== '' && { negative_prompt: generation.negative_prompt }),
    ...(mode === 'paint' && { strength: strength.paint, mask }),
    ...(mode === 'vary' && { strength: strength.vary }),
    ...(mode === 'extend' && { extend_left: margins.left, extend_top: margins.top, extend_right: margins.right, extend_bottom: margins.bottom }),
  }
}

/** `whole` = the answer to the question whether the whole picture is meant. */
export function createEdit(work: Work, version: Version, card: ModelCard | undefined, { whole = false, factor = 2 } = {}): void {
  if (sendingNow.get()) return
  const fault = faultOf(work, version, card)
  faultShown.set(fault)
  if (fault) return
  flush()
  if (work.mode === 'enlarge') return void deliver(() => enlarge(version.image.id, factor))
  if (!card) return
  const empty = work.mode !== 'paint' || (layer.now?.isEmpty() ?? true)
  if (work.mode === 'paint' && empty && !whole) return wholeAsked.set(true)
  const mask = empty ? undefined : layer.now?.toImage().toDataURL('image/png')
  void deliver(() => orderEdit(editOf(work, version, card, mask)))
}

async function deliver(send: () => Promise<Generation>): Promise<void> {
  sendingNow.set(true)
  refusal.set(undefined)
  try {
    const generation = await send()
    markOrdered([generation.id])
    keepGeneration(generation)
    awaited.set((all) => [...all, generation.id])
  } catch (error) {
    refusal.set(error instanceof Trouble ? error.message : '')
  } finally {
    sendingNow.set(false)
  }
}
