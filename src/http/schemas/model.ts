// What the API says of the models: OpenAI's list, each with the card that drives forms and checks.

import { z } from '@hono/zod-openapi'
import { modalities } from '../../core/relays.ts'

const inBoth = z.object({ en: z.string(), zh: z.string() })

const range = (meaning: string) =>
  z.object({ usual: z.number(), least: z.number(), most: z.number() }).nullable().openapi({ description: `${meaning}; null = cannot be set.` })

export const modelCardSchema = z
  .object({
    id: z.string().openapi({ description: 'The name clients use.', example: 'painter' }),
    version: z.string().openapi({ description: 'The same order gives the same pixels on the same version.' }),
    title: inBoth,
    maker: z.string().optional().openapi({ description: 'Who made the model; absent = not stated.' }),
    filing: z.string().optional().openapi({ description: 'Number under which the model is filed or registered with an authority, where it is.' }),
    licence: z.string().openapi({ description: 'Licence of the weights.' }),
    sizes: z.object({
      native: z.array(z.tuple([z.int(), z.int()])).openapi({ description: 'Width and height in pixels that the model draws itself, the usual one first.' }),
      largest: z.int().openapi({ description: 'Largest side in pixels that can be asked for.' }),
    }),
    steps: range('Drawing steps'),
    guidance: range('Guidance'),
    abilities: z.object({ seed: z.boolean(), negativePrompt: z.boolean(), previews: z.boolean(), reference: z.boolean(), mask: z.boolean(), strength: z.boolean().optional() }),
    mostPictures: z.int().openapi({ description: 'Most pictures in one generation.' }),
    styles: z.array(z.object({ id: z.string(), title: inBoth, words: z.string().openapi({ description: 'What the style adds to the prompt.' }), loose: z.boolean().optional().openapi({ description: 'Whether the model follows these words only roughly.' }) })),
    examples: z.array(inBoth).openapi({ description: 'Prompts that this model draws well.' }),
  })
  .openapi('ModelCard')

export const modelSchema = z
  .object({
    id: z.string().openapi({ description: 'Name or alias.' }),
    object: z.literal('model'),
    modality: z.literal('images'),
    created: z.int().openapi({ description: 'Always 0: a model is told apart by the version on its card.' }),
    owned_by: z.string().openapi({ description: 'The engine that serves it.' }),
    answered_by: z.string().openapi({ description: 'Id of the model that draws: the same as id, or the model behind an alias.' }),
    sends_data_to: z.string().openapi({ description: '`here`, or the name and country of who receives the prompts.' }),
    place: z
      .object({ name: z.string(), country: z.string(), terms_url: z.string(), keeps_for: z.string() })
      .nullable()
      .openapi({ description: 'Who receives the prompts, where, on what terms and how long they keep them; null = this machine. See POST /v1/places.' }),
    expected: z
      .object({ least: z.number(), most: z.number(), from: z.int() })
      .nullable()
      .openapi({ description: 'Seconds for one picture of the usual size once its turn has come, by so many real durations; null = it has drawn none yet, and no time is made up.' }),
    price_micro: z.int().openapi({ description: 'Micro-units of the currency for one picture.' }),
    card: modelCardSchema,
  })
  .openapi('Model')

export type ModelBody = z.output<typeof modelSchema>

/** A model of another kind, whose requests are passed on as they come. */
export const otherModelSchema = z
  .object({
    id: z.string().openapi({ description: 'The name clients use.' }),
    object: z.literal('model'),
    modality: z.enum(modalities).openapi({ description: '`language` = POST /v1/chat/completions; `embeddings` = /v1/embeddings; `speech` = /v1/audio/speech; `transcription` = /v1/audio/transcriptions; `video` = /v1/videos.' }),
    created: z.int().openapi({ description: 'Always 0.' }),
    owned_by: z.string().openapi({ description: 'The server that answers.' }),
    title: inBoth,
    version: z.string().nullable().openapi({ description: 'null = not stated.' }),
    maker: z.string().nullable(),
    licence: z.string().nullable(),
    filing: z.string().nullable().openapi({ description: 'Number under which the model is filed or registered with an authority.' }),
    sends_data_to: modelSchema.shape.sends_data_to,
    place: modelSchema.shape.place,
    price_micro: z.int().openapi({ description: 'Micro-units of the currency for one request.' }),
  })
  .openapi('OtherModel')

export type OtherModelBody = z.output<typeof otherModelSchema>

/** Told apart by `modality`. */
export const anyModelSchema = z.union([modelSchema, otherModelSchema])

export const modelListSchema = z
  .object({ object: z.literal('list'), data: z.array(anyModelSchema).openapi({ description: 'The models that draw, the aliases of the charter, then models of other kinds: see `modality`.' }) })
  .openapi('ModelList')
