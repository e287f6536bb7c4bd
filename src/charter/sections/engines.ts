// Settings of engines: which ones draw, where each one is, on what terms, and how its answers differ from the usual.

import { z } from 'zod'
import { partyFields } from './company.ts'

export const drivers = ['painter', 'openai-compatible', 'zai', 'stable-diffusion.cpp', 'onnx'] as const
export type Driver = (typeof drivers)[number]

const name = /^[a-z0-9][a-z0-9._-]{0,62}$/
const side = z.number().int().min(64).max(4096)
const range = z.strictObject({ usual: z.number(), least: z.number(), most: z.number() })

const modelSchema = z.strictObject({
  id: z.string().regex(name).describe('Name that clients use.'),
  sends: z.string().min(1).max(200).optional().describe('Name that the engine uses. Usual: the id.'),
  version: z.string().min(1).max(80).optional().describe('Grows when the weights change. Usual: `unstated`.'),
  title: z.strictObject({ en: z.string().min(1).max(80), zh: z.string().min(1).max(80) }).optional().describe('Name that people read.'),
  maker: z.string().min(1).max(200).optional().describe('Who made the model, as shown to people.'),
  filing: z.string().min(1).max(200).optional().describe('Number under which the model is filed or registered with an authority.'),
  licence: z.string().min(1).max(200).optional().describe('Licence of the weights. Usual: the terms of the engine.'),
  sizes: z.array(z.tuple([side, side])).min(1).max(40).optional().describe('Width and height that it draws itself, the usual one first.'),
  multipleOf: z.number().int().min(1).max(64).optional().describe('It draws any size whose sides are multiples of this, between `least` and `largest`.'),
  least: side.optional().describe('Smallest side it draws itself.'),
  largest: side.optional().describe('Largest side it draws itself.'),
  mostArea: z.number().int().min(4096).max(16_777_216).optional().describe('Most pixels that it draws itself.'),
  steps: range.optional().describe('Steps that can be asked for. Absent = cannot be set.'),
  guidance: range.optional().describe('Guidance that can be asked for. Absent = cannot be set.'),
  seed: z.boolean().optional().describe('Whether the same seed gives the same pixels.'),
  negativePrompt: z.boolean().optional().describe('Whether it takes a negative prompt.'),
  reference: z.boolean().optional().describe('Whether it changes given pictures.'),
  mask: z.boolean().optional().describe('Whether it changes a part of a given picture only.'),
})

export type EngineModel = z.output<typeof modelSchema>

const loraSchema = z.strictObject({
  id: z.string().regex(name).describe('Name: people choose it as a style.'),
  file: z.string().min(1).describe('The file, inside of the folder given with --lora-model-dir.'),
  weight: z.number().min(-2).max(2).default(1),
  licence: z.string().min(1).max(200).describe('Licence of the file.'),
  rights: z.literal(true).describe('You say that you may use it: `true`.'),
})

const quirksSchema = z
  .strictObject({
    sends: z.array(z.enum(['seed', 'negative_prompt', 'steps', 'guidance', 'response_format', 'strength'])).optional().describe('Fields beyond OpenAI\'s that it understands.'),
    names: z.record(z.string(), z.string()).optional().describe('Its own names of fields, e.g. `steps: num_inference_steps`.'),
    add: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional().describe('Fields sent with every request.'),
    async: z.boolean().optional().describe('Whether pictures are ordered and then asked for again and again until they are there (zai).'),
    stream: z.number().int().min(1).max(3).optional().describe('Asks for a stream with so many previews. Absent = no stream.'),
    health: z.string().startsWith('/').optional().describe('Path that tells whether it is alive, from the address. Usual: /models.'),
  })
  .prefault({})

/** An engine as the operator writes it down. */
export const engineEntrySchema = z.strictObject({
  id: z.string().regex(name).describe('Name of the engine: shown to people, written to records.'),
  driver: z.enum(drivers).describe('How it is spoken to.'),
  modality: z.enum(['images', 'language', 'embeddings', 'speech', 'transcription', 'video']).default('images').describe('What it makes.'),
  on: z.boolean().default(true).describe('Whether it is switched on.'),
  url: z.url({ protocol: /^https?$/ }).optional().describe('Its address, up to and with the version, e.g. `http://127.0.0.1:30000/v1`.'),
  key: z
    .union([z.strictObject({ environment: z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/) }), z.literal('vault')])
    .optional()
    .describe('Where its key is: an environment variable, or `vault` (put there by `gesso engines key`). Never the key itself.'),
  models: z.array(z.union([z.string().regex(name).transform((id): EngineModel => ({ id })), modelSchema])).min(1).max(40).optional().describe('Models it is used for.'),
  folder: z.string().min(1).optional().describe('Folder of the model (painter, onnx).'),
  program: z.string().min(1).optional().describe('Path of the program (stable-diffusion.cpp).'),
  arguments: z.array(z.string()).max(60).optional().describe('Arguments of the program.'),
  loras: z.array(loraSchema).max(40).optional().describe('Own LoRA files, with licence and your word that you may use them.'),
  place: z
    .union([z.literal('here'), z.strictObject({ name: z.string().min(1).max(80), country: z.string().regex(/^[A-Z]{2}$/) })])
    .optional()
    .describe('Who gets the prompts, and in which country. Usual: `here` for an address on this machine; otherwise it must be given.'),
  terms: z.url({ protocol: /^https?$/ }).optional().describe('Address of its terms.'),
  retention: z.string().min(2).max(200).optional().describe('How long it keeps what it gets, in words, as shown to people.'),
  ...partyFields,
  price: z.number().int().min(0).max(1_000_000_000).default(0).describe('Micro-units of the currency for one picture.'),
  concurrency: z.number().int().min(1).max(256).optional().describe('Pictures it draws at the same time. Usual: 1 on this machine, 4 elsewhere.'),
  timeoutSeconds: z.number().int().min(1).max(3600).default(300).describe('Seconds after which one picture counts as failed.'),
  pictureHosts: z.array(z.string().regex(/^(\*\.)?[a-z0-9.-]+$/)).max(20).optional().describe('Hosts that its picture addresses may lie on, `*.` for all below one. They must be public.'),
  quirks: quirksSchema,
})

export type EngineEntry = z.output<typeof engineEntrySchema>

/** Of a name or an entry: what is wrong with the entry, field by field. */
const inWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code !== 'invalid_union' || !('errors' in issue)) return undefined
  const wrong = issue.errors.at(-1) ?? []
  return wrong.map(({ path, message }) => `${path.join('.') || 'an entry'}: ${message}`).join('; ') || undefined
}

const painter = { id: 'painter', driver: 'painter' } as const

export const engines = z
  .array(z.union([z.literal('painter').transform((): EngineEntry => engineEntrySchema.parse(painter)), engineEntrySchema], { error: inWords }))
  .min(1)
  .prefault(['painter'])
  .describe('The engines, best first: `painter`, or an entry with the fields of docs/engines.md.')

export const routing = z
  .strictObject({
    prefer: z.enum(['order', 'price', 'speed']).default('order').describe('Which engine is chosen when several have the model: the first listed, the cheapest, or the one that is ready soonest.'),
    spill: z
      .enum(['never', 'down', 'busy'])
      .default('down')
      .describe('When a model that an engine on this machine has too is drawn elsewhere: never; when that engine is down; or also when it is busy.'),
    spillAfterSeconds: z.number().int().min(1).max(3600).default(30).describe('With `busy`: seconds of waiting at the engine here from which on an order goes elsewhere.'),
    consent: z
      .enum(['each', 'terms'])
      .default('each')
      .describe('Who agrees before words go to an engine elsewhere: `each` = everybody once, after being shown the place; `terms` = your terms name the places.'),
    enhancer: z
      .string()
      .regex(name)
      .default('none')
      .describe('Id of the engine of modality `language` that suggests better prompts to those who ask for one; `none` = nothing is suggested. People see the suggestion and choose.'),
    canary: z.enum(['none', 'free', 'all']).default('free').describe('Engines that draw one fixed picture a day, to show drift: none, those without a price, or all.'),
  })
  .describe('Which engine draws what.')

/** Whether an entry's address, if it has one, is on this machine. */
export function isHere({ url }: Pick<EngineEntry, 'url'>): boolean {
  if (!url) return true
  const host = new URL(url).hostname
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}

/** Where Z.ai and BigModel keep their pictures, as seen in their answers. */
const zaiPictureHosts = ['*.ufileos.com']

/** Hosts that the engines which are switched on are reached at; they join the hosts that may be connected to. */
export function hostsOf(entries: readonly EngineEntry[]): string[] {
  const away = entries.filter((entry) => entry.on && !isHere(entry))
  return away.flatMap(({ url = '', driver, pictureHosts = driver === 'zai' ? zaiPictureHosts : [] }) => [new URL(url).hostname, ...pictureHosts])
}
