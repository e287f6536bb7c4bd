import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import pg from 'pg'
import { afterEach, beforeAll, describe, expect, it, afterAll } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { leftBehind, nothingLeft, openBrowser, visit, type Visit } from './browser.ts'
import { seriousFindings } from './looks.ts'
import { checkpoints, startServer, type RunningServer } from './server.ts'
import { cardIn, generations, order, pictures, prompt } from './studio.ts'

const words = 'a canary called quillwort'

let server: RunningServer
let browser: Browser
let visits: Visit[] = []

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser?.close())

afterEach(async () => {
  await Promise.all(visits.map((one) => one.close()))
  visits = []
})

async function newVisitor(path = '/'): Promise<Page> {
  const one = await visit(browser, server.address, undefined, path)
  visits.push(one)
  await one.page.locator('main').waitFor()
  return one.page
}

async function make(page: Page): Promise<string> {
  await prompt(page).waitFor()
  await order(page, words)
  await cardIn(page, 'ready', words)
  const id = (await generations(page))[0]?.images[0]?.id
  return id ?? ''
}

/** The session's secret, to try it again after its end: nothing else could open what it made. */
async function cookieOf(page: Page): Promise<string> {
  const cookie = (await page.context().cookies()).find(({ name }) => name === 'gesso-session')
  return `gesso-session=${cookie?.value}`
}

async function statusesOf(image: string, generation: string, cookie: string): Promise<number[]> {
  const paths = [`images/${image}`, `images/${image}/content`, `images/${image}/content?variant=small`, `images/${image}/download`, `generations/${generation}`, `generations/${generation}/events`, 'generations', 'holdings', 'export']
  return Promise.all(paths.map(async (path) => (await fetch(`${server.address}/v1/${path}`, { headers: { cookie } })).status))
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** Tables of the database in which anybody is named as an owner still, but for the row that says that the session is over. */
async function rowsOfSomebody(): Promise<string[]> {
  const client = new pg.Client({ connectionString: (await readFile(join(server.home, 'postgres.url'), 'utf8')).trim() })
  await client.connect()
  const { rows } = await client.query<{ name: string }>("select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'owner'")
  const left: string[] = []
  for (const { name } of rows) if ((await client.query(`select 1 from "${name}" where owner is not null`)).rowCount) left.push(name)
  await client.end()
  expect(rows.length).toBeGreaterThan(5)
  return left
}

async function endWith(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'End now' }).click()
  const dialog = page.getByRole('dialog', { name: 'End this session?' })
  await dialog.getByRole('link', { name: 'Take a copy' }).waitFor()
  await dialog.getByRole('button', { name: 'End for good' }).click()
  await page.getByRole('heading', { name: 'Your session has ended' }).waitFor()
}

describe('a visitor where nothing stays (`ephemeral`)', () => {
  beforeAll(async () => {
    server = await startServer(checkpoints.tiny, 'ephemeral')
  })
  afterAll(() => server?.close())

  it('makes without signing in, sees what is held, takes it along, ends, and nothing is left', async () => {
    const page = await newVisitor()
    const image = await make(page)
    const generation = (await generations(page))[0]?.id ?? ''
    expect(await page.getByRole('button', { name: 'Share' }).count()).toBe(0)
    expect((await filesUnder(join(server.home, 'files'))).length).toBeGreaterThan(0)
    const cookie = await cookieOf(page)
    expect((await statusesOf(image, generation, cookie)).every((status) => status === 200)).toBe(true)

    await page.getByRole('link', { name: 'Your data' }).click()
    await page.locator('[data-kind="pictures"][data-count="1"]').waitFor()
    await page.getByText('When it ends, everything goes.').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    const waiting = page.waitForEvent('download')
    await page.locator('[data-act="export"]').click()
    const copy = unzipSync(await readFile(await (await waiting).path()))
    expect(Object.keys(copy).filter((name) => name.startsWith('pictures/'))).toHaveLength(1)
    expect(Buffer.from(copy[`generations/${generation}.json`] ?? []).toString()).toContain(words)

    await endWith(page)
    expect(await seriousFindings(page)).toEqual([])
    expect(await page.locator('[data-store="files"]').getAttribute('data-state')).toBe('removed')
    expect(await page.content()).not.toContain('quillwort')
    const saving = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download the receipt (JSON)' }).click()
    const receipt = JSON.parse(await readFile(await (await saving).path(), 'utf8')) as { id: string }
    expect(receipt).toMatchObject({ object: 'receipt', reason: 'session-end' })
    expect((await fetch(`${server.address}/v1/requests/${receipt.id}`)).status).toBe(200)

    expect((await statusesOf(image, generation, cookie)).every((status) => [401, 404, 410].includes(status))).toBe(true)
    expect(await page.context().cookies()).toEqual([])
    expect(await leftBehind(page)).toEqual(nothingLeft)
    expect(await filesUnder(join(server.home, 'files'))).toEqual([])
    for (const file of await filesUnder(server.home)) expect((await readFile(file).catch(() => Buffer.alloc(0))).includes('quillwort'), file).toBe(false)

    expect(await rowsOfSomebody()).toEqual([])

    await page.getByRole('button', { name: 'Start a new session' }).click()
    await prompt(page).waitFor()
    expect(await prompt(page).inputValue()).toBe('')
    expect(await pictures(page).count()).toBe(0)
    expect(await cookieOf(page)).not.toBe(cookie)
    expect(visits.flatMap(({ faults }) => faults)).toEqual([])
  })

  it('clears the history and goes on in the same session', async () => {
    const page = await newVisitor()
    const image = await make(page)
    const cookie = await cookieOf(page)
    await page.getByRole('link', { name: 'Your data' }).click()
    await page.getByRole('button', { name: 'Clear the history' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Clear for good' }).click()
    await page.locator('[data-receipt]').waitFor()
    await expect.poll(() => page.locator('[data-kind="pictures"]').count()).toBe(0)
    expect([404, 410]).toContain((await fetch(`${server.address}/v1/images/${image}/content`, { headers: { cookie } })).status)
    await page.getByRole('link', { name: 'Create' }).click()
    await make(page)
    expect(await cookieOf(page)).toBe(cookie)
    expect(await generations(page)).toHaveLength(1)
  })

  it('starts anew with another session', async () => {
    const page = await newVisitor()
    await make(page)
    const cookie = await cookieOf(page)
    await page.getByRole('link', { name: 'Your data' }).click()
    await page.getByRole('button', { name: 'Start anew' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Start anew' }).click()
    await page.locator('[data-receipt]').waitFor()
    expect(await cookieOf(page)).not.toBe(cookie)
    expect(await generations(page)).toEqual([])
  })
})

describe('a visitor whose shared pictures live on (`hosted`)', () => {
  beforeAll(async () => {
    server = await startServer(checkpoints.tiny, 'hosted')
  })
  afterAll(() => server?.close())

  async function share(page: Page): Promise<string> {
    await pictures(page).first().click()
    await page.getByRole('complementary', { name: 'Details' }).getByRole('button', { name: 'Share' }).click()
    const dialog = page.getByRole('dialog', { name: 'Share this picture' })
    await dialog.getByRole('button', { name: 'Make a link' }).click()
    const address = await dialog.getByLabel('Link', { exact: true }).inputValue()
    await page.keyboard.press('Escape')
    return address
  }

  it('check 28: shares a picture that opens in a private window, and takes it back, thumbnail included', async () => {
    const page = await newVisitor()
    const image = await make(page)
    const address = await share(page)
    const other = await newVisitor('/')
    const status = async (url: string) => (await other.request.get(url)).status()
    expect(await status(`${server.address}/v1/images/${image}/content`)).toBe(404)
    expect([await status(address), await status(`${address}?variant=small`)]).toEqual([200, 200])
    const shown = await other.goto(address)
    expect(shown?.headers()['content-type']).toMatch(/^image\//)

    await page.goto(`${server.address}/data`)
    await page.getByRole('button', { name: /^Take back/ }).click()
    await page.getByText('Only you. No link is open.').waitFor()
    expect([await status(address), await status(`${address}?variant=small`)]).toEqual([410, 410])
  })

  it('ends the session; only what was shared can still be opened, by its link', async () => {
    const page = await newVisitor()
    const image = await make(page)
    const generation = (await generations(page))[0]?.id ?? ''
    const address = await share(page)
    const cookie = await cookieOf(page)
    await page.goto(`${server.address}/data`)
    await page.getByText('except pictures with a share link').waitFor()
    await endWith(page)
    expect(await page.locator('[data-store="links"][data-state="kept"]').count()).toBe(1)
    expect((await statusesOf(image, generation, cookie)).every((status) => [401, 404, 410].includes(status))).toBe(true)
    expect((await fetch(address)).status).toBe(200)
  })
})
