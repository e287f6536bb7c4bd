// Turns the URL map into an OpenAPI 3.1 document.

import { OpenAPIHono, z } from '@hono/zod-openapi'
import type { ErrorCode } from '../core/errors.ts'
import { statusOf } from './errors.ts'
import type { Route, RouteSchema } from './route.ts'
import { roleSchema } from './schemas/accounts.ts'
import { errorSchema } from './schemas/error.ts'
import { receiptSchema } from './schemas/rights.ts'

const everywhere: readonly ErrorCode[] = ['host_refused', 'origin_refused', 'internal', 'storage_unavailable']
const ofCallers: readonly ErrorCode[] = ['key_missing', 'key_invalid', 'session_missing']

export function describeApi(routes: readonly Route[]): Record<string, unknown> {
  const { openAPIRegistry: registry, getOpenAPI31Document } = new OpenAPIHono()
  registry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer', description: 'An API key. Not needed by the owner on their own machine.' })
  registry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: '__Host-gesso', description: 'A visitor\'s session, where the charter has them; `gesso-session` on loopback over plain HTTP.' })
  // Met first where they may be null, these would be said to be null everywhere.
  registry.register('Receipt', receiptSchema)
  registry.register('Role', roleSchema)
  for (const route of routes) {
    registry.registerPath({
      method: route.method.toLowerCase() as 'get' | 'post' | 'delete',
      path: route.path.replace(/:(\w+)/g, '{$1}'),
      operationId: operationOf(route),
      summary: route.schema.summary,
      description: route.schema.description,
      security: route.scope === 'public' ? [] : [{ key: [] }, { session: [] }, {}],
      request: requestOf(route.schema),
      responses: { ...answersOf(route.schema), ...errorsOf(route) },
    })
  }
  return getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Gesso', version: '1', description: 'Words into pictures. docs/api.md is the manual.', license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' } },
    servers: [{ url: '/' }],
  }) as unknown as Record<string, unknown>
}

const file = z.string().openapi({ format: 'binary' })

function requestOf({ params, query, headers, body, form, fileTypes }: RouteSchema) {
  const types = fileTypes?.map((type) => [type, { schema: file }])
  return {
    params,
    query,
    headers,
    body: types ? { required: true, content: Object.fromEntries(types) } : (body ?? form) && { required: true, content: contentOf(body, form) },
  }
}

function contentOf(body: RouteSchema['body'], form: RouteSchema['form']) {
  return { ...(body && { 'application/json': { schema: body } }), ...(form && { 'multipart/form-data': { schema: form } }) }
}

function answersOf(schema: RouteSchema) {
  return Object.fromEntries(
    Object.entries(schema.answers).map(([status, { description, schema: body, types = ['application/json'] }]) => {
      const content = body || types[0] !== 'application/json' ? Object.fromEntries(types.map((type) => [type, { schema: body ?? file }])) : undefined
      return [status, { description, content }]
    }),
  )
}

/** One entry for each status; its description names the codes. */
function errorsOf(route: Route) {
  const codes = [...(route.schema.errors ?? []), ...(/:(id|token)/.test(route.path) ? (['not_found'] as const) : []), ...everywhere]
  if (route.scope !== 'public') codes.push(...ofCallers)
  if (route.scope !== 'public' && route.scope !== 'any-caller') codes.push('scope_missing')
  const byStatus = Map.groupBy(new Set(codes), statusOf)
  return Object.fromEntries(
    [...byStatus].map(([status, of]) => [status, { description: of.map((code) => `\`${code}\``).join(', '), content: { 'application/json': { schema: errorSchema } } }]),
  )
}

/** e.g. `post_v1_generations_id_cancel`. */
function operationOf(route: Route): string {
  return `${route.method.toLowerCase()}${route.path.replace(/\W+/g, '_')}`.replace(/_$/, '')
}
