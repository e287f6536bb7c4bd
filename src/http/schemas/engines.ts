// What the API says of engines and of the places beyond this machine.

import { z } from '@hono/zod-openapi'
import type { RouteSchema } from '../route.ts'
import { time } from './image.ts'

const standingSchema = z.object({
  at: time('When a worker saw it'),
  ready: z.boolean().openapi({ description: 'Whether it says that it is well.' }),
  breaker: z.enum(['closed', 'half-open', 'open']).openapi({ description: 'open = it failed again and again and is left alone for a while; half-open = the next picture tries it.' }),
  drawing: z.int().openapi({ description: 'Pictures being drawn.' }),
  waiting: z.int().openapi({ description: 'Pictures that wait for this engine at that worker.' }),
  median_ms: z.int().nullable().openapi({ description: 'Milliseconds: half of the newest pictures took less.' }),
  slowest_ms: z.int().nullable().openapi({ description: 'Milliseconds: nineteen of twenty of the newest pictures took less.' }),
  pictures: z.int().openapi({ description: 'Pictures since the start of the worker.' }),
  faults: z.int().openapi({ description: 'Faults since the start of the worker.' }),
  last_fault: z.string().nullable().openapi({ description: 'Code of the newest fault.' }),
  canary: z
    .object({ at: z.string(), milliseconds: z.number(), changed: z.number().nullable().openapi({ description: 'How far it looks from the one before: 0 the same, 1 all different.' }) })
    .nullable()
    .openapi({ description: 'The fixed picture of the day; null while there is none.' }),
})

export const engineAbilities = ['seed', 'negativePrompt', 'previews', 'reference', 'mask', 'strength', 'steps', 'guidance'] as const

const engineSchema = z
  .object({
    id: z.string(),
    object: z.literal('engine'),
    driver: z.string().openapi({ description: 'How it is spoken to.' }),
    modality: z.string().openapi({ description: 'What it makes.' }),
    on: z.boolean().openapi({ description: 'Whether it is switched on.' }),
    place: z
      .object({ name: z.string(), country: z.string(), terms_url: z.string(), keeps_for: z.string() })
      .nullable()
      .openapi({ description: 'Who gets the prompts; null = this machine.' }),
    models: z.array(z.string()),
    abilities: z.array(z.enum(engineAbilities)).openapi({ description: 'What at least one of its models can do; empty for engines of other kinds than pictures.' }),
    paused: z.boolean().openapi({ description: 'Whether an operator wants it left alone.' }),
    timings: z
      .object({ count: z.int(), median_ms: z.int(), slowest_ms: z.int().openapi({ description: 'Nineteen of twenty took less.' }) })
      .nullable()
      .openapi({ description: 'Of the newest pictures that were kept, from the first stroke until then, whatever their size; null = it has drawn nothing yet, and no time is made up.' }),
    price_micro: z.int().openapi({ description: 'Micro-units of the currency for one picture.' }),
    standings: z.array(standingSchema).openapi({ description: 'By worker; empty while none has said anything in the last two minutes.' }),
  })
  .openapi('Engine')

export type EngineBody = z.output<typeof engineSchema>

const enginesSchema = z
  .object({ object: z.literal('list'), in_line: z.int().openapi({ description: 'Orders that wait or are being drawn, of everybody.' }), data: z.array(engineSchema) })
  .openapi('EngineList')

export type EnginesBody = z.output<typeof enginesSchema>

export const steeringSchema = z
  .looseObject({
    action: z.enum(['pause', 'resume', 'try-now', 'canary']).openapi({
      description: 'pause = it gets no further pictures until `resume`; try-now = its faults are forgotten and the next picture is risked; canary = it draws its fixed picture now.',
    }),
  })
  .openapi('EngineSteering')

const placesSchema = z
  .object({
    object: z.literal('list'),
    data: z.array(
      z.object({
        place: z.string().openapi({ description: 'Who gets your words, and the pictures you give.' }),
        country: z.string().openapi({ description: 'Two letters.' }),
        terms_url: z.string().openapi({ description: 'Their terms.' }),
        keeps_for: z.string().openapi({ description: 'How long they keep what they get, in words.' }),
        models: z.array(z.string()).openapi({ description: 'Models that are drawn there.' }),
        agreed: z.boolean().openapi({ description: 'Whether you agreed to it.' }),
      }),
    ),
  })
  .openapi('Places')

export type PlacesBody = z.output<typeof placesSchema>

export const placeChoiceSchema = z
  .looseObject({
    place: z.string().openapi({ description: 'The `place` of an entry of GET /v1/places.' }),
    agreed: z.boolean().openapi({ description: 'true = your words may go there from now on; false = no longer.' }),
  })
  .openapi('PlaceChoice')

export const listEngines: RouteSchema = {
  summary: 'Engines, and how they are doing',
  description: 'For operators: health, speed, faults and breakers, as each worker sees them.',
  answers: { 200: { description: 'All engines of the charter.', schema: enginesSchema } },
}

export const steerEngine: RouteSchema = {
  summary: 'Pause an engine, let it go on, try it again now, or run its canary',
  description: 'For operators. Every worker takes it up within a few seconds; a pause outlives a restart.',
  params: z.object({ id: z.string().openapi({ description: 'Id of the engine.' }) }),
  body: steeringSchema,
  answers: { 200: { description: 'All engines, as they stand now.', schema: enginesSchema } },
  errors: ['body_not_json', 'body_not_text', 'field_invalid', 'not_found'],
}

export const readPlaces: RouteSchema = {
  summary: 'Places beyond this machine where pictures may be drawn',
  answers: { 200: { description: 'Each with its terms and whether you agreed to it.', schema: placesSchema } },
}

export const agree: RouteSchema = {
  summary: 'Agree to a place, or take it back',
  description: 'Before the first use of a model that is drawn by somebody else. When what is shown of a place changes, you are asked again.',
  body: placeChoiceSchema,
  answers: { 200: { description: 'All places, as they stand now.', schema: placesSchema } },
  errors: ['body_not_json', 'body_not_text', 'field_invalid', 'not_found'],
}
