// Accounts for tests: people who signed in by a code, keys, and an operator, on memory storage.

import { expect } from 'vitest'
import { hashOf } from '../../src/identity/keys.ts'
import { elsewhere, type Api } from '../api/memory-app.ts'
import { ask, type Answered } from '../api/requests.ts'
import { browserOf, createPeopleApp, signInByCode, type Browser } from '../people/app.ts'

export const operatorKey = 'an-operator-key-for-tests'
export const day = 86_400_000

export interface Somebody {
  browser: Browser
  person: string
  account: string
  mail: string
}

export async function accountsApp(charter: Record<string, unknown> = {}, options: { worker?: boolean; http?: object } = {}): Promise<Api> {
  return createPeopleApp({ charter, worker: options.worker ?? false, http: { operatorKeyHash: hashOf(operatorKey), ...options.http } })
}

/** Signs somebody up by mail; their own account opens with it. */
export async function join(api: Api, name: string): Promise<Somebody> {
  const browser = browserOf(api)
  const mail = `${name}@example.org`
  const signed = await signInByCode(api, browser, { mail })
  expect(signed.status, JSON.stringify(signed.body)).toBe(200)
  const { body } = await browser.get('/v1/account')
  return { browser, person: signed.body.person, account: body.id, mail }
}

export async function makeKey({ browser }: Somebody, wish: object = {}): Promise<{ id: string; key: string }> {
  const made = await browser.post('/v1/keys', wish)
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return made.body
}

export const withKey = (api: Api, key: string) => (method: string, path: string, body?: unknown): Promise<Answered> => ask(api, method, path, body, { headers: { authorization: `Bearer ${key}` }, connection: elsewhere })

export const operator = (api: Api) => withKey(api, operatorKey)

export const tiny = { prompt: 'a red fox', size: '64x64', steps: 1 }
