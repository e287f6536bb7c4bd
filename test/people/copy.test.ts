// The copy of an account: its owner's own contacts and papers are in it, for nobody else; and bringing it in changes nobody.

import { strToU8, unzipSync, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { copyFiles } from '../../src/http/schemas/copy.ts'
import { accountsApp, join, makeKey, withKey, type Somebody } from '../accounts/world.ts'
import type { Api } from '../api/memory-app.ts'

const form = { name: 'Ann Example', number: 'X-4711', country: 'DE' }
const cookieOf = ({ browser }: Somebody) => [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')

async function copyOf(api: Api, headers: Record<string, string>): Promise<{ files: Record<string, Uint8Array>; json(name: string): any; all: string }> {
  const response = await api.fetch('/v1/export', { headers })
  expect(response.status).toBe(200)
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()))
  const json = (name: string) => (files[name] ? JSON.parse(new TextDecoder().decode(files[name])) : undefined)
  for (const [name, shape] of Object.entries(copyFiles)) if (files[name]) expect(shape.safeParse(json(name)).error, name).toBeUndefined()
  return { files, json, all: Buffer.concat(Object.values(files)).toString() }
}

test('a person takes their contacts, sign-ins, verification and papers along; keys and members get none of it', async () => {
  const api = await accountsApp({ verification: { needed: 'no', provider: 'manual' }, imports: { enabled: true } })
  const [ann, ben] = [await join(api, 'ann'), await join(api, 'ben')]
  await ann.browser.post('/v1/account/verification', form)
  expect((await api.fetch('/v1/account/verification/papers', { method: 'POST', headers: { cookie: cookieOf(ann), 'content-type': 'image/png' }, body: 'a scanned paper' })).status).toBe(201)
  const key = await makeKey(ann, { name: 'for the shop' })

  const own = await copyOf(api, { cookie: cookieOf(ann) })
  expect(own.json('person.json')).toMatchObject({ mail: 'ann@example.org', phone: null, language: 'en', password: false, news: 'off', sign_ins: [{ browser: 'Test browser', factors: ['mail'] }] })
  expect(own.json('account.json')).toMatchObject({ id: ann.account, kind: 'individual', verification: 'waiting', members: [{ person: ann.person, role: 'owner' }] })
  expect(own.json('verifications.json')).toMatchObject([{ state: 'waiting', papers: 1, form }])
  expect(Buffer.from(own.files[Object.keys(own.files).find((name) => name.startsWith('papers/'))!]!).toString()).toBe('a scanned paper')
  expect(own.json('api-keys.json')).toMatchObject([{ id: key.id, name: 'for the shop', revoked_at: null }])
  expect(own.all).not.toContain(key.key)
  expect(own.all).not.toContain('ben@example.org')

  const byKey = await copyOf(api, { authorization: `Bearer ${key.key}` })
  expect(byKey.json('account.json').id).toBe(ann.account)
  expect(byKey.json('verifications.json')).toMatchObject([{ papers: 1, form: null }])
  // Of an organisation: the account, and no person's contacts.
  const press = (await ann.browser.post('/v1/accounts', { kind: 'enterprise', name: 'Press' })).body
  await ann.browser.post(`/v1/accounts/${press.id}/switch`)
  const invited = await ann.browser.post('/v1/account/invitations', { mail: 'carl@example.org', role: 'viewer' })
  expect(invited.status, JSON.stringify(invited.body)).toBe(201)
  const house = await copyOf(api, { cookie: cookieOf(ann) })
  expect(house.json('account.json')).toMatchObject({ id: press.id, name: 'Press', invitations: [{ kind: 'member', role: 'viewer' }] })
  for (const { all, files } of [byKey, house]) {
    for (const word of ['ann@example.org', 'carl@example.org', form.number, 'a scanned paper']) expect([word, all.includes(word)]).toEqual([word, false])
    expect(Object.keys(files).filter((name) => name === 'person.json' || name.startsWith('papers/'))).toEqual([])
  }

  // Brought in by somebody else, or with anything at all in those files: nobody becomes anybody.
  const before = await Promise.all([ben.browser.get('/v1/me'), ben.browser.get('/v1/account')])
  const strange = { ...own.files, 'person.json': strToU8('{"mail": "eve@example.org"'), 'account.json': strToU8('[]') }
  for (const files of [own.files, strange]) {
    const brought = await api.fetch('/v1/import', { method: 'POST', headers: { cookie: cookieOf(ben), 'content-type': 'application/zip' }, body: zipSync(files) as Uint8Array<ArrayBuffer> })
    expect([brought.status, await brought.json()]).toEqual([200, { object: 'import', generations: 0, pictures: 0, left_out: [] }])
  }
  const after = await Promise.all([ben.browser.get('/v1/me'), ben.browser.get('/v1/account')])
  expect(after.map(({ body }) => body)).toEqual(before.map(({ body }) => body))
  expect((await withKey(api, key.key)('GET', '/v1/me')).status).toBe(401)
  await api.close()
}, 60_000)
