// What people send to have pictures drawn, and what the API says of a generation.

import { z } from '@hono/zod-openapi'
import { editKinds } from '../../core/orders.ts'
import { errorCodeSchema, warningSchema } from './error.ts'
import { formatSchema, imageSchema, time } from './image.ts'

/** Ranges are checked by the core, which knows the model; here they are said, so that clients can show them. */
export const wholeNumber = (description: string, least: number, most: number, example?: number) =>
  z.number().nullish().openapi({ type: 'integer', minimum: least, maximum: most, description, example })

export const promptField = z.string().openapi({
  description: 'What to draw, in words. Not empty, no control characters, at most the limit that GET /v1/session tells (4000 characters as shipped).',
  example: 'a red fox in the snow',
})
export const negativePromptField = z.string().nullish().openapi({ description: 'What to keep out of the picture, in words. Same limit as the prompt.' })
export const modelField = z.string().nullish().openapi({ description: 'Name of a model of GET /v1/models, or an alias. Usual: the model of the charter.', example: 'painter' })
export const sizeField = z.string().nullish().openapi({
  description: 'Width and height in pixels with x or × between them, or `auto` for what the model does best. Each side 64 to the model\'s largest.',
  example: '512x512',
})
export const seedField = wholeNumber('Start of chance: the same order with the same seed gives the same decoded pixels on the same model version. Usual: by lot.', 0, 4_294_967_295, 7)
export const stepsField = wholeNumber('Drawing steps; the model\'s card tells the range and the usual number. More is slower and finer.', 1, 1000)
export const watermarkField = z.boolean().nullish().openapi({ description: 'false leaves the visible mark out where a permission for that is recorded for the caller; otherwise the mark stays, and a warning says so.' })
export const guidanceField = z.number().nullish().openapi({ description: 'How strictly the picture follows the words; the model\'s card tells the range and the usual value.' })

export const generationRequestSchema = z
  .looseObject({
    prompt: promptField,
    enhanced_prompt: z.string().nullish().openapi({ description: 'A better wording of the prompt, from POST /v1/prompts/enhance or your own: it is drawn instead. Both are screened and kept.' }),
    negative_prompt: negativePromptField,
    style: z.string().nullish().openapi({ description: 'Id of a style on the model\'s card.' }),
    model: modelField,
    size: sizeField,
    width: wholeNumber('Pixels, together with height, instead of size.', 64, 4096),
    height: wholeNumber('Pixels, together with width, instead of size.', 64, 4096),
    pictures: wholeNumber('How many pictures, 1 to the limit that GET /v1/session tells. Usual: 1.', 1, 10),
    n: wholeNumber('The same as pictures.', 1, 10),
    seed: seedField,
    steps: stepsField,
    guidance: guidanceField,
    watermark_enabled: watermarkField,
    format: formatSchema.nullish().openapi({ description: 'File format. Usual: png.' }),
  })
  .openapi('GenerationRequest')

export type GenerationBody = z.output<typeof generationRequestSchema>

export const states = ['waiting', 'running', 'finished', 'cancelled', 'failed', 'refused'] as const
export const phases = ['waiting', 'warming', 'painting', 'finishing', 'ended'] as const

const stateField = z.enum(states).openapi({ description: 'refused = a rule said no; failed = the program or an engine could not. The last four are final.' })
const phaseField = z.enum(phases).openapi({ description: 'Finer than the state: what to show while waiting.' })
const placeField = z.int().openapi({ description: 'Generations ahead in line; 0 = next or being drawn.' })
const secondsField = z
  .object({ least: z.number().openapi({ description: 'Seconds, at the earliest.' }), most: z.number().openapi({ description: 'Seconds, in all likelihood at the latest.' }) })
  .openapi({ description: 'Range of seconds until it is ready, its place in line included, from the newest real durations of its engine; absent while there are none, and when it takes longer than any of them.' })
const timingsField = z.int().openapi({ description: 'How many real durations the range comes from; 0 = the engine has drawn nothing of the kind yet, and no time is made up.' })
const endErrorField = z
  .object({ code: errorCodeSchema, message: z.string() })
  .nullable()
  .openapi({ description: 'Why it did not finish; null otherwise.' })

export const outcomeSchema = z
  .object({
    engine: z.string().openapi({ description: 'Id of the engine that made it; `imported` = it was brought in, and not made here.' }),
    model: z.string().openapi({ description: 'The real model.' }),
    version: z.string().openapi({ description: 'Its version: the same order gives the same pixels on the same one.' }),
    made_at: time('When the engine was done'),
    prompt_sent: z.string().openapi({ description: 'The words that reached the engine: the prompt and what the style adds.' }),
    seeds: z.array(z.int()).openapi({ description: 'One for each picture.' }),
    width: z.int(),
    height: z.int(),
    steps: z.int().nullable(),
    guidance: z.number().nullable(),
  })
  .openapi('Outcome', { description: 'What was used to make the pictures: with this they can be made again.' })

export const generationSchema = z
  .object({
    id: z.string().openapi({ description: 'Id of the generation.', example: 'gen_7h2k0c9v4t1m8q5s3w6y2x0zab' }),
    object: z.literal('generation'),
    state: stateField,
    phase: phaseField,
    created_at: time('When it was accepted'),
    ended_at: time('When it ended; null while it has not').nullable(),
    deadline: time('When nobody can read it any more; null = when its owner deletes it').nullable(),
    charter: z.string().openapi({ description: 'Name and version of the charter in force at its birth.' }),
    prompt: z.string().openapi({ description: 'The words of its owner.' }),
    enhanced_prompt: z.string().nullable().openapi({ description: 'The better wording of the prompt that its owner accepted; it was drawn instead. null = the prompt itself was.' }),
    note: z.string().nullable().openapi({ description: 'What its owner added or put right.' }),
    negative_prompt: z.string(),
    style: z.string().nullable(),
    model: z.string().openapi({ description: 'The real model, whatever name was asked for.' }),
    width: z.int().openapi({ description: 'Pixels asked for.' }),
    height: z.int().openapi({ description: 'Pixels asked for.' }),
    pictures: z.int().openapi({ description: 'How many pictures were asked for.' }),
    seed: z.int().openapi({ description: 'Seed of the first picture; the next ones count up.' }),
    seed_asked: z.boolean().openapi({ description: 'Whether the caller chose the seed.' }),
    steps: z.int().nullable(),
    guidance: z.number().nullable(),
    format: formatSchema,
    place: placeField.optional(),
    seconds: secondsField.optional(),
    timings: timingsField.optional(),
    reference: z
      .object({
        image: z.string().nullable().openapi({ description: 'Id of the picture made here that it was made from; null = it was sent as a file.' }),
        how: z.enum(editKinds).openapi({ description: 'By words (`edit`), under a mask (`mask`), beyond its edges (`extend`), without words (`vary`), or only larger (`enlarge`).' }),
        strength: z.number(),
      })
      .nullable()
      .openapi({ description: 'The picture that it started from; null = it started from words alone.' }),
    imported_at: time('When it was brought in from elsewhere; null = it was made here. Its outcome then tells what the copy says').nullable(),
    outcome: outcomeSchema.optional(),
    warnings: z.array(warningSchema).openapi({ description: 'What is done differently from what was asked. Names of unknown fields stand only in the answer to the request that had them.' }),
    error: endErrorField,
    images: z.array(imageSchema).openapi({ description: 'The pictures, first to last; deleted ones are left out.' }),
  })
  .openapi('Generation')

export type GenerationAnswer = z.output<typeof generationSchema>

export const generationListSchema = z
  .object({
    object: z.literal('list'),
    data: z.array(generationSchema).openapi({ description: 'Newest first; what can no longer be read is left out.' }),
    has_more: z.boolean().openapi({ description: 'Whether there are older ones.' }),
    next: z.string().nullable().openapi({ description: 'Send it as `before` for the next page; null on the last one.' }),
  })
  .openapi('GenerationList')

export const listQuery = z.object({
  before: z.string().optional().openapi({ description: 'The `next` of the page before: only generations older than it.' }),
  limit: z.coerce.number().int().min(1).max(100).optional().openapi({ type: 'integer', description: 'Most entries of the page, 1 to 100. Usual: 20.' }),
})

export const generationEventSchema = z
  .object({
    generation: z.string(),
    state: stateField,
    phase: phaseField,
    place: placeField.nullable(),
    seconds: secondsField.nullable(),
    timings: timingsField.nullable(),
    picture: z.int().nullable().openapi({ description: 'Which picture is being drawn, from 0.' }),
    step: z.int().nullable().openapi({ description: 'Steps done of this picture.' }),
    steps: z.int().nullable().openapi({ description: 'Steps of each picture.' }),
    preview: z
      .object({ data_url: z.string().openapi({ description: 'A WebP of at most 256 pixels, as a data: address.' }) })
      .nullable()
      .openapi({ description: 'How the picture looks so far; only in `preview` events, none from the last quarter of the steps.' }),
    error: endErrorField,
  })
  .openapi('GenerationEvent', {
    description: 'Data of the server-sent events `state` (a new phase, place or range), `progress` (a step was done) and `preview` (a step and how it looks).',
  })

export type EventBody = z.output<typeof generationEventSchema>
