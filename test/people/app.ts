// A program with accounts for tests of signing in: everything on, messages kept here, a browser that keeps its cookies.

import { expect } from 'vitest'
import { createMemoryApp, elsewhere, here, type Api, type MemoryAppOptions } from '../api/memory-app.ts'
import { openLetter } from '../../src/messages/outbox.ts'

export const everyWay = {
  access: { who: 'accounts', visitors: true },
  retention: { imageDays: 30 },
  sessions: { atEnd: 'keep-links' },
  messages: { mail: { adapter: 'development' }, sms: { adapter: 'development' } },
  signIn: { password: true, mailCode: true, phoneCode: true, passkey: true, secondFactor: true, news: true },
}

export async function createPeopleApp({ charter = {}, ...options }: MemoryAppOptions = {}): Promise<Api> {
  return createMemoryApp({ worker: false, ...options, charter: { ...everyWay, ...charter } })
}

export interface Answer {
  status: number
  body: any
  headers: Headers
}

export interface Browser {
  cookies: Map<string, string>
  get(path: string): Promise<Answer>
  post(path: string, body?: unknown): Promise<Answer>
  remove(path: string): Promise<Answer>
}

type Fetch = Api['fetch']

/** Keeps cookies as browsers do. */
export function browserOf({ fetch }: { fetch: Fetch }, { from = here, language = 'en', headers = {} }: { from?: { remoteAddress?: string }; language?: string; headers?: Record<string, string> } = {}): Browser {
  const cookies = new Map<string, string>()
  const ask = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const sent: Record<string, string> = { 'accept-language': language, 'user-agent': 'Test browser', ...headers, ...(cookie ? { cookie } : {}), ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
    const response = await fetch(path, { method, headers: sent, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }, from)
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const name = pair.slice(0, pair.indexOf('='))
      if (/max-age=0/i.test(line)) cookies.delete(name)
      else cookies.set(name, pair.slice(name.length + 1))
    }
    const text = await response.text()
    return { status: response.status, body: response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text, headers: response.headers }
  }
  return { cookies, get: (path) => ask('GET', path), post: (path, body = {}) => ask('POST', path, body), remove: (path) => ask('DELETE', path) }
}

export { elsewhere, here }

/** What the newest message to this address says. */
export async function letterTo({ parts }: Pick<Api, 'parts'>, address: string): Promise<{ template: string; values: Record<string, string> } | undefined> {
  await parts.messages.settled()
  for (const row of await parts.store.messages.newest(50)) {
    const letter = row.sealed ? await openLetter(parts, row) : undefined
    if (letter?.address === address) return { template: row.template, values: letter.values }
  }
  return undefined
}

/** Signs somebody in by a code, which makes them an account the first time. */
export async function signInByCode(api: Pick<Api, 'parts'>, browser: Browser, contact: { mail?: string; phone?: string }): Promise<Answer> {
  const sent = await browser.post('/v1/sign-in/codes', contact)
  expect(sent.status, JSON.stringify(sent.body)).toBe(202)
  const letter = await letterTo(api, contact.mail?.toLowerCase() ?? contact.phone ?? '')
  return browser.post('/v1/sign-in/code', { ticket: sent.body.ticket, code: letter?.values.code })
}
