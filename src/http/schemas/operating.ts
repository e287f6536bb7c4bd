// What the routes of the overview, of incidents and of maintenance take and answer.

import { z } from '@hono/zod-openapi'
import { incidentStates } from '../../core/incident-tables.ts'
import type { RouteSchema } from '../route.ts'
import { time } from './image.ts'

const count = (description: string) => z.int().openapi({ description })
const milliseconds = (description: string) => z.number().nullable().openapi({ description: `${description}, in milliseconds; null = none finished.` })

export const overviewSchema = z
  .object({
    object: z.literal('overview'),
    at: time('When it was counted'),
    line: z.object({ waiting: z.int(), running: z.int(), oldest_waiting_seconds: z.number().nullable() }),
    ended: z.object({
      hours: z.array(
        z.object({ at: time('Beginning of the hour'), finished: z.int(), failed: z.int(), refused: z.int(), cancelled: z.int(), median_ms: milliseconds('Usual time'), slowest_ms: milliseconds('Longest time') }),
      ),
      median_ms: milliseconds('Half of the orders took less'),
      p95_ms: milliseconds('95 % of the orders took less'),
      errors: z.array(z.object({ code: z.string(), count: z.int() })),
    }),
    kept: z.object({ images: z.int(), bytes: count('Of the pictures before sealing.'), free_bytes: z.number().nullable().openapi({ description: 'Free where this server keeps its data; null = not known.' }) }),
    promises: z.object({ hold: z.int(), broken: z.array(z.string()), unchecked: count('Not checked since this instance began.') }),
  })
  .openapi('Overview')
export type OverviewBody = z.output<typeof overviewSchema>

const words = (most: number) => z.object({ en: z.string().trim().min(1).max(most).optional(), zh: z.string().trim().min(1).max(most).optional() })

export const incidentSchema = z
  .object({
    id: z.string(),
    object: z.literal('incident'),
    kind: z.enum(['incident', 'maintenance']),
    title: words(150),
    personal: z.boolean().openapi({ description: 'Whether data of people was or may be touched.' }),
    state: z.enum([...incidentStates, 'planned', 'going-on']).openapi({ description: 'looking = the cause is sought, known = it is found, watching = mended and looked after, over; a window is planned, going-on or over.' }),
    announced_at: time('When it was told'),
    starts_at: time('When it began, or is planned to begin'),
    ends_at: time('Planned end of a window').nullable(),
    over_at: time('When it was over, or called off').nullable(),
    updates: z.array(z.object({ at: time('When this was told'), state: z.enum(incidentStates), words: words(4000) })).openapi({ description: 'Oldest first.' }),
  })
  .openapi('Incident')
export type IncidentBody = z.output<typeof incidentSchema>
export const incidentListSchema = z.object({ object: z.literal('list'), since: time('Since when this instance keeps the list').nullable(), data: z.array(incidentSchema) }).openapi('IncidentList')

export const newIncidentSchema = z
  .object({
    kind: z.enum(['incident', 'maintenance']),
    title: words(150),
    words: words(4000),
    personal: z.boolean().default(false),
    starts_at: z.iso.datetime({ offset: true }).optional().openapi({ description: 'For an incident: when it began; absent = now. A window is planned and needs it.' }),
    ends_at: z.iso.datetime({ offset: true }).optional().openapi({ description: 'Planned end of a window.' }),
  })
  .openapi('NewIncident')
export const incidentUpdateSchema = z.object({ state: z.enum(incidentStates), words: words(4000) }).openapi('IncidentUpdate')

const bodyErrors = ['field_invalid', 'body_not_json', 'body_not_text', 'content_type_unsupported', 'body_too_large'] as const

export const readOverview: RouteSchema = {
  summary: 'The line, the last 24 hours, storage and promises at a glance',
  description: 'Counts and durations alone. Orders that were forgotten in the meantime are not counted.',
  answers: { 200: { description: 'As it stands now.', schema: overviewSchema } },
}
export const listIncidents: RouteSchema = {
  summary: 'What went wrong here, and what is planned',
  answers: { 200: { description: 'Newest first, at most a hundred.', schema: incidentListSchema } },
}
export const openIncident: RouteSchema = {
  summary: 'Tell everybody of an incident or a maintenance window',
  description: 'It stands on every page while it goes on, a window from a week before, and stays in the public list. It cannot be taken back; say more of it by POST /v1/incidents/{id}/updates.',
  body: newIncidentSchema,
  answers: { 201: { description: 'Told.', schema: incidentSchema } },
  errors: bodyErrors,
}
export const tellMore: RouteSchema = {
  summary: 'Tell how an incident or a window goes on, or that it is over',
  params: z.object({ id: z.string().openapi({ description: 'Id of the incident.' }) }),
  body: incidentUpdateSchema,
  answers: { 200: { description: 'As it stands now.', schema: incidentSchema } },
  errors: bodyErrors,
}
