// Other sites by which people sign in: any OpenID issuer, GitHub, Google, WeChat. Where to send the browser, and who came back.

import { readFile } from 'node:fs/promises'
import { Stated } from '../../core/errors.ts'
import type { Parts } from '../../core/ports.ts'
import { theDoor } from '../../outbound/door.ts'
import { claimsOf } from './id-token.ts'

export type Site = Parts['charter']['signIn']['providers'][number]

export interface Going {
  state: string
  nonce: string
  /** PKCE: the challenge on the way out, its verifier on the way back. */
  challenge: string
  redirect: string
}

export interface Returning {
  code: string
  nonce: string
  verifier: string
  redirect: string
}

/** Who came back. `mail` only where the site says that it was confirmed. */
export interface Visitor {
  subject: string
  name?: string
  mail?: string
}

interface Kind {
  address(site: Site, going: Going): Promise<URL>
  visitor(parts: Parts, site: Site, returning: Returning): Promise<Visitor>
}

/** @throws Stated `provider_failed` */
export const addressOf = (site: Site, going: Going): Promise<URL> => kinds[site.kind].address(site, going)
/** @throws Stated `provider_failed` */
export const visitorOf = (parts: Parts, site: Site, returning: Returning): Promise<Visitor> => kinds[site.kind].visitor(parts, site, returning)

const oidc: Kind = {
  async address(site, { state, nonce, challenge, redirect }) {
    const { authorization_endpoint: endpoint } = await discover(site)
    const url = new URL(endpoint)
    const query = { response_type: 'code', client_id: site.clientId, redirect_uri: redirect, scope: 'openid email profile', state, nonce, code_challenge: challenge, code_challenge_method: 'S256' }
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    return url
  },
  async visitor({ clock }, site, { code, nonce, verifier, redirect }) {
    const found = await discover(site)
    const form = { grant_type: 'authorization_code', code, redirect_uri: redirect, client_id: site.clientId, code_verifier: verifier, ...(await secretOf(site)) }
    const tokens = await post(found.token_endpoint, form)
    const { keys } = await get(found.jwks_uri)
    const expected = { issuer: found.issuer, audience: site.clientId, nonce, now: clock.now() }
    const claims = claimsOf(String(tokens.id_token), Array.isArray(keys) ? keys : [], expected)
    if (!claims) throw new Stated('provider_failed')
    const { sub, email, emailVerified, name } = claims
    return { subject: sub, ...(name ? { name } : {}), ...(email && emailVerified ? { mail: email.toLowerCase() } : {}) }
  },
}

const github: Kind = {
  async address(site, { state, challenge, redirect }) {
    const url = new URL('/login/oauth/authorize', site.base ?? 'https://github.com')
    const query = { client_id: site.clientId, redirect_uri: redirect, scope: 'read:user user:email', state, code_challenge: challenge, code_challenge_method: 'S256' }
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    return url
  },
  async visitor(_parts, site, { code, verifier, redirect }) {
    const form = { client_id: site.clientId, code, redirect_uri: redirect, code_verifier: verifier, ...(await secretOf(site)) }
    const tokens = await post(new URL('/login/oauth/access_token', site.base ?? 'https://github.com').href, form)
    const headers = { authorization: `Bearer ${String(tokens.access_token)}`, 'user-agent': 'gesso', accept: 'application/vnd.github+json' }
    const api = site.base ? new URL('/api/v3/', site.base) : new URL('https://api.github.com/')
    const user = await get(new URL('user', api).href, headers)
    const mails = await get(new URL('user/emails', api).href, headers)
    if (typeof user.id !== 'number') throw new Stated('provider_failed')
    const first = (Array.isArray(mails) ? mails : []).find((mail: Answer) => mail.primary === true && mail.verified === true) as Answer | undefined
    const name = user.name ?? user.login
    return { subject: String(user.id), ...(typeof name === 'string' ? { name } : {}), ...(typeof first?.email === 'string' ? { mail: first.email.toLowerCase() } : {}) }
  },
}

/** WeChat's own dialect of OAuth 2: other names, secrets in the address, no PKCE. */
const wechat: Kind = {
  async address(site, { state, redirect }) {
    const url = new URL('/connect/qrconnect', site.base ?? 'https://open.weixin.qq.com')
    const query = { appid: site.clientId, redirect_uri: redirect, response_type: 'code', scope: 'snsapi_login', state }
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    url.hash = 'wechat_redirect'
    return url
  },
  async visitor(_parts, site, { code }) {
    const api = site.base ?? 'https://api.weixin.qq.com'
    const { client_secret: secret = '' } = await secretOf(site)
    const tokens = await get(`${new URL('/sns/oauth2/access_token', api).href}?${String(new URLSearchParams({ appid: site.clientId, secret, code, grant_type: 'authorization_code' }))}`)
    if (typeof tokens.access_token !== 'string' || typeof tokens.openid !== 'string') throw new Stated('provider_failed')
    const user = await get(`${new URL('/sns/userinfo', api).href}?${String(new URLSearchParams({ access_token: tokens.access_token, openid: tokens.openid }))}`)
    const subject = user.unionid ?? tokens.unionid ?? tokens.openid
    return { subject: String(subject), ...(typeof user.nickname === 'string' ? { name: user.nickname } : {}) }
  },
}

const kinds: Record<Site['kind'], Kind> = { oidc, google: oidc, github, wechat }

interface Discovery {
  issuer: string
  authorization_endpoint: string
  token_endpoint: string
  jwks_uri: string
}

async function discover({ kind, issuer, base }: Site): Promise<Discovery> {
  const wanted = (kind === 'google' ? (base ?? 'https://accounts.google.com') : (issuer ?? '')).replace(/\/$/, '')
  const found = (await get(`${wanted}/.well-known/openid-configuration`)) as unknown as Discovery
  // A document of another issuer could lead the code, and with it the person, elsewhere.
  if (found.issuer?.replace(/\/$/, '') !== wanted) throw new Stated('provider_failed')
  return found
}

async function secretOf({ clientSecretFile }: Site): Promise<{ client_secret?: string }> {
  if (clientSecretFile === undefined) return {}
  const secret = await readFile(clientSecretFile, 'utf8').catch(() => {
    throw new Stated('provider_failed')
  })
  return { client_secret: secret.trim() }
}

type Answer = Record<string, unknown>

const post = (url: string, form: Record<string, string>): Promise<Answer> =>
  ask(url, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }, body: String(new URLSearchParams(form)) })
const get = (url: string, headers: Record<string, string> = {}): Promise<Answer> => ask(url, { headers: { accept: 'application/json', ...headers } })

/** Nothing of the other site's words is shown or logged. @throws Stated `provider_failed` */
async function ask(url: string, options: { method?: string; headers: Record<string, string>; body?: string }): Promise<Answer> {
  try {
    const answer = await theDoor().fetch(url, 'sign-in', { ...options, mostBytes: 1_048_576, signal: AbortSignal.timeout(10_000) })
    if (answer.status !== 200) throw new Stated('provider_failed')
    return (await answer.json()) as Answer
  } catch {
    throw new Stated('provider_failed')
  }
}
