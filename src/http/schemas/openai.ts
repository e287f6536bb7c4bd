// The request and the answer of POST /v1/images/generations, as OpenAI's clients send and read them.

import { z } from '@hono/zod-openapi'
import { warningSchema } from './error.ts'
import { guidanceField, modelField, negativePromptField, promptField, seedField, sizeField, stepsField, wholeNumber } from './generation.ts'
import { formatSchema } from './image.ts'

const withoutEffect = (meaning: string) => z.unknown().optional().openapi({ description: `${meaning} Accepted for OpenAI clients; it has no effect here and a warning says so.` })

export const imagesRequestSchema = z
  .looseObject({
    prompt: promptField,
    model: modelField,
    n: wholeNumber('How many pictures, 1 to the limit that GET /v1/session tells. Usual: 1.', 1, 10),
    size: sizeField,
    response_format: z.enum(['b64_json', 'url']).nullish().openapi({
      description: '`b64_json` (usual): the file in the answer, base64. `url`: a signed address that opens the picture without a key for the minutes of the charter.',
    }),
    output_format: formatSchema.nullish().openapi({ description: 'File format. Usual: png.' }),
    style: z.string().nullish().openapi({ description: 'Id of a style on the model\'s card. OpenAI\'s `vivid` and `natural` have no effect and a warning says so.' }),
    seed: seedField,
    steps: stepsField,
    guidance: guidanceField,
    negative_prompt: negativePromptField,
    stream: z.boolean().nullish().openapi({ description: 'Only false: progress comes from GET /v1/generations/{id}/events.' }),
    user: z.unknown().optional().openapi({ description: 'The client\'s own id of its user. Accepted, not kept.' }),
    quality: withoutEffect('OpenAI\'s quality; use steps.'),
    background: withoutEffect('OpenAI\'s background.'),
    moderation: withoutEffect('OpenAI\'s moderation.'),
    output_compression: withoutEffect('OpenAI\'s compression.'),
    partial_images: withoutEffect('OpenAI\'s number of partial pictures in a stream.'),
  })
  .openapi('ImagesRequest')

export type ImagesBody = z.output<typeof imagesRequestSchema>

export const imagesAnswerSchema = z
  .object({
    created: z.int().openapi({ description: 'When the generation was accepted: seconds since 1970.' }),
    data: z
      .array(
        z.object({
          id: z.string().openapi({ description: 'Id of the image: GET /v1/images/{id}.' }),
          b64_json: z.string().optional().openapi({ description: 'The file, base64.' }),
          url: z.string().optional().openapi({ description: 'A signed address of the file.' }),
          seed: z.int().openapi({ description: 'The seed that draws this picture again.' }),
          revised_prompt: z.string().optional().openapi({ description: 'The words that reached the engine, where they differ from the prompt.' }),
        }),
      )
      .openapi({ description: 'The pictures, first to last.' }),
    model: z.string().openapi({ description: 'The real model, whatever name was asked for.' }),
    version: z.string().openapi({ description: 'Version of the model.' }),
    engine: z.string().openapi({ description: 'The engine that drew.' }),
    generation: z.string().openapi({ description: 'Id of the generation: GET /v1/generations/{id}.' }),
    size: z.string().openapi({ description: 'Width and height in pixels.', example: '512x512' }),
    output_format: formatSchema,
    settings: z
      .object({ seed: z.int(), steps: z.int().nullable(), guidance: z.number().nullable(), width: z.int(), height: z.int(), negative_prompt: z.string(), style: z.string().nullable() })
      .openapi({ description: 'What was used: the same settings give the same pixels on the same model version.' }),
    warnings: z.array(warningSchema).openapi({ description: 'What was done differently from what was asked.' }),
    usage: z
      .object({
        pictures: z.int().openapi({ description: 'Pictures made.' }),
        milliseconds: z.int().openapi({ description: 'From acceptance to the end.' }),
        input_tokens: z.literal(0),
        output_tokens: z.literal(0),
        total_tokens: z.literal(0),
        input_tokens_details: z.object({ text_tokens: z.literal(0), image_tokens: z.literal(0) }),
      })
      .openapi({ description: 'Gesso counts pictures; the token fields stand for OpenAI clients and are always 0.' }),
  })
  .openapi('ImagesAnswer')

export type ImagesAnswer = z.output<typeof imagesAnswerSchema>
