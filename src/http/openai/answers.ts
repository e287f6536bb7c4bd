// A finished generation in the shape that OpenAI's clients read.

import { Stated } from '../../core/errors.ts'
import { readGeneration, readImage, type GenerationView } from '../../core/images.ts'
import { createLink } from '../../core/links.ts'
import type { Warning } from '../../core/orders.ts'
import type { Outcome } from '../../core/packing.ts'
import type { ImageRow } from '../../core/rows.ts'
import type { AskOfCaller } from '../ask.ts'
import { joinWarnings } from '../describe.ts'
import { waitForEnd } from '../ending.ts'
import type { ImagesAnswer } from '../schemas/openai.ts'
import type { Shape } from './asked.ts'

export interface Made {
  view: GenerationView
  outcome: Outcome
  /** First to last. */
  images: ImageRow[]
}

/** Waits until it is drawn. @throws Stated why it was not, or `gone` */
export async function awaitMade(ask: AskOfCaller, id: string, hungUp: AbortSignal = ask.request.signal): Promise<Made> {
  const row = await waitForEnd(ask.parts, id, { closing: ask.connection.closing, hungUp })
  if (row.error) throw new Stated(row.error, { reference: id, ...(row.error === 'moderation_blocked' ? { stage: 'output', rule: '…', categories: '…' } : {}) })
  return readMade(ask, id)
}

/** @throws Stated `gone` when its pictures are */
export async function readMade({ parts, caller }: AskOfCaller, id: string): Promise<Made> {
  const view = await readGeneration(parts, caller, id)
  const { outcome } = view
  if (!outcome || view.images.length === 0) throw new Stated('gone')
  return { view, outcome, images: view.images.toSorted((a, b) => a.number - b.number) }
}

export async function describePictures(ask: AskOfCaller, { view, outcome, images }: Made, response: Shape['response']): Promise<ImagesAnswer['data']> {
  return Promise.all(
    images.map(async (image) => ({
      id: image.id,
      ...(response === 'url' ? { url: await addressOf(ask, image.id) } : { b64_json: await base64Of(ask, image.id) }),
      seed: outcome.seeds[image.number] ?? view.words.seed,
      revised_prompt: outcome.prompt === view.words.prompt ? undefined : outcome.prompt,
    })),
  )
}

/** A signed address: absolute, so that every client can fetch it. */
export async function addressOf({ parts, caller, origin }: AskOfCaller, image: string): Promise<string> {
  return `${origin}/i/${(await createLink(parts, caller, image)).token}`
}

export async function base64Of({ parts, caller }: AskOfCaller, image: string): Promise<string> {
  return Buffer.from((await readImage(parts, caller, image)).bytes).toString('base64')
}

export async function describeMade(ask: AskOfCaller, made: Made, shape: Shape, warnings: Warning[]): Promise<ImagesAnswer> {
  const { view, outcome } = made
  const { words } = view
  const data = await describePictures(ask, made, shape.response)
  return {
    created: Math.floor(view.createdAt.getTime() / 1000),
    data,
    model: outcome.model,
    version: outcome.version,
    engine: outcome.engine,
    generation: view.id,
    ...lookOf(made, shape),
    settings: {
      seed: words.seed,
      steps: outcome.steps ?? null,
      guidance: outcome.guidance ?? null,
      width: outcome.width,
      height: outcome.height,
      negative_prompt: words.negativePrompt ?? '',
      style: words.style ?? null,
    },
    warnings: joinWarnings(warnings, outcome.warnings),
    usage: usageOf(made),
  }
}

export function lookOf({ view, outcome }: Made, { quality }: Shape): Pick<ImagesAnswer, 'size' | 'output_format' | 'quality' | 'background'> {
  return { size: `${outcome.width}x${outcome.height}`, output_format: view.words.format as ImagesAnswer['output_format'], quality, background: 'opaque' }
}

export function usageOf({ view, images }: Made): ImagesAnswer['usage'] {
  return {
    pictures: images.length,
    milliseconds: (view.endedAt ?? view.createdAt).getTime() - view.createdAt.getTime(),
    input_tokens: 0,
    output_tokens: 0,
    total_tokens: 0,
    input_tokens_details: { text_tokens: 0, image_tokens: 0 },
  }
}

export const headersOf = ({ view, outcome }: Made): Record<string, string> => ({ 'x-gesso-generation': view.id, 'x-gesso-model': `${outcome.model}@${outcome.version}` })
