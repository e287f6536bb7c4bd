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
export type LabelReport = Schemas['LabelReport']
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
  /** Language of error sentences; a function is asked at each request. */
  language?: Language | (() => Language)
  /** Told after each request whether the server could be reached. */
  notice?: (reachable: boolean) => void
  fetch?: typeof fetch
}

export type Language = 'en' | 'zh'

export interface Gesso extends Client<paths> {
  /** News of a generation until it has ended; comes back by itself when the connection breaks. */
  events(generation: string, options?: EventsOptions): AsyncGenerator<HeardEvent>
}

/** `GET`, `POST` and `DELETE` as openapi-fetch gives them: `const { data, error } = await gesso.GET('/v1/models')`. */
export function createGesso(options: ClientOptions = {}): Gesso {
  const { baseUrl = globalThis.location?.origin ?? '' } = options
  const fetchIt = fetchOf(options)
  return {
    ...createFetchClient<paths>({ baseUrl, fetch: fetchIt }),
    events: (generation, following = {}) => readEvents(`${baseUrl}/v1/generations/${encodeURIComponent(generation)}/events`, { fetch: fetchIt, ...following }),
  }
}

function fetchOf({ key, language, notice, fetch: fetchWith = (input, init) => globalThis.fetch(input, init) }: ClientOptions): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const wanted = typeof language === 'function' ? language() : language
    if (key) request.headers.set('authorization', `Bearer ${key}`)
    if (wanted) request.headers.set('accept-language', wanted)
    try {
      const answer = await fetchWith(request)
      notice?.(true)
      return answer
    } catch (error) {
      if (!request.signal.aborted) notice?.(false)
      throw error
    }
  }
}
