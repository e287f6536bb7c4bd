// The life of somebody on a server of one of the five charters, in a real browser, with a clock that the test moves.

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { parse } from 'yaml'
import { listen } from '../../src/http/listen.ts'
import { lookAtAccounts } from '../../src/jobs/accounts.ts'
import { sweepClients } from '../../src/jobs/schedule.ts'
import { openLetter } from '../../src/messages/outbox.ts'
import { createTestApp, type TestApp } from '../harness.ts'
import { leftBehind, nothingLeft, visit } from './browser.ts'
import { cardIn, order } from './studio.ts'

const root = join(import.meta.dirname, '../..')
const operatorKey = 'operator-key-of-these-lives'
const day = 86_400_000

type Settings = Record<string, any>

export interface Life {
  app: TestApp
  page: Page
  /** Goes to a page of the studio as if by its address. */
  open(path: string): Promise<void>
  /** Makes a picture by the form; returns its id. */
  make(words: string): Promise<string>
  /** What an order is refused with. */
  refusal(words: string): Promise<string | undefined>
  /** Answers the question about age where the server asks, then signs in by a code. */
  signIn(mail: string): Promise<void>
  /** Sees what is held, takes the copy, and asks for a correction, which the operator answers. */
  useRights(pictures: number): Promise<void>
  /** The operator's file says this from now on. */
  change(settings: Settings): Promise<void>
  /** The banner across every page, by its words. */
  banner(words: RegExp): Promise<void>
  /** What the studio itself asks of the server. */
  ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: any }>
  operate(path: string, body: unknown): Promise<number>
  pass(days: number): Promise<void>
  /** Nothing of anybody is in the database, on the disk, in the vault or in the browser. */
  expectNothingLeft(): Promise<void>
}

/** Starts the shipped charter as it is, but for who runs it. */
export async function live(browser: Browser, name: string, story: (life: Life) => Promise<void>): Promise<void> {
  const shipped = parse(await readFile(join(root, `charters/${name}.yaml`), 'utf8')) as Settings
  let charter: Settings = { ...shipped, operator: { name: 'A studio by the sea', contact: 'sea@studio.test' } }
  const http = { studioFolder: join(root, 'dist/studio'), operatorKeyHash: createHash('sha256').update(operatorKey).digest() }
  const app = await createTestApp({ charter, http })
  const server = await listen(app.app.http, { host: '127.0.0.1', port: 0 })
  const { page, faults, close } = await visit(browser, server.address)
  const life: Life = {
    app,
    page,
    async open(path) {
      await page.goto(server.address + path)
      await page.locator('main').first().waitFor()
    },
    async make(words) {
      await life.open('/')
      await order(page, words)
      await cardIn(page, 'ready', words)
      const { body } = await life.ask('GET', '/v1/generations')
      return body.data[0].images[0].id
    },
    refusal: async (words) => (await life.ask('POST', '/v1/generations', { prompt: words })).body.error?.code,
    async signIn(mail) {
      await answerAge(life)
      await life.open('/sign-in')
      await page.getByLabel('Mail address').fill(mail)
      await page.getByRole('button', { name: 'Send a code' }).click()
      const field = page.getByLabel('Code', { exact: true })
      await field.waitFor()
      await field.fill(await codeFor(app, mail))
      await page.getByRole('button', { name: 'Go on' }).click()
      await page.getByRole('link', { name: 'API keys' }).waitFor()
    },
    useRights: (pictures) => useRights(life, pictures),
    async change(settings) {
      charter = { ...charter, ...settings }
      await app.announce(charter)
    },
    async banner(words) {
      await page.locator('[data-banner="terms"]').getByText(words).waitFor()
    },
    ask: (method, path, body) =>
      page.evaluate(
        async ([verb, address, sent]) => {
          const answer = await fetch(address, { method: verb, ...(sent === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) }) })
          return { status: answer.status, body: answer.headers.get('content-type')?.includes('json') ? await answer.json() : undefined }
        },
        [method, path, body] as const,
      ),
    operate: async (path, body) =>
      (await fetch(server.address + path, { method: 'POST', headers: { authorization: `Bearer ${operatorKey}`, 'content-type': 'application/json' }, body: JSON.stringify(body) })).status,
    async pass(days) {
      app.clock.advance(days * day)
      await app.announce(charter)
      await app.sweep()
      await lookAtAccounts(app.parts)
      await sweepClients(app.parts)
    },
    expectNothingLeft: () => expectNothingLeft(life),
  }
  try {
    await readTexts(life, name)
    await story(life)
    expect(faults).toEqual([])
  } finally {
    await close()
    await server.close()
    await app.close()
  }
}

/** The texts that were made from this charter are there, whole, in both languages. */
async function readTexts({ page, open, ask }: Life, name: string): Promise<void> {
  await open('/policies')
  const { body } = await ask('GET', '/v1/policies')
  expect(body.version.charter).toMatch(new RegExp(`^${name}-`))
  await page.getByRole('link', { name: 'Privacy policy' }).click()
  await page.getByText('A studio by the sea').first().waitFor()
  for (const { id } of body.documents) {
    for (const language of ['en', 'zh']) {
      const text = await page.evaluate(async (address) => (await fetch(address)).text(), `/v1/policies/${id}/markdown?language=${language}`)
      expect([id, language, /\{[\w.-]+\}|undefined/.test(text), text.length > 200]).toEqual([id, language, false, true])
    }
  }
}

async function answerAge({ page, open, ask }: Life): Promise<void> {
  if ((await ask('GET', '/v1/age')).body.state !== 'open') return
  await open('/age')
  await page.getByLabel('Year').fill('1990')
  await page.getByLabel('Month').selectOption('5')
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByText('Thank you.').waitFor()
}

async function codeFor({ parts }: TestApp, mail: string): Promise<string> {
  await parts.messages.settled()
  for (const row of await parts.store.messages.newest(20)) {
    const letter = await openLetter(parts, row)
    if (letter?.address === mail && letter.values.code) return letter.values.code
  }
  throw new Error(`no code for ${mail}`)
}

async function useRights({ page, open, app, operate }: Life, pictures: number): Promise<void> {
  await open('/data')
  const held = page.locator('[data-kind="pictures"]')
  await held.waitFor()
  expect(await held.getAttribute('data-count')).toBe(String(pictures))
  const waiting = page.waitForEvent('download')
  await page.locator('[data-act="export"]').click()
  expect((await readFile(await (await waiting).path())).subarray(0, 2).toString()).toBe('PK')
  await page.getByLabel('What you ask for').selectOption('correction')
  await page.getByLabel('In your words').fill('The fox was a wolf.')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('Noted. Number').waitFor()
  const [request] = await app.parts.store.requests.unfinished()
  expect(await operate(`/v1/requests/${request?.id}/decide`, { decision: 'grant' })).toBe(200)
}

/** What a server keeps of itself: versions, reports, counts and lines without a name. Every other table must be empty. */
const ownOfServer = ['gesso_steps', 'versions', 'notices', 'reports', 'audit', 'ledger_transfers', 'ledger_entries', 'customer_balances', 'engine_standings', 'engine_timings', 'incidents', 'counts', 'visit_counts']

async function expectNothingLeft({ app, page, pass }: Life): Promise<void> {
  expect(await leftBehind(page)).toEqual(nothingLeft)
  // An open page goes on asking; what is counted of that day goes with the day.
  await page.goto('about:blank')
  await pass(2)
  const database = new pg.Client({ connectionString: app.databaseUrl })
  await database.connect()
  const left: string[] = []
  const tables: string[] = (await database.query("select tablename from pg_tables where schemaname = 'public'")).rows.map(({ tablename }) => tablename)
  for (const table of tables.filter((one) => !ownOfServer.includes(one))) {
    const { rows } = await database.query(`select count(*)::int as count from ${table}`)
    if (rows[0].count > 0) left.push(`${table}: ${rows[0].count}`)
  }
  await database.end()
  for await (const { key } of app.parts.files.list('')) left.push(key)
  const keys = await app.parts.vault.names('')
  // The operator's own key stays: that of a machine's owner under another name, after they erased everything.
  const own = (key: string): boolean => (app.charter.name === 'local' ? /^owner\/local\/\d+$/ : /^owner\/local$/).test(key)
  expect({ left, keys: keys.filter((key) => /^(owner|object|person|account|papers)\//.test(key) && !own(key)) }).toEqual({ left: [], keys: [] })
}
