// The URL map: every line says who may use it, and what is generated from it is not stale.

import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { promptsStayOutOfLogs } from '../trust/prompts-stay-out-of-logs.ts'
import { checkRoutes, type Route } from './route.ts'
import { routes } from './routes.ts'
import { apiFile, copyFile, generate, logWordsFile, typesFile } from './write-openapi.ts'

const changed = (change: Partial<Record<keyof Route, unknown>>) => routes.map((route) => (route.path === '/v1/generations/:id' && route.method === 'GET' ? ({ ...route, ...change } as Route) : route))

describe('the start', () => {
  it('accepts the map as it is', () => {
    expect(() => checkRoutes(routes)).not.toThrow()
  })

  it.each([undefined, '', 'everyone', 'images'])('stops at a route whose scope is %o', (scope) => {
    expect(() => checkRoutes(changed({ scope }))).toThrow('GET /v1/generations/:id declares no known scope')
  })

  it('stops at a route that stands twice', () => {
    expect(() => checkRoutes([...routes, routes[0]!])).toThrow('POST /v1/images/generations stands twice')
  })
})

it('leaves nothing that a person made open to everyone, but by link', () => {
  const open = routes.filter(({ scope }) => scope === 'public').map(({ method, path }) => `${method} ${path}`)
  expect(open.sort()).toEqual(['GET /.well-known/gesso-receipt-key.json', 'GET /.well-known/gpc.json', 'GET /healthz', 'GET /i/:token', 'GET /openapi.json', 'GET /readyz', 'GET /v1/age', 'GET /v1/gallery', 'GET /v1/gallery/:id/content', 'GET /v1/guardians/:id', 'GET /v1/hosts', 'GET /v1/incidents', 'GET /v1/news/:token', 'GET /v1/policies', 'GET /v1/policies/:id', 'GET /v1/policies/:id/markdown', 'GET /v1/regions', 'GET /v1/requests/:id', 'GET /v1/session', 'GET /v1/sign-in', 'GET /v1/sign-in/providers/:id/callback', 'GET /v1/trust', 'GET /v1/verify', 'POST /v1/age', 'POST /v1/guardians/:id', 'POST /v1/keys/leaked', 'POST /v1/news/:token/agree', 'POST /v1/news/:token/stop', 'POST /v1/session', 'POST /v1/sign-in/code', 'POST /v1/sign-in/codes', 'POST /v1/sign-in/passkey', 'POST /v1/sign-in/passkey/options', 'POST /v1/sign-in/password', 'POST /v1/sign-in/providers/:id', 'POST /v1/sign-in/reset', 'POST /v1/sign-in/reset/password', 'POST /v1/sign-in/second-step', 'POST /v1/sign-out', 'POST /v1/sign-up', 'POST /v1/verification/verdict', 'POST /v1/verify'])
})

describe('what is generated', () => {
  it('stands in openapi.json, client/schema.ts and docs/copy.schema.json; if not: npm run generate', async () => {
    const { api, types, copy, logWords } = await generate()
    expect(await readFile(apiFile, 'utf8')).toBe(api)
    expect(await readFile(typesFile, 'utf8')).toBe(types)
    expect(await readFile(copyFile, 'utf8')).toBe(copy)
    expect(await readFile(logWordsFile, 'utf8')).toBe(logWords)
  })

  it('lets the log name every route, and nothing that is none', () => {
    const logged = (route: string) => promptsStayOutOfLogs.cleanLog!({ level: 'info', event: 'request', route }).route
    for (const { path } of routes) expect(logged(path)).toBe(path)
    expect(logged('/v1/images/gen_abc/a-red-fox')).toBe('/v1/images/*/*')
  })

  it('says what each field means', async () => {
    const { components } = JSON.parse(await readFile(apiFile, 'utf8'))
    for (const name of ['GenerationRequest', 'ImagesRequest', 'Image', 'Session']) {
      for (const [field, schema] of Object.entries<Record<string, unknown>>(components.schemas[name].properties)) {
        const plain = ['object', 'charter', 'limits', 'retention', 'rights', 'sharing', 'languages'].includes(field)
        expect(plain || schema.description !== undefined || schema.$ref !== undefined || schema.allOf !== undefined, `${name}.${field}`).toBe(true)
      }
    }
  })
})
