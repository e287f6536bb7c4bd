// Signing in by other sites: a real OpenID provider, and servers that speak GitHub's and WeChat's dialects.

import { mkdtemp, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Provider from 'oidc-provider'
import { afterEach, describe, expect, test } from 'vitest'
import type { Api } from '../api/memory-app.ts'
import { browserOf, createPeopleApp, signInByCode, type Browser } from './app.ts'

const open: Array<{ close(): unknown }> = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

const secretFile = async (secret: string): Promise<string> => {
  const file = join(await mkdtemp(join(tmpdir(), 'gesso-secret-')), 'secret')
  await writeFile(file, `${secret}\n`)
  return file
}

async function app(providers: object[], more: object = {}): Promise<Api> {
  const api = await createPeopleApp({ charter: { signIn: { mailCode: true, providers, ...more } } })
  open.push(api)
  return api
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push({ close: () => new Promise((resolve) => (server.close(resolve), server.closeAllConnections())) })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A whole OpenID provider where everybody who comes is signed in as `who`. */
async function issuer(who: { sub: string; email?: string; email_verified?: boolean; name?: string }) {
  let provider: Provider
  const server = createServer((request, response) => void provider.callback()(request, response))
  const address = await listening(server)
  const callback = 'http://127.0.0.1/v1/sign-in/providers/university/callback'
  provider = new Provider(address, {
    clients: [{ client_id: 'gesso', client_secret: 'a secret between the two', redirect_uris: [callback], grant_types: ['authorization_code'], response_types: ['code'], token_endpoint_auth_method: 'client_secret_post' }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: ['for the test'] },
    findAccount: (_, id) => ({ accountId: id, claims: async () => ({ ...who, sub: id }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
  })
  provider.use(async (context, next) => {
    if (!context.path.startsWith('/interaction/')) return next()
    const { params, grantId } = await provider.interactionDetails(context.req, context.res)
    const grant = grantId ? await provider.Grant.find(grantId) : new provider.Grant({ accountId: who.sub, clientId: String(params.client_id) })
    grant!.addOIDCScope('openid email profile')
    await provider.interactionFinished(context.req, context.res, { login: { accountId: who.sub }, consent: { grantId: await grant!.save() } }, { mergeWithLastSubmission: true })
  })
  return { address, provider }
}

/** Follows the other site's pages as a browser does, until it sends us back. */
async function throughSite(url: string): Promise<string> {
  const jar = new Map<string, string>()
  for (let steps = 0; steps < 12; steps++) {
    const response = await fetch(url, { redirect: 'manual', headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') } })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const next = response.headers.get('location')
    if (!next) throw new Error(`the other site stopped with ${response.status}: ${await response.text()}`)
    url = new URL(next, url).href
    if (url.includes('/v1/sign-in/')) return url.slice(new URL(url).origin.length)
  }
  throw new Error('the other site went in circles')
}

async function signIn(browser: Browser, id: string, path = `/v1/sign-in/providers/${id}`): Promise<string> {
  const away = await browser.post(path)
  expect(away.status, JSON.stringify(away.body)).toBe(200)
  const back = await browser.get(await throughSite(away.body.url))
  expect(back.status).toBe(303)
  return back.headers.get('location')!
}

describe('an OpenID provider', () => {
  const university = async (address: string) => ({ id: 'university', kind: 'oidc', name: 'The university', issuer: address, clientId: 'gesso', clientSecretFile: await secretFile('a secret between the two') })

  test('opens an account with its confirmed address, and the same one the next time', async () => {
    const { address } = await issuer({ sub: 'student-1', email: 'Ann@uni.example', email_verified: true, name: 'Ann' })
    const api = await app([await university(address)])
    const ann = browserOf(api)
    expect(await signIn(ann, 'university')).toBe('/?sign-in=new')
    const { body } = await ann.get('/v1/me')
    expect(body).toMatchObject({ name: 'Ann', mail: 'ann@uni.example', sign_in: { factors: ['provider'] }, logins: [{ provider: 'university', name: 'The university' }] })
    const again = browserOf(api)
    expect(await signIn(again, 'university')).toBe('/?sign-in=done')
    expect((await again.get('/v1/me')).body.id).toBe(body.id)
    expect((await api.parts.store.people.find('logins', []))[0]).toMatchObject({ password: null })
  })

  test('does not open the account of whoever confirmed that address here', async () => {
    const { address } = await issuer({ sub: 'student-2', email: 'ben@uni.example', email_verified: true })
    const api = await app([await university(address)])
    const ben = browserOf(api)
    await signInByCode(api, ben, { mail: 'ben@uni.example' })
    const other = browserOf(api)
    expect(await signIn(other, 'university')).toBe('/?sign-in=new')
    const [one, two] = [(await ben.get('/v1/me')).body, (await other.get('/v1/me')).body]
    expect([one.id === two.id, two.mail]).toEqual([false, null])
  })

  test('is linked and unlinked by who is signed in, but not from somebody else', async () => {
    const { address } = await issuer({ sub: 'student-3' })
    const api = await app([await university(address)])
    const ann = browserOf(api)
    await signInByCode(api, ann, { mail: 'ann@example.org' })
    expect(await signIn(ann, 'university', '/v1/me/providers/university')).toBe('/?sign-in=linked')
    const [login] = (await ann.get('/v1/me')).body.logins
    const ben = browserOf(api)
    await signInByCode(api, ben, { mail: 'ben@example.org' })
    expect(await signIn(ben, 'university', '/v1/me/providers/university')).toBe('/?sign-in=failed&code=login_taken')
    expect((await ben.remove(`/v1/me/logins/${login.id}`)).status).toBe(404)
    expect((await ann.remove(`/v1/me/logins/${login.id}`)).status).toBe(200)
    expect(await signIn(browserOf(api), 'university')).toBe('/?sign-in=new')
  })

  test('is not believed when another browser comes back, its state was used, or it took too long', async () => {
    const { address } = await issuer({ sub: 'student-4' })
    const api = await app([await university(address)])
    const ann = browserOf(api)
    const away = await ann.post('/v1/sign-in/providers/university')
    const back = await throughSite(away.body.url)
    expect((await browserOf(api).get(back)).headers.get('location')).toBe('/?sign-in=failed&code=sign_in_failed')
    expect((await ann.get(back)).headers.get('location'), 'the other browser used it up').toBe('/?sign-in=failed&code=sign_in_failed')
    const late = await ann.post('/v1/sign-in/providers/university')
    const path = await throughSite(late.body.url)
    api.clock.advance(11 * 60_000)
    expect((await ann.get(path)).headers.get('location')).toBe('/?sign-in=failed&code=sign_in_failed')
    expect(await api.parts.store.people.count('people', [])).toBe(0)
  })
})

describe('presets', () => {
  test('GitHub gives a number, a name and the confirmed address', async () => {
    const seen: string[] = []
    const base = await listening(
      createServer(async (request, response) => {
        const url = new URL(request.url ?? '', 'http://x')
        seen.push(`${request.method} ${url.pathname} ${request.headers.authorization ?? ''}`)
        const answer = (body: unknown) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
        if (url.pathname === '/login/oauth/authorize') return response.writeHead(302, { location: `${url.searchParams.get('redirect_uri')}?code=one&state=${url.searchParams.get('state')}` }).end()
        if (url.pathname === '/login/oauth/access_token') {
          const form = new URLSearchParams(await bodyOf(request))
          return answer(form.get('client_secret') === 'github secret' && form.get('code') === 'one' ? { access_token: 'token' } : { error: 'bad' })
        }
        if (url.pathname === '/api/v3/user') return answer({ id: 4711, login: 'ann', name: 'Ann' })
        return answer([{ email: 'old@example.org', primary: false, verified: true }, { email: 'ann@example.org', primary: true, verified: true }])
      }),
    )
    const api = await app([{ id: 'github', kind: 'github', name: 'GitHub', base, clientId: 'gesso', clientSecretFile: await secretFile('github secret') }])
    const ann = browserOf(api)
    expect(await signIn(ann, 'github')).toBe('/?sign-in=new')
    expect((await ann.get('/v1/me')).body).toMatchObject({ name: 'Ann', mail: 'ann@example.org' })
    expect(seen).toContain('GET /api/v3/user Bearer token')
  })

  test('WeChat gives a union id and a nickname', async () => {
    const base = await listening(
      createServer((request, response) => {
        const url = new URL(request.url ?? '', 'http://x')
        const { searchParams: query } = url
        const answer = (body: unknown) => response.writeHead(200, { 'content-type': 'text/plain' }).end(JSON.stringify(body))
        if (url.pathname === '/connect/qrconnect') return response.writeHead(302, { location: `${query.get('redirect_uri')}?code=wx&state=${query.get('state')}` }).end()
        const right = query.get('appid') === 'wx1' && query.get('secret') === 'wechat secret' && query.get('code') === 'wx'
        if (url.pathname === '/sns/oauth2/access_token') return answer(right ? { access_token: 'token', openid: 'o1', unionid: 'u1' } : { errcode: 40029 })
        return answer(query.get('access_token') === 'token' ? { openid: 'o1', unionid: 'u1', nickname: '小安' } : { errcode: 40001 })
      }),
    )
    const api = await app([{ id: 'wechat', kind: 'wechat', name: '微信', base, clientId: 'wx1', clientSecretFile: await secretFile('wechat secret') }])
    const ann = browserOf(api)
    expect(await signIn(ann, 'wechat')).toBe('/?sign-in=new')
    expect((await ann.get('/v1/me')).body).toMatchObject({ name: '小安', mail: null })
    expect((await ann.remove(`/v1/me/logins/${(await ann.get('/v1/me')).body.logins[0].id}`)).body.error.code).toBe('login_last')
  })

  test('a site that fails says nothing of itself to the person', async () => {
    const base = await listening(createServer((_, response) => response.writeHead(500).end('secret words of theirs')))
    const api = await app([{ id: 'google', kind: 'google', name: 'Google', base, clientId: 'gesso' }])
    const answer = await browserOf(api).post('/v1/sign-in/providers/google')
    expect([answer.status, answer.body.error.code, JSON.stringify(answer.body).includes('theirs')]).toEqual([502, 'provider_failed', false])
  })
})

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request) text += String(part)
  return text
}
