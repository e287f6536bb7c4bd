// What a line of the URL map is, and the check that no line leaves open who may use it.

import type { z } from '@hono/zod-openapi'
import { scopes } from '../core/callers.ts'
import type { ErrorCode } from '../core/errors.ts'
import type { Ask, AskOfCaller, AskOfPerson, RouteScope } from './ask.ts'

export interface RouteSchema {
  /** One line: what it does. */
  summary: string
  description?: string
  params?: z.ZodObject
  query?: z.ZodObject
  headers?: z.ZodObject
  body?: z.ZodType
  /** The same as a form (multipart), instead of or beside `body`. */
  form?: z.ZodType
  /** For a body that is a file: the media types that are taken. */
  fileTypes?: readonly string[]
  /** By status; a media type other than JSON is named. */
  answers: Record<number, { description: string; schema?: z.ZodType; types?: readonly string[] }>
  /** Errors of its own, beside those that every route can give. */
  errors?: readonly ErrorCode[]
}

export type Route = { method: 'GET' | 'POST' | 'DELETE'; path: string; schema: RouteSchema } & (
  | { scope: 'public'; handler: (ask: Ask) => Promise<Response> }
  | { scope: 'person'; handler: (ask: AskOfPerson) => Promise<Response> }
  | { scope: Exclude<RouteScope, 'public' | 'person'>; handler: (ask: AskOfCaller) => Promise<Response> }
)

/** Whether it makes, changes or shares something of the caller's. Stopping an order and the note that corrects one stay everybody's right. */
export function works({ method, path, scope }: Route): boolean {
  return method === 'POST' && (scope === 'images:make' || scope === 'keys:manage') && !/\/(cancel|note)$/.test(path)
}

const knownScopes: readonly unknown[] = ['public', 'any-caller', 'person', ...scopes]

/** Stops the start when a route does not say who may use it, or stands there twice. */
export function checkRoutes(routes: readonly Route[]): void {
  const seen = new Set<string>()
  for (const { method, path, scope } of routes) {
    const name = `${method} ${path}`
    if (!knownScopes.includes(scope)) throw new Error(`The route ${name} declares no known scope. Give it one in src/http/routes.ts.`)
    if (seen.has(name)) throw new Error(`The route ${name} stands twice in src/http/routes.ts.`)
    seen.add(name)
  }
}
