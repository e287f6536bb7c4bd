// A whole life under the charters for developers: visitor, account, organisation, verification, key, official client, rotation, closing; and nothing is left.

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import OpenAI from 'openai'
import pg from 'pg'
import { parse } from 'yaml'
import { afterEach, expect, test } from 'vitest'
import { lookAtAccounts } from '../../src/jobs/accounts.ts'
import { hashOf } from '../../src/identity/keys.ts'
import { browserOf, letterTo, signInByCode } from '../people/app.ts'
import { createTestApp, type TestApp } from '../harness.ts'
import { operatorKey, tiny } from './world.ts'

const closers: Array<() => Promise<unknown>> = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const canary = { mail: 'quokka-lantern@example.org', name: 'Marzipan Otter Press', number: 'ZQX-7741-CANARY', paper: 'velvet-heron-passport', prompt: 'a gossamer-walrus at tea' }

async function shipped(name: string, change: Record<string, unknown>): Promise<Record<string, unknown>> {
  return { ...(parse(await readFile(join(import.meta.dirname, '../../charters', `${name}.yaml`), 'utf8')) as Record<string, unknown>), ...change }
}

/** The official client speaks to a port. */
async function listening(app: TestApp): Promise<string> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const headers = Object.fromEntries(Object.entries(request.headers).flatMap(([name, value]) => (typeof value === 'string' && !['connection', 'transfer-encoding', 'content-length'].includes(name) ? [[name, value]] : [])))
    const answer = await app.fetch(request.url ?? '/', { method: request.method, headers, ...(chunks.length ? { body: Buffer.concat(chunks) } : {}) })
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(Buffer.from(await answer.arrayBuffer()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => new Promise((resolve) => server.close(resolve)))
  return `http://127.0.0.1:${(server.address() as { port: number }).port}/v1`
}

test.each([
  ['api', { access: { who: 'accounts', visitors: true }, verification: { needed: 'before-keys' } }],
  ['platform', { access: { who: 'accounts', visitors: true } }],
])('under the charter %s', { timeout: 120_000 }, async (name, change) => {
  const home = await mkdtemp(join(tmpdir(), 'gesso-life-'))
  closers.push(() => rm(home, { recursive: true, force: true }))
  const signIn = { signIn: { password: true, mailCode: true }, messages: { mail: { adapter: 'development' } } }
  const app = await createTestApp({ charter: await shipped(name, { ...signIn, sessions: { atEnd: 'keep-links' }, ...change }), http: { operatorKeyHash: hashOf(operatorKey) } })
  closers.push(() => app.close())
  const operator = { authorization: `Bearer ${operatorKey}` }

  const visitor = browserOf(app)
  await visitor.post('/v1/session')
  await visitor.post('/v1/age', { year: 1987, month: 6 })
  expect((await visitor.post('/v1/generations', { ...tiny, prompt: canary.prompt })).status).toBe(202)
  await visitor.remove('/v1/session')

  const ann = browserOf(app)
  await ann.post('/v1/age', { year: 1987, month: 6 })
  expect((await signInByCode(app, ann, { mail: canary.mail })).status).toBe(200)
  ann.cookies.delete('gesso-session')
  const own = (await ann.get('/v1/account')).body
  const press = (await ann.post('/v1/accounts', { kind: 'enterprise', name: canary.name })).body
  await ann.post(`/v1/accounts/${press.id}/switch`)
  expect((await ann.get('/v1/account')).body).toMatchObject({ id: press.id, name: canary.name, role: 'owner' })

  expect((await ann.post('/v1/keys', {})).body.error.code).toBe('verification_needed')
  const asked = await ann.post('/v1/account/verification', { name: canary.name, number: canary.number, country: 'DE', representative: canary.name })
  const cookie = [...ann.cookies].map(([key, value]) => `${key}=${value}`).join('; ')
  expect((await app.fetch('/v1/account/verification/papers', { method: 'POST', headers: { cookie, 'content-type': 'image/png' }, body: canary.paper })).status).toBe(201)
  expect((await app.post(`/v1/operator/verifications/${asked.body.id}/verdict`, { verified: true, reason: 'confirmed' }, operator)).status).toBe(200)
  expect((await letterTo(app, canary.mail))?.template).toBe('verification-verdict')

  const made = (await ann.post('/v1/keys', { name: canary.name })).body
  const baseURL = await listening(app)
  const draw = (apiKey: string) => new OpenAI({ apiKey, baseURL, maxRetries: 0 }).images.generate({ model: 'painter', prompt: canary.prompt, size: '256x256', user: 'end-user-7' })
  expect((await draw(made.key)).data?.[0]?.b64_json?.length).toBeGreaterThan(100)
  const { key: second } = (await ann.post(`/v1/keys/${made.id}/rotate`, { overlap_hours: 0 })).body
  await expect(draw(made.key)).rejects.toMatchObject({ status: 401, code: 'key_expired' })
  expect((await draw(second)).data?.length).toBe(1)

  const bearer = { authorization: `Bearer ${second}` }
  expect((await app.get('/v1/end-users/end-user-7', bearer)).body.generations.length).toBe(2)
  expect((await app.get('/v1/end-users/end-user-8', bearer)).body.generations).toEqual([])
  expect((await app.fetch('/v1/end-users/end-user-7', { method: 'DELETE', headers: bearer })).status).toBe(200)
  expect((await app.get('/v1/end-users/end-user-7', bearer)).body.generations).toEqual([])
  expect((await draw(second)).data?.length).toBe(1)

  await ann.post(`/v1/accounts/${own.id}/switch`)
  expect((await ann.post('/v1/account/close', {})).body.error.code).toBe('copy_first')
  expect((await ann.get('/v1/export')).status).toBe(200)
  const closed = await ann.post('/v1/account/close', { copy: 'taken' })
  if (name === 'platform') {
    expect(closed.status).toBe(202)
    await expect(draw(second)).rejects.toMatchObject({ status: 401 })
    for (const { id } of (await app.get('/v1/requests', operator)).body.data) expect((await app.post(`/v1/requests/${id}/decide`, { decision: 'grant' }, operator)).status).toBe(200)
    await lookAtAccounts(app.parts)
  } else expect(closed.body).toMatchObject({ state: 'done', receipt: { reason: 'erasure' } })
  await expect(draw(second)).rejects.toMatchObject({ status: 401, code: 'key_invalid' })
  expect((await ann.get('/v1/account')).status).toBe(401)
  await app.sweep()
  await app.parts.messages.settled()
  await expectNothingLeft(app, [own.id, press.id])
})

/** What law keeps is the ledger: amounts under an account's id. Everything personal is gone from rows and files, sealed or not. */
async function expectNothingLeft(app: TestApp, accounts: string[]): Promise<void> {
  const { store } = app.parts
  for (const id of accounts) {
    const owner = `owner/${id}`
    expect([await store.accounts.get(id), await store.members.ofAccount(id), await store.keys.listOf(owner), await store.verifications.ofAccount(id), await store.images.countOf(owner)]).toEqual([undefined, [], [], [], { images: 0, bytes: 0 }])
    expect(await app.parts.vault.privateKey(`account/${id}`)).toBeUndefined()
    expect(await app.parts.vault.privateKey(`owner/${id}` as never)).toBeUndefined()
  }
  expect(await store.people.count('people', [])).toBe(0)
  const database = new pg.Client({ connectionString: app.databaseUrl })
  await database.connect()
  const { rows: tables } = await database.query<{ name: string }>("select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'")
  for (const { name } of tables) {
    const { rows } = await database.query(`select to_jsonb(t)::text as row from "${name}" t`)
    for (const word of Object.values(canary)) expect(rows.some(({ row }) => row.includes(word)), `${word} in the table ${name}`).toBe(false)
  }
  await database.end()
  const files = await readdir(app.home, { recursive: true, withFileTypes: true })
  for (const file of files.filter((one) => one.isFile())) {
    const content = (await readFile(join(file.parentPath, file.name))).toString('latin1')
    for (const word of Object.values(canary)) expect(content.includes(word), `${word} in ${file.name}`).toBe(false)
  }
}
