// Joins URL map, identity and checks to one HTTP application; says no in one shape and logs one line a request.

import { Hono, type Context } from 'hono'
import { hasVisitors, need, type Caller } from '../core/callers.ts'
import { Stated, type ErrorCode } from '../core/errors.ts'
import type { Parts, Person } from '../core/ports.ts'
import type { Region } from '../core/regions.ts'
import { askAll } from '../core/rules.ts'
import { clientAddress, isWithin } from '../identity/address.ts'
import { cookiePlaceOf, identify } from '../identity/identify.ts'
import { findPerson } from '../identity/people.ts'
import { addLimitHeaders } from './accounts/keys.ts'
import { noteCall } from './calls.ts'
import { isRegistered } from '../policies/cookies.ts'
import type { Ask, Connection, HttpOptions, RouteScope } from './ask.ts'
import { clip } from './body.ts'
import { answerError, languageOf } from './errors.ts'
import { checkRoutes, works, type Route } from './route.ts'
import { routes } from './routes.ts'
import { hasSignal } from './signals.ts'
import { checkHost, checkSite, isLoopbackHost } from './sites.ts'
import { openStudio } from './studio-files.ts'
import { noteVisit } from './visits.ts'
import { isZaiPath, zaiPrefixes } from './zai/errors.ts'

export type { Connection, HttpOptions, PublishedPromise } from './ask.ts'

export type Http = Hono<{ Bindings: Connection }>
type Seen = Context<{ Bindings: Connection }>

/** Whoever calls `fetch` hands in the connection; without a remote address nobody is the owner of this machine. */
export function createHttp(parts: Parts, options: HttpOptions, table: readonly Route[] = routes): Http {
  checkRoutes(table)
  const app: Http = new Hono({ strict: true })
  const studio = openStudio(options.studioFolder)
  for (const path of new Set(table.map((route) => route.path))) {
    const here = table.filter((route) => route.path === path)
    for (const route of here) app.on(route.method, path, (context) => answer(parts, options, context, path, (ask) => serveRoute(ask, route), route.scope))
    const allowed = here.map(({ method }) => (method === 'GET' ? 'GET, HEAD' : method)).join(', ')
    app.all(path, (context) =>
      answer(parts, options, context, path, async () => {
        throw new Stated('method_not_allowed', { method: methodOf(context), allowed })
      }),
    )
  }
  for (const prefix of zaiPrefixes) {
    app.all(`${prefix}/*`, (context) =>
      answer(parts, options, context, prefix, async () => {
        throw new Stated('not_offered', { what: clip(`${methodOf(context)} ${context.req.path}`, 80) })
      }),
    )
  }
  app.all('*', (context) =>
    answer(parts, options, context, 'studio', async (ask) => {
      const reading = context.req.method === 'GET'
      const found = reading ? await studio.answer(ask, context.req.path) : undefined
      if (!found) throw new Stated('not_found')
      return found
    }),
  )
  return app
}

/** What the log says of a request whose client did not wait for the answer. */
const hungUp = 499

/** Checks, handler, errors, headers and the log line of one request. */
async function answer(parts: Parts, options: HttpOptions, context: Seen, route: string, handle: (ask: Ask) => Promise<Response>, scope?: RouteScope): Promise<Response> {
  const startedAt = performance.now()
  const language = languageOf(context.req.header('accept-language'))
  let ask: Ask | undefined
  const id = `req_${Buffer.from(parts.random.bytes(12)).toString('hex')}`
  let code: ErrorCode | undefined
  let response: Response
  try {
    ask = askOf(parts, options, context, route)
    response = await handle(ask)
  } catch (error) {
    code = error instanceof Stated ? error.code : 'internal'
    response = answerError(parts, error, language, route)
  }
  if (ask) noteVisit(ask, methodOf(context), response)
  if (scope === 'images:make' && ask) await tellPace(ask, response.headers)
  keepRegisteredCookies(parts, response.headers, route)
  addHeaders(response, route)
  response.headers.set('x-request-id', id)
  const milliseconds = Math.round(performance.now() - startedAt)
  // Never of a refusal: what is another's and what does not exist get the same answer.
  if (response.ok && route.startsWith('/v1/')) response.headers.set('openai-processing-ms', String(milliseconds))
  const status = context.req.raw.signal.aborted ? hungUp : response.status
  parts.log.write({ level: 'info', event: 'request', route, method: methodOf(context), status, milliseconds, request: id })
  if (ask && scope !== 'public') noteCall(ask, { id, method: methodOf(context), status, code, milliseconds })
  return response
}

/** @throws Stated `host_refused` */
function askOf(parts: Parts, options: HttpOptions, context: Seen, route: string): Ask {
  const request = context.req.raw
  const url = new URL(request.url)
  const host = request.headers.get('host') ?? url.host
  const hostIsLoopback = isLoopbackHost(checkHost(host, options.allowedHosts))
  const connection: Connection = context.env ?? {}
  const scheme = request.headers.get('x-forwarded-proto') === 'https' ? 'https:' : url.protocol
  const address = clientAddress(connection.remoteAddress, request.headers, options.trustedProxies ?? [])
  let found: Promise<Caller | undefined> | undefined
  const viaProxy = isWithin(connection.remoteAddress, options.trustedProxies ?? [])
  const findRegion = async (): Promise<Region | undefined> => parts.regions?.find(address, request.headers, viaProxy).catch((): Region => ({ broken: true }))
  return {
    parts,
    options,
    request,
    connection,
    language: languageOf(request.headers.get('accept-language')),
    origin: `${scheme}//${host}`,
    hostIsLoopback,
    route,
    told: {},
    path: (name) => context.req.param(name) ?? '',
    query: url.searchParams,
    address,
    findRegion,
    findCaller: () => (found ??= withEdge(identify(parts, options.operatorKeyHash, { remoteAddress: connection.remoteAddress, address, hostIsLoopback, headers: request.headers, signedTokens: isZaiPath(route) }), request, findRegion)),
  }
}

/** The owner of this machine comes by no edge. */
async function withEdge(identified: Promise<Caller | undefined>, request: Request, findRegion: Ask['findRegion']): Promise<Caller | undefined> {
  const caller = await identified
  return caller && { ...caller, objects: hasSignal(request), ...(caller.kind !== 'owner' && { region: await findRegion() }) }
}

async function serveRoute(ask: Ask, route: Route): Promise<Response> {
  const reading = route.method === 'GET'
  // Open to everyone: nothing depends on who asks, except who "I" am.
  if (route.scope === 'public') {
    if (!reading || route.path === '/v1/session') checkSite(ask.request.headers, hostOf(ask))
    return route.handler(ask)
  }
  checkSite(ask.request.headers, hostOf(ask))
  if (route.scope === 'person') return route.handler({ ...ask, person: await personOf(ask) })
  const caller = await ask.findCaller()
  if (!caller) throw new Stated(hasVisitors(ask.parts.charter) ? 'session_missing' : 'key_missing')
  if (route.scope !== 'any-caller') need(caller, route.scope)
  if (works(route)) await askAll(ask.parts.rules, (rule) => rule.checkAct?.({ kind: route.scope === 'keys:manage' ? 'keys' : 'make', caller }, ask.parts))
  if (works(route)) await askAll(ask.parts.rules, (rule) => rule.mayProcess?.(caller.owner, ask.parts))
  return route.handler({ ...ask, caller })
}

/** @throws Stated `sign_in_missing` */
async function personOf({ parts, request, connection, hostIsLoopback }: Ask): Promise<Person> {
  const person = await findPerson(parts, request.headers, cookiePlaceOf({ remoteAddress: connection.remoteAddress, hostIsLoopback }))
  if (!person) throw new Stated('sign_in_missing')
  return person
}

/** What is left to the caller after this request. An answer is given without it rather than not at all. */
async function tellPace({ parts, findCaller }: Ask, headers: Headers): Promise<void> {
  const caller = await findCaller().catch(() => undefined)
  if (caller) await addLimitHeaders(parts, caller, headers).catch(() => undefined)
}

const hostOf = (ask: Ask): string => new URL(ask.origin).host

const knownMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

function methodOf(context: Seen): string {
  const { method } = context.req.raw
  return knownMethods.includes(method) ? method : 'OTHER'
}

/** A cookie that the published register does not name is not set, whoever asked for it. */
function keepRegisteredCookies({ log }: Parts, headers: Headers, route: string): void {
  const asked = headers.getSetCookie()
  const kept = asked.filter(isRegistered)
  if (kept.length === asked.length) return
  headers.delete('set-cookie')
  for (const line of kept) headers.append('set-cookie', line)
  log.write({ level: 'error', event: 'cookie-refused', route, count: asked.length - kept.length })
}

/** What a handler has set stays; the rest is as closed as it can be. */
function addHeaders({ headers }: Response, route: string): void {
  const usual: Record<string, string> = {
    'cache-control': 'private, no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
    'referrer-policy': route.startsWith('/i/') ? 'no-referrer' : 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  }
  for (const [name, value] of Object.entries(usual)) if (!headers.has(name)) headers.set(name, value)
}
