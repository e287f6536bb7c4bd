// The typed client of the API, for the studio, for tests and for customers; runs in browsers and in Node.

import createFetchClient, { type Client } from 'openapi-fetch'
import { readEvents, type EventsOptions, type HeardEvent } from './events.ts'
import type { components, paths } from './schema.ts'

export type { HeardEvent } from './events.ts'
export type { components, paths } from './schema.ts'

type Schemas = components['schemas']
export type Generation = Schemas['Generation']
export type GenerationRequest = Schemas['GenerationRequest']
export type GenerationEvent = Schemas['GenerationEvent']
export type Image = Schemas['Image']
export type Link = Schemas['Link']
export type Model = Schemas['Model']
export type ModelCard = Schemas['ModelCard']
export type Session = Schemas['Session']
export type Trust = Schemas['Trust']
export type Warning = Schemas['Warning']
export type ErrorBody = Schemas['Error']
export type ErrorCode = Schemas['ErrorCode']

export interface ClientOptions {
  /** Where Gesso is, e.g. `http://localhost:3000`; usual: the page's own origin. */
  baseUrl?: string
  /** An API key; not needed by the owner on their own machine, nor by a browser with a session. */
  key?: string
  /** Language of error sentences. */
  language?: 'en' | 'zh'
  fetch?: typeof fetch
}

export interface Gesso extends Client<paths> {
  /** News of a generation until it has ended; comes back by itself when the connection breaks. */
  events(generation: string, options?: EventsOptions): AsyncGenerator<HeardEvent>
}

/** `GET`, `POST` and `DELETE` as openapi-fetch gives them: `const { data, error } = await gesso.GET('/v1/models')`. */
export function createGesso({ baseUrl = '', key, language, fetch: fetchWith = globalThis.fetch }: ClientOptions = {}): Gesso {
  const headers = {
    ...(key ? { Authorization: `Bearer ${key}` } : {}),
    ...(language ? { 'Accept-Language': language } : {}),
  }
  const fetchIt: typeof fetch = (input, init) => fetchWith(input, init)
  const client = createFetchClient<paths>({ baseUrl, headers, fetch: (request: Request) => fetchIt(request) })
  return {
    ...client,
    events: (generation, options = {}) => readEvents(`${baseUrl}/v1/generations/${encodeURIComponent(generation)}/events`, { headers, fetch: fetchIt, ...options }),
  }
}
