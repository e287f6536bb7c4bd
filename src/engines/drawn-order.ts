// An order drawn by a child process of ours: at the model's own size, from its reference if it has one, and brought to the ordered size.

import type { Order } from '../core/orders.ts'
import type { EngineEvent, Picture } from '../core/ports.ts'
import type { Canvas } from './canvas.ts'
import type { PictureJob, Step } from './drawing-messages.ts'
import type { DrawingProcess } from './drawing-process.ts'
import { finishDrawn, fitReference, keepAll } from './given-pixels.ts'

/** Later ones would hardly differ from the picture. */
const previewsUntil = 0.75

export interface Plan<Words> {
  canvas: Canvas
  /** As the model reads them. */
  words: Words
  steps: number
  guidance: number
}

/** @throws what the process throws, or the signal's reason */
export async function drawOrder<Words>(
  drawing: Pick<DrawingProcess<PictureJob & Words>, 'draw'>,
  order: Order,
  { canvas, words, steps, guidance }: Plan<Words>,
  hear: (event: EngineEvent) => void,
  signal: AbortSignal,
): Promise<Picture[]> {
  const reference = order.reference && (await fitReference(order.reference, canvas))
  if (reference?.strength === 0) return keepAll(order, reference.whole, hear)
  const job = {
    ...words,
    seeds: order.seeds,
    ...canvas.native,
    steps,
    guidance,
    previewsUntil,
    reference: reference && { rgb: reference.rgb, strength: reference.strength, mask: reference.mask },
  }
  const hearing = {
    warming: () => hear({ kind: 'warming' }),
    step: (picture: number, { step, steps: most, preview }: Step) => hear({ kind: 'step', picture, step, steps: most, preview }),
  }
  const drawn = await drawing.draw(job, hearing, signal)
  const pictures = await Promise.all(drawn.map((pixels, number) => finishDrawn(pixels, order.seeds[number] ?? 0, canvas, reference)))
  signal.throwIfAborted()
  return pictures
}
