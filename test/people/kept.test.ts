// What is kept of people, on the real database: a dump signs nobody in and shows no address, number, name or browser; erasing leaves nothing.

import { afterEach, expect, test } from 'vitest'
import pg from 'pg'
import { createTestApp, type TestApp } from '../harness.ts'
import { everyWay, browserOf, letterTo, signInByCode } from './app.ts'
import { indexOf } from '../../src/identity/sign-in/digests.ts'

const open: Array<{ close(): Promise<unknown> }> = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

const canary = { mail: 'kanarie.ann@example.org', name: 'Kanarie Ann', phone: '+8613800138000', password: 'kanarie herons walk slowly', browser: 'Kanariebrowser/7' }

async function app(): Promise<TestApp> {
  const made = await createTestApp({ charter: everyWay, worker: false })
  open.push(made)
  return made
}

/** Every value of every column of every table, with bytes as text and as hex. */
async function dump(url: string): Promise<{ text: string; rows: number; tables: string[] }> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ name: string }>("select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'")
    let text = ''
    let rows = 0
    for (const { name } of tables) {
      for (const row of (await client.query(`select * from ${name}`)).rows) {
        rows++
        for (const value of Object.values(row)) text += `${Buffer.isBuffer(value) ? `${value.toString('latin1')} ${value.toString('hex')}` : typeof value === 'object' ? JSON.stringify(value) : String(value)}\n`
      }
    }
    return { text, rows, tables: tables.map(({ name }) => name) }
  } finally {
    await client.end()
  }
}

async function canaryPerson(made: TestApp) {
  const ann = browserOf(made, { headers: { 'user-agent': canary.browser } })
  const asked = await ann.post('/v1/sign-up', { mail: canary.mail, password: canary.password, name: canary.name })
  const during = await dump(made.databaseUrl)
  const code = (await letterTo(made, canary.mail))!.values.code!
  const signedIn = await ann.post('/v1/sign-in/code', { ticket: asked.body.ticket, code })
  expect(signedIn.body.state).toBe('signed-in')
  const number = await ann.post('/v1/me/contacts', { phone: canary.phone })
  const sms = (await letterTo(made, canary.phone))!.values.code!
  const afterSms = await dump(made.databaseUrl)
  expect((await ann.post('/v1/me/contacts/confirm', { ticket: number.body.ticket, code: sms })).status).toBe(200)
  const second = await ann.post('/v1/me/second-factor')
  expect(second.status, JSON.stringify(second.body)).toBe(200)
  await ann.post('/v1/me/news', { wanted: true })
  const secrets = [asked.body.ticket, number.body.ticket, ann.cookies.get('gesso-person')!, new URL(second.body.address).searchParams.get('secret')!, ...second.body.recovery_codes]
  return { ann, person: signedIn.body.person as string, secrets, dumps: [during, afterSms], codes: [code, sms] }
}

test('a dump of the whole database shows nothing of a person and signs nobody in', async () => {
  const made = await app()
  const { ann, secrets, dumps } = await canaryPerson(made)
  const all = [...dumps, await dump(made.databaseUrl)]
  expect(all.at(-1)!.rows).toBeGreaterThan(8)
  for (const word of ['kanarie', 'Kanarie', '13800138000', 'herons', ...secrets]) {
    for (const { text } of all) {
      const hex = Buffer.from(word).toString('hex')
      expect([word, text.includes(word), text.includes(hex), text.includes(Buffer.from(word).toString('base64').replace(/=+$/, ''))]).toEqual([word, false, false, false])
    }
  }
  // Whoever has the dump has the digest of the token, which is no token.
  const [row] = await made.parts.store.people.find('signIns', [])
  const stolen = browserOf(made)
  stolen.cookies.set('gesso-person', Buffer.from(row!.token as Uint8Array).toString('hex').slice(0, 32))
  expect((await stolen.get('/v1/me')).status).toBe(401)
  expect((await ann.get('/v1/me')).body).toMatchObject({ mail: canary.mail, phone: canary.phone, name: canary.name, password: true })
  expect((await ann.get('/v1/me/sign-ins')).body.data[0].browser).toBe(canary.browser)
}, 60_000)

test('the logs say nothing of a person', async () => {
  const made = await app()
  await canaryPerson(made)
  const { readFile, readdir } = await import('node:fs/promises')
  const files = (await readdir(`${made.home}/logs`, { withFileTypes: true })).filter((file) => file.isFile())
  const text = (await Promise.all(files.map((file) => readFile(`${made.home}/logs/${file.name}`, 'utf8')))).join('\n')
  expect(text).toContain('/v1/sign-up')
  for (const word of ['kanarie', 'Kanarie', '13800138000', 'herons']) expect(text).not.toContain(word)
}, 60_000)

test('erasing a person destroys their key first and leaves no row of them', async () => {
  const made = await app()
  const { ann, person } = await canaryPerson(made)
  const before = await made.parts.store.people.find('people', [{ column: 'id', is: '=', value: person }])
  expect(before).toHaveLength(1)
  await made.parts.people!.erase(person)
  expect(await made.parts.vault.privateKey(`person/${person}`)).toBeUndefined()
  for (const table of ['signIns', 'logins', 'passkeys', 'secondFactors', 'newsConsents'] as const) expect([table, await made.parts.store.people.count(table, [])]).toEqual([table, 0])
  expect(await made.parts.store.people.count('people', [])).toBe(0)
  expect((await made.parts.store.messages.newest(50)).filter((row) => row.person === person)).toEqual([])
  expect((await ann.get('/v1/me')).status).toBe(401)
  expect((await ann.post('/v1/sign-in/password', { mail: canary.mail, password: canary.password })).status).toBe(401)
  const { rows } = await search(made.databaseUrl, indexOf(made.parts, 'mailIndex', canary.mail))
  expect(rows).toEqual([])
  const again = await signInByCode(made, browserOf(made), { mail: canary.mail })
  expect([again.body.is_new, again.body.person === person]).toEqual([true, false])
}, 60_000)

test('two who confirm one address at the same moment make one account', async () => {
  const made = await app()
  const tickets: Array<{ ticket: string; code: string }> = []
  for (const browser of [browserOf(made), browserOf(made)]) {
    const { ticket } = (await browser.post('/v1/sign-in/codes', { mail: canary.mail })).body
    tickets.push({ ticket, code: (await letterTo(made, canary.mail))!.values.code! })
  }
  const answers = await Promise.all(tickets.map((body) => browserOf(made).post('/v1/sign-in/code', body)))
  expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
  expect(answers.every(({ status }) => [200, 409].includes(status)), JSON.stringify(answers.map(({ body }) => body))).toBe(true)
  expect(await made.parts.store.people.count('people', [])).toBe(1)
}, 60_000)

async function search(url: string, digest: Uint8Array) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client.query('select id from people where mail_index = $1', [Buffer.from(digest)]).finally(() => client.end())
}
