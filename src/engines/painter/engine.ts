// The bundled engine: checks an order against the checkpoint, has its child draw it, and brings it to size.

import { join } from 'node:path'
import type { ImageEngine } from '../../core/ports.ts'
import type { Order, Warning } from '../../core/orders.ts'
import { planCanvas, type Canvas } from '../canvas.ts'
import { canvasWarnings } from '../given-pixels.ts'
import { drawOrder } from '../drawn-order.ts'
import { createDrawingProcess, usualLimits, type ChildLimits } from '../drawing-process.ts'
import { broken, cardOf, loadCheckpoint, nativeSizes, type Checkpoint } from './checkpoint.ts'
import type { Job, Load } from './messages.ts'
import { createTokenizer, type Tokens } from './tokenizer.ts'

export interface PainterOptions {
  /** The checkpoint. */
  folder: string
  /** Name of the engine and of its one model. */
  id?: string
  /** Threads of the graphs; part of what makes the same order give the same pixels. */
  threads?: number
  limits?: Partial<ChildLimits>
}

export interface Painter extends ImageEngine {
  /** Loads the model before the first order comes. */
  warm(): Promise<void>
  /** Of the child process, while there is one. */
  pid(): number | undefined
}

/** Reads the checkpoint; the child starts with the first order. @throws Stated `checkpoint_broken` */
export async function createPainter({ folder, id = 'painter', threads = 2, limits }: PainterOptions): Promise<Painter> {
  const checkpoint = await loadCheckpoint(folder)
  const { index, shift } = checkpoint
  const tokenize = createTokenizer(checkpoint.tokenizer, index)
  const card = cardOf(index, id)
  const drawing = createDrawingProcess<Load, Job>({
    name: 'The painter',
    program: join(import.meta.dirname, 'child.ts'),
    load: { folder, threads, shape: { ...index, shift }, empty: tokenize('').ids },
    limits: { ...usualLimits, ...limits },
    broken: (reason) => broken(folder, reason),
  })

  return {
    id,
    facts: { models: [card], sendsDataTo: 'here', pricePerPicture: 0n },
    async generate(order, hear, signal) {
      signal.throwIfAborted()
      const canvas = planCanvas(order.width, order.height, nativeSizes(index))
      const words = tokenize(order.prompt)
      const without = tokenize(order.negativePrompt)
      const steps = order.steps ?? index.default_steps
      const guidance = order.guidance ?? index.default_guidance
      const used = { steps, guidance }
      const warnings = warningsOf(order, canvas, checkpoint, { words, without, guidance })
      const pictures = await drawOrder(drawing, order, { canvas, words: { words: words.ids, without: without.ids }, steps, guidance }, hear, signal)
      return { pictures, warnings, used }
    },
    async health() {
      return drawing.isWarm() ? { ready: true, detail: 'warm' } : { ready: true, detail: 'starts with the next order' }
    },
    warm: () => drawing.warm(),
    pid: () => drawing.pid(),
    close: () => drawing.close(),
  }
}

function warningsOf(order: Order, canvas: Canvas, { index }: Checkpoint, read: { words: Tokens; without: Tokens; guidance: number }): Warning[] {
  const warnings = canvasWarnings(canvas)
  const cutAt = (field: string) => ({ field, code: 'clamped' as const, message: `This model reads about ${index.text_length} words; the end of "${field}" was left out.` })
  if (read.words.cut) warnings.push(cutAt('prompt'))
  if (read.without.cut) warnings.push(cutAt('negative_prompt'))
  if (order.negativePrompt && read.guidance === 1) {
    warnings.push({ field: 'negative_prompt', code: 'ignored', message: 'A negative prompt has no effect with guidance 1; raise the guidance.' })
  }
  return warnings
}
