// Reads and checks a checkpoint folder: what the model is and can do; a damaged folder is refused by name and reason.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Stated } from '../../core/errors.ts'
import type { ModelCard } from '../../core/ports.ts'
import { checkOnnxFile } from '../onnx-file.ts'

const sentence = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) })
const side = z.number().int().min(8).max(4096)
const tokenId = z.number().int().nonnegative()

/** model_index.json. Further fields are for people and are not read. */
const indexSchema = z.object({
  version: z.string().min(1).describe('Grows with every change of weights; part of what makes the same order give the same pixels.'),
  title: sentence.default({ en: 'Painter', zh: '画师' }),
  maker: z.string().min(1).max(200).optional().describe('Who made the model.'),
  filing: z.string().min(1).max(200).optional().describe('Number under which it is filed with an authority.'),
  licence: z.string().min(1).default('Apache-2.0'),
  pixel_size: side.describe('Side of the square picture that the model draws.'),
  native_sizes: z.array(z.tuple([side, side])).optional().describe('Width and height of every picture it can draw, the usual one first; absent = the square alone.'),
  latent_channels: z.number().int().min(1),
  latent_size: z.number().int().min(1).describe('Side of the square latent; the ratio to pixel_size holds for other native sizes.'),
  text_length: z.number().int().min(1).describe('Tokens that the text encoder takes.'),
  pad_token_id: tokenId.default(0),
  null_token_id: tokenId.describe('The one token of an empty prompt.'),
  default_steps: z.number().int().min(1),
  most_steps: z.number().int().min(1).default(100),
  default_guidance: z.number().min(1),
  most_guidance: z.number().min(1).default(20),
  guidance_interval: z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)]).optional().describe('Least and most time (1 = noise) at which guidance is applied; absent = always.'),
  image_range: z.tuple([z.number(), z.number()]).default([-1, 1]).describe('What black and white are to the autoencoder.'),
  styles: z.array(z.object({ id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/), title: sentence, words: z.string(), loose: z.boolean().optional() })).default([]),
  examples: z.array(sentence).default([]),
})

export type CheckpointIndex = z.output<typeof indexSchema>

export interface Checkpoint {
  folder: string
  index: CheckpointIndex
  /** Of the scheduler: above 1 spends more steps on the noisy half. */
  shift: number
  tokenizer: object
}

export const graphs = ['text_encoder', 'transformer', 'vae_encoder', 'vae_decoder'] as const
export type Graph = (typeof graphs)[number]

export const graphFile = (folder: string, graph: Graph): string => join(folder, graph, 'model.onnx')

/** @throws Stated `checkpoint_broken` with the folder and the reason */
export async function loadCheckpoint(folder: string): Promise<Checkpoint> {
  const index = readPart(folder, 'model_index.json', indexSchema, await readJson(folder, 'model_index.json'))
  const scheduler = readPart(folder, 'scheduler/scheduler_config.json', schedulerSchema, await readJson(folder, 'scheduler/scheduler_config.json'))
  const tokenizer = readPart(folder, 'tokenizer/tokenizer.json', tokenizerSchema, await readJson(folder, 'tokenizer/tokenizer.json'))
  if (index.pixel_size % index.latent_size !== 0) throw broken(folder, 'model_index.json: pixel_size is not a multiple of latent_size')
  for (const graph of graphs) {
    const damage = await checkOnnxFile(graphFile(folder, graph))
    if (damage) throw broken(folder, `${graph}/model.onnx ${damage}`)
  }
  return { folder, index, shift: scheduler.shift, tokenizer }
}

const schedulerSchema = z.object({ shift: z.number().positive().default(1) })
const tokenizerSchema = z.looseObject({ model: z.looseObject({ type: z.string(), vocab: z.record(z.string(), z.number()) }) })

/** What forms, checks and documents are made from. */
export function cardOf(index: CheckpointIndex, id: string): ModelCard {
  return {
    id,
    version: index.version,
    title: index.title,
    maker: index.maker,
    filing: index.filing,
    licence: index.licence,
    sizes: { native: nativeSizes(index), largest: 1024 },
    steps: { usual: index.default_steps, least: 1, most: index.most_steps },
    guidance: { usual: index.default_guidance, least: 1, most: index.most_guidance },
    abilities: { seed: true, negativePrompt: true, previews: true, reference: true, mask: true, strength: true },
    mostPictures: 10,
    styles: index.styles,
    examples: index.examples,
  }
}

export function nativeSizes(index: CheckpointIndex): Array<[width: number, height: number]> {
  return index.native_sizes ?? [[index.pixel_size, index.pixel_size]]
}

export function broken(folder: string, reason: string): Stated {
  return new Stated('checkpoint_broken', { folder, reason })
}

async function readJson(folder: string, file: string): Promise<unknown> {
  let text: string
  try {
    text = await readFile(join(folder, file), 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    throw broken(folder, code === 'ENOENT' ? `${file} is missing` : `${file} cannot be read (${code})`)
  }
  try {
    return JSON.parse(text)
  } catch {
    throw broken(folder, `${file} is not whole JSON`)
  }
}

function readPart<T>(folder: string, file: string, schema: z.ZodType<T>, content: unknown): T {
  const result = schema.safeParse(content)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw broken(folder, `${file}: ${issue?.path.join('.') || 'the whole'}: ${issue?.message}`)
}
