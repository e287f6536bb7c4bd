// The log of calls as it is asked for and told.

import { z } from '@hono/zod-openapi'
import type { RouteSchema } from '../route.ts'
import { time } from './image.ts'

const moment = z.iso.datetime({ offset: true })

export const callsQuery = z.object({
  key: z.string().max(60).optional().openapi({ description: 'Only those that came with this key: its id.' }),
  status: z.string().regex(/^[1-5](xx|\d\d)$/).optional().openapi({ description: 'An HTTP status, or a hundred of them: `429`, `4xx`.' }),
  model: z.string().max(80).optional().openapi({ description: 'Only those that this model was chosen for.' }),
  since: moment.optional().openapi({ description: 'From then on.' }),
  until: moment.optional().openapi({ description: 'Up to then.' }),
  after: z.string().max(60).optional().openapi({ description: 'Id of the last entry of the page before.' }),
  limit: z.coerce.number().int().min(1).max(100).optional().openapi({ type: 'integer', description: 'Most entries. Usual: 50.' }),
})

export const callSchema = z
  .object({
    id: z.string().openapi({ description: 'The header x-request-id of the answer; the server\'s own log names the request alike.', example: 'req_5f2e0c9b7a3d41868c1f9e02' }),
    object: z.literal('call'),
    created_at: time('When it came'),
    method: z.string(),
    route: z.string().openapi({ description: 'Pattern of the route: ids and words of the address are not kept.', example: '/v1/images/generations' }),
    key: z.object({ id: z.string(), name: z.string(), hint: z.string().nullable() }).nullable().openapi({ description: 'The API key it came with; null for somebody signed in.' }),
    model: z.string().nullable().openapi({ description: 'The model that was chosen, or the server of another kind.' }),
    status: z.int().openapi({ description: 'HTTP status; 499 = the client did not wait for the answer.' }),
    error: z
      .object({ code: z.string(), message: z.string().openapi({ description: 'What the code means and what to do. What the request said is not kept: `…` stands in its place.' }), status: z.int() })
      .nullable(),
    milliseconds: z.int().openapi({ description: 'From its coming until the answer began.' }),
    price_micro: z.int().nullable().openapi({ description: 'What its order has cost by now, in micro-units: given-back money is taken off. A repeated request names the same order, which is paid once. null = nothing was ordered.' }),
    generation: z.string().nullable().openapi({ description: 'Id of the generation that it ordered.' }),
  })
  .openapi('Call')

export type CallBody = z.output<typeof callSchema>

export const callListSchema = z
  .object({ object: z.literal('list'), days: z.int().openapi({ description: 'Days that entries are kept; 0 = this server keeps none.' }), data: z.array(callSchema), has_more: z.boolean() })
  .openapi('CallList')

export const listCalls: RouteSchema = {
  summary: 'Your requests of the last days, newest first',
  description:
    'Kept for `retention.callDays`: no prompt, no picture, no network address, no user agent. With an API key: what came with that key. Signed in: what came with any key of the account, and what was ordered in the studio. Entries are written within a second after the answer; a crash may lose the newest.',
  query: callsQuery,
  answers: { 200: { description: 'The entries.', schema: callListSchema } },
  errors: ['field_invalid'],
}
