// Who is asking, and what holds for them: what the studio needs to draw its forms.

import { z } from '@hono/zod-openapi'
import { scopes } from '../../core/callers.ts'
import { time } from './image.ts'
import { incidentSchema } from './operating.ts'
import { choicesSchema } from './rights.ts'
import { enhancerSchema } from './prompts.ts'

/** Until the day of the end people can take their things away; from then on every key is destroyed. */
const endingSchema = z
  .object({ announced_at: time('When it was announced'), not_before: time('From when on every key is destroyed; until then everything can be exported') })
  .nullable()
  .openapi({ description: 'The announced end of this server; null while there is none.' })

export const sessionSchema = z
  .object({
    object: z.literal('session'),
    kind: z.enum(['none', 'session', 'owner', 'key', 'person']).openapi({
      description: 'none = nobody known; session = a visitor; owner = the owner of this machine, on it; key = an API key; person = somebody who signed in.',
    }),
    scopes: z.array(z.enum(scopes)).openapi({ description: 'What may be done.' }),
    access: z.enum(['owner', 'sessions', 'accounts']).openapi({ description: 'Who may ask: the owner on this machine, any visitor in a session, or people who sign in and the keys of their accounts.' }),
    visitors: z.boolean().openapi({ description: 'Whether visitors may ask in a session of their own.' }),
    charter: z.object({ name: z.string(), version: z.string() }),
    model: z.string().openapi({ description: 'The model used when a request names none.' }),
    limits: z.object({
      prompt_characters: z.int().openapi({ description: 'Most characters in a prompt.' }),
      pictures: z.int().openapi({ description: 'Most pictures in one generation.' }),
      waiting: z.int().openapi({ description: 'Most unfinished generations at a time.' }),
      body_bytes: z.int().openapi({ description: 'Most bytes in the body of a request.' }),
    }),
    retention: z.object({
      image_days: z
        .union([z.int(), z.enum(['until-deleted', 'session'])])
        .openapi({ description: 'Days until a picture can be read by nobody; or `until-deleted`; or `session` = when the session ends.' }),
      session_idle_minutes: z.int().openapi({ description: 'Minutes without a request after which a session ends.' }),
      session_most_hours: z.int().openapi({ description: 'Hours after which a session ends whatever happens.' }),
      link_minutes: z.int().openapi({ description: 'Minutes that a signed address works.' }),
    }),
    ends: z
      .object({
        idle_at: time('When it ends by silence; every request puts it off'),
        most_at: time('When it ends whatever happens'),
        at_end: z.enum(['erase', 'keep-links']).openapi({ description: 'erase = everything goes; keep-links = shared pictures stay until their deadline.' }),
      })
      .nullable()
      .openapi({ description: 'When this session ends; null for callers without one.' }),
    sharing: z.object({ most_days: z.int() }).nullable().openapi({ description: 'Most days of a share link; null = sharing is off.' }),
    rights: z.object({
      deletion: z.enum(['self-service', 'reviewed']),
      review_reason: z.string().nullable().openapi({ description: 'Why erasing everything is reviewed first.' }),
      undo_seconds: z.int().openapi({ description: 'Seconds in which a page lets a deletion be undone before it sends it.' }),
      offer_export: z.boolean().openapi({ description: 'Whether a copy is offered before a session is ended.' }),
    }),
    privacy: choicesSchema,
    gallery: z.object({ days: z.int() }).nullable().openapi({ description: 'Most days of a published picture; null = there is no gallery.' }),
    imports: z.object({ pictures: z.int(), bytes: z.int() }).nullable().openapi({ description: 'Most pictures and bytes of a copy that is brought in; null = none is taken.' }),
    enhancer: enhancerSchema,
    ending: endingSchema,
    incident: z.union([incidentSchema, z.null()]).openapi({ description: 'What goes wrong right now, or the maintenance window that goes on or comes within a week. All of them: GET /v1/incidents.' }),
    terms: z
      .object({
        version: z.string().nullable().openapi({ description: 'The version of the published terms that counts.' }),
        must_accept: z.boolean().openapi({ description: 'Whether nothing new is made before you accept it: POST /v1/terms.' }),
        new_controller: z.boolean().openapi({ description: 'Whether somebody else answers for this server since: nothing of yours is worked with before you accept.' }),
        upcoming_at: time('When announced changes take effect').nullable(),
        unread: z.int().openapi({ description: 'Notices that you have not read: GET /v1/notices.' }),
      })
      .openapi({ description: 'Where you stand with the published terms: GET /v1/policies, GET /v1/terms.' }),
    gate: z
      .object({
        age: z.enum(['not-asked', 'open', 'under', 'guardian-needed', 'guarded', 'advised', 'free']).openapi({ description: 'Where you stand with the question about age: GET /v1/age.' }),
        region: z.enum(['served', 'refused', 'unknown']).openapi({ description: 'Whether this server is offered where your request comes from: GET /v1/regions.' }),
      })
      .openapi({ description: 'What stands between you and something new.' }),
    promises: z.array(z.string()).openapi({ description: 'Ids of the promises in force; GET /v1/trust has their sentences.' }),
    demo: z.object({ collects: z.array(z.string()) }).nullable().openapi({ description: 'Somebody\'s own machine, opened for others: what is collected, to be agreed to by POST /v1/terms before anything is made. null = no such machine, or agreed.' }),
    languages: z.array(z.enum(['en', 'zh'])),
    server_time: time('Now, by the server\'s clock'),
  })
  .openapi('Session')

export type SessionBody = z.output<typeof sessionSchema>

export const trustSchema = z
  .object({
    object: z.literal('trust'),
    charter: z.object({ name: z.string(), version: z.string() }),
    third_parties: z
      .array(
        z.object({
          name: z.string(),
          country: z.string().openapi({ description: 'Two letters.' }),
          policy_url: z.string(),
          purpose: z.enum(['mail', 'sms', 'sign-in']).openapi({ description: 'mail, sms = gets the address and the words of messages; sign-in = learns that somebody signs in here, if they choose it.' }),
        }),
      )
      .openapi({ description: 'Who beyond this machine gets something of people through what the charter switches on. Engines are listed in GET /v1/places.' }),
    ending: endingSchema,
    promises: z
      .array(
        z.object({
          id: z.string().openapi({ description: 'Id of the promise.', example: 'images-expire' }),
          sentences: z.object({ en: z.array(z.string()), zh: z.array(z.string()) }).openapi({ description: 'The published sentences, with the settings of the charter filled in.' }),
          probe: z
            .object({ at: time('When it looked'), holds: z.boolean(), numbers: z.record(z.string(), z.number()) })
            .nullable()
            .openapi({ description: 'The newest running check on the live system; null before the first one.' }),
          sweep: z
            .object({ at: time('When it ran'), holds: z.boolean(), numbers: z.record(z.string(), z.number()) })
            .nullable()
            .openapi({ description: 'The newest scheduled removal; null before the first one.' }),
        }),
      )
      .openapi({ description: 'Every promise in force.' }),
  })
  .openapi('Trust')

export type TrustBody = z.output<typeof trustSchema>

export const healthSchema = z.object({ status: z.enum(['ok', 'starting']) }).openapi('Health')
