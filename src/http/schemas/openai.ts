// The request and the answer of POST /v1/images/generations, as OpenAI's clients send and read them.

import { z } from '@hono/zod-openapi'
import { warningSchema } from './error.ts'
import { guidanceField, modelField, negativePromptField, promptField, seedField, sizeField, stepsField, watermarkField, wholeNumber } from './generation.ts'
import { formatSchema } from './image.ts'

const withoutEffect = (meaning: string) => z.unknown().optional().openapi({ description: `${meaning} Accepted for OpenAI clients; it has no effect here and a warning says so.` })

/** What all three ways of making pictures take. */
const common = {
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
  watermark_enabled: watermarkField,
  negative_prompt: negativePromptField,
  stream: z.boolean().nullish().openapi({ description: 'Answer with server-sent events: partial pictures, then each picture.' }),
  partial_images: wholeNumber('With stream: most previews of each picture, 0 to 3, as WebP of at most 256 pixels, labelled as the pictures are. A fast model may give fewer. Usual: 0.', 0, 3),
  user: z.string().max(512).nullish().openapi({ description: 'The client\'s own id of its user, for limits and abuse; only a keyed digest of it is kept.' }),
  quality: z.string().nullish().openapi({
    description: '`low`, `medium`, `high` (or `standard`, `hd`, `xhigh`, `max`): less or more drawing steps than the model\'s usual; `auto` = its usual. `steps` counts more.',
  }),
  output_compression: wholeNumber('For jpeg and webp: 0 (smallest file) to 100 (closest to the pixels).', 0, 100),
  background: withoutEffect('OpenAI\'s background: every picture here is opaque.'),
  moderation: withoutEffect('OpenAI\'s moderation: the rules of this server hold for everyone.'),
}

const sourceField = z.union([z.string(), z.object({ image_url: z.string() }), z.object({ file_id: z.string() })])
const strengthField = z.number().nullish().openapi({ minimum: 0, maximum: 1, description: 'How much the picture may change: 0 (not at all) to 1 (drawn anew). Usual: 1 under a mask, 0.6 without; 0.35 with input_fidelity high.' })

export const imagesRequestSchema = z.looseObject({ prompt: promptField, ...common }).openapi('ImagesRequest')

export type ImagesBody = z.output<typeof imagesRequestSchema>

export const editsRequestSchema = z
  .looseObject({
    prompt: promptField,
    images: z.array(sourceField).nullish().openapi({ description: 'The pictures to change, 1 to 16: `{"image_url": "data:image/png;base64,..."}` or `{"file_id": "file-..."}`, also with the id of a picture made here. The first one is changed; models that can look at the others.' }),
    image: z.union([sourceField, z.array(sourceField)]).nullish().openapi({ description: 'The same as images.' }),
    mask: sourceField.nullish().openapi({ description: 'A picture of the same size: where it can be seen through, the first picture is drawn anew; everywhere else its pixels stay as they are.' }),
    strength: strengthField,
    extend_left: wholeNumber('Pixels to add at the left and to draw anew; what is there keeps its pixels.', 0, 2048),
    extend_top: wholeNumber('The same at the top.', 0, 2048),
    extend_right: wholeNumber('The same at the right.', 0, 2048),
    extend_bottom: wholeNumber('The same at the bottom.', 0, 2048),
    input_fidelity: z.string().nullish().openapi({ description: '`high` keeps more of the picture, `low` (usual) less.' }),
    ...common,
  })
  .openapi('ImageEditsRequest')

export type EditsBody = z.output<typeof editsRequestSchema>

const filePart = z.unknown().openapi({ type: 'string', format: 'binary' })

/** The same as a form: files instead of references. */
export const editsFormSchema = z
  .looseObject({
    ...editsRequestSchema.shape,
    image: filePart.openapi({ type: 'string', format: 'binary', description: 'The picture to change: PNG, JPEG or WebP. Several as `image[]` or `image[0]`, `image[1]`, ...' }),
    mask: filePart.optional().openapi({ type: 'string', format: 'binary', description: 'See the JSON form.' }),
  })
  .omit({ images: true })
  .openapi('ImageEditsForm')

export const variationsFormSchema = z
  .looseObject({
    image: filePart.openapi({ type: 'string', format: 'binary', description: 'The picture to vary: PNG, JPEG or WebP.' }),
    strength: strengthField,
    ...common,
  })
  .openapi('ImageVariationsForm')

/** Its fields beside the file. */
export const variationsRequestSchema = z.looseObject({ strength: strengthField, ...common })

/** What all of them have, whatever else they hold. */
export type CommonBody = z.output<typeof variationsRequestSchema>

/** Fields that a form gives as text. */
export const formKinds = {
  numbers: ['n', 'seed', 'steps', 'guidance', 'partial_images', 'output_compression', 'strength', 'extend_left', 'extend_top', 'extend_right', 'extend_bottom'],
  switches: ['stream', 'watermark_enabled'],
} as const

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
    quality: z.string().optional().openapi({ description: 'As it was asked for.' }),
    background: z.literal('opaque').openapi({ description: 'Always opaque.' }),
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
