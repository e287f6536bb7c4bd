// Stable Diffusion and Z-Image folders in ONNX, drawn on this machine's processor in a child process.

import { join } from 'node:path'
import type { EngineEntry, EngineModel } from '../../charter/sections/engines.ts'
import { Stated } from '../../core/errors.ts'
import type { Order, Warning } from '../../core/orders.ts'
import type { ImageEngine } from '../../core/ports.ts'
import { planCanvas, type Canvas } from '../canvas.ts'
import { cardOf, factsOf } from '../cards.ts'
import { drawOrder } from '../drawn-order.ts'
import { createDrawingProcess, type ChildLimits } from '../drawing-process.ts'
import { canvasWarnings } from '../given-pixels.ts'
import { ignored } from '../pictures.ts'
import { sizesFor, type SizeRule } from '../sizes.ts'
import { FolderUnusable } from './files.ts'
import { readFolder, type FolderFacts } from './folder.ts'
import type { Job, Load } from './messages.ts'
import type { Tokens } from './words.ts'

export interface OnnxOptions {
  /** Threads of the graphs; part of what makes the same order give the same pixels. */
  threads?: number
  limits?: Partial<ChildLimits>
  /** Bytes of memory that this machine has; usual: what it says. */
  memory?: number
}

export interface OnnxEngine extends ImageEngine {
  /** Of the child process, while there is one. */
  pid(): number | undefined
}

/** Loading gigabytes from a slow disk takes minutes. */
const loadMilliseconds = 600_000

/** Reads the folder; the child starts with the first order. @throws Stated `model_folder_unusable` */
export async function createOnnx(entry: EngineEntry, { threads = 2, limits, memory }: OnnxOptions = {}): Promise<OnnxEngine> {
  const { id, folder = '' } = entry
  const unusable = (reason: string): Stated => new Stated('model_folder_unusable', { engine: id, folder, reason })
  const facts = await readFolder(folder, memory).catch((error: unknown) => {
    throw error instanceof FolderUnusable ? unusable(error.message) : error
  })
  const model = completeModel(entry, facts)
  const card = cardOf(model, entry, abilitiesOf(facts))
  const drawing = createDrawingProcess<Load, Job>({
    name: `"${id}"`,
    program: join(import.meta.dirname, 'child.ts'),
    load: { model: facts.model, threads, frugal: facts.frugal, side: smallestOf(model), empty: facts.reader.read('').ids },
    limits: { stallMilliseconds: entry.timeoutSeconds * 1000, loadMilliseconds, memoryBytes: Number.POSITIVE_INFINITY, ...limits },
    broken: unusable,
  })

  return {
    id,
    facts: { ...factsOf(entry, [card]), concurrency: 1 },
    async generate(order, hear, signal) {
      signal.throwIfAborted()
      const canvas = planCanvas(order.width, order.height, sizesFor(model, order.width, order.height))
      const words = facts.reader.read(order.prompt)
      const without = facts.reader.read(order.negativePrompt)
      const steps = order.steps ?? model.steps?.usual ?? 1
      const guidance = order.guidance ?? model.guidance?.usual ?? 1
      const used = { steps, guidance: card.guidance ? guidance : undefined }
      const warnings = warningsOf(order, canvas, facts, { words, without, guidance })
      const pictures = await drawOrder(drawing, order, { canvas, words: { words: words.ids, without: facts.negativePrompt && guidance > 1 ? without.ids : undefined }, steps, guidance }, hear, signal)
      return { pictures, warnings, used }
    },
    async health() {
      return { ready: true, detail: drawing.isWarm() ? 'warm' : `${facts.about.pipeline}, scheduler ${facts.about.scheduler}; starts with the next order` }
    },
    pid: () => drawing.pid(),
    close: () => drawing.close(),
  }
}

/** What the operator wrote, and beside it what the folder says of itself. */
function completeModel(entry: EngineEntry, facts: FolderFacts): EngineModel {
  const { sizes, steps, guidance, version } = facts
  const { id, ...written } = entry.models?.[0] ?? { id: entry.id }
  const can = { seed: true, negativePrompt: facts.negativePrompt, reference: facts.reference, mask: facts.reference }
  return { id, version, steps, ...can, ...(guidance ? { guidance } : {}), ...sizes, ...Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined)) }
}

function abilitiesOf({ negativePrompt, reference, guidance }: FolderFacts) {
  return { seed: true, negativePrompt, previews: true, reference, mask: reference, strength: reference, steps: true, guidance: guidance !== null }
}

/** One picture is decoded at the start to learn from: the smaller, the sooner it is done. */
function smallestOf({ sizes, multipleOf, least }: SizeRule): [number, number] {
  if (multipleOf && least) return [least, least]
  return sizes?.[0] ?? [512, 512]
}

function warningsOf(order: Order, canvas: Canvas, { reader, negativePrompt }: FolderFacts, seen: { words: Tokens; without: Tokens; guidance: number }): Warning[] {
  const warnings = canvasWarnings(canvas)
  const cutAt = (field: string) => ({ field, code: 'clamped' as const, message: `This model reads about ${reader.most} words or parts of words; the end of "${field}" was left out.` })
  if (seen.words.cut) warnings.push(cutAt('prompt'))
  if (order.negativePrompt && negativePrompt && seen.without.cut) warnings.push(cutAt('negative_prompt'))
  if (order.negativePrompt && negativePrompt && seen.guidance <= 1) warnings.push({ field: 'negative_prompt', code: 'ignored', message: 'A negative prompt has no effect with guidance 1; raise the guidance.' })
  if (order.negativePrompt && !negativePrompt) warnings.push(ignored('negative_prompt'))
  if (order.reference?.more?.length) warnings.push(ignored('image'))
  return warnings
}
