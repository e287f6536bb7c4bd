// What people see when something goes wrong around them: the server restarts, the line breaks, another window acts, a limit is reached, a picture's time is over.

import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { generate } from 'lean-qr'
import { toSvgPath } from 'lean-qr/extras/svg'
import pg from 'pg'
import type { Browser, Page } from 'playwright-core'
import { listRequests } from '../../src/core/requests.ts'
import { listen, type Listening } from '../../src/http/listen.ts'
import { createTestApp, type TestApp } from '../harness.ts'
import { createOpenAiVendor } from '../vendors/openai.ts'
import { createDatabase } from '../postgres.ts'
import { leftBehind, nothingLeft, openBrowser, visit, type Visit } from './browser.ts'
import { cardIn, cards, generations, order, pictures, prompt } from './studio.ts'

const root = join(import.meta.dirname, '../..')
const minute = 60_000
const day = 1440 * minute

/** A second engine on this machine, which refuses what is forbidden. */
const vendor = await createOpenAiVendor()
const model = { id: 'plain', title: { en: 'Plain', zh: '素' }, seed: false, negativePrompt: false, sizes: [[64, 64]] }

/** Visitors, few orders a minute, pictures that go after five days. */
const charter = {
  name: 'surviving',
  access: { who: 'sessions' },
  retention: { imageDays: 5 },
  sessions: { idleMinutes: 43_200, mostHours: 8760, atEnd: 'keep-links' },
  sharing: { enabled: true, mostDays: 3 },
  engines: ['painter', { id: 'beside', driver: 'openai-compatible', url: `${vendor.url}/v1`, models: [model] }],
  model: 'painter',
  tiers: { visitor: { perMinute: 3, picturesPerDay: 40 } },
}

let home: string
let databaseUrl: string
let app: TestApp
let server: Listening | undefined
let browser: Browser
let one: Visit

/** The clock of a test starts at the same instant each time; it must not run back for what is there already. */
async function start(later = 0): Promise<void> {
  app = await createTestApp({ charter, own: { home, databaseUrl }, reach: (url, _purpose, options) => fetch(url, options as RequestInit), http: { studioFolder: join(root, 'dist/studio') } })
  app.clock.advance(later)
  server = await listen(app.app.http, { host: '127.0.0.1', port: server?.port ?? 0 })
}

async function stop(): Promise<void> {
  await server?.close()
  await app.close()
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'gesso-surviving-'))
  // Where the tests run as root, PostgreSQL runs as another user, who must be able to enter.
  await chmod(home, 0o711)
  databaseUrl = await createDatabase()
  await start()
  browser = await openBrowser()
  one = await visit(browser, server?.address ?? '')
})

afterAll(async () => {
  await browser?.close()
  await stop()
  await vendor.close()
  await rm(home, { recursive: true, force: true })
})

const lost = (page: Page) => page.locator('[data-banner="lost"]')

it('an order outlives a restart of the server, and one sent without a line can be sent again', async () => {
  const { page } = one
  // Long enough to be stopped in the middle, short enough for a busy machine.
  await page.evaluate((body) => fetch('/v1/generations', { method: 'POST', headers: { 'content-type': 'application/json' }, body }), JSON.stringify({ prompt: 'a boat that outlives a restart', pictures: 3, steps: 60 }))
  await page.reload()
  await cardIn(page, 'painting', 'a boat that outlives a restart')
  await stop()
  await lost(page).waitFor()
  expect(await page.locator('[data-job]').getAttribute('data-state')).not.toBe('failed')
  await start(10 * minute)
  await lost(page).waitFor({ state: 'detached' })
  const card = await cardIn(page, 'ready', 'a boat that outlives a restart', 60_000)
  await expect.poll(() => card.locator('[data-picture]').count()).toBe(3)

  await page.context().setOffline(true)
  await order(page, 'sent without a line')
  const unsent = page.locator('article[data-state="failed"]')
  await unsent.getByText('did not answer').waitFor()
  await lost(page).waitFor()
  expect(await prompt(page).inputValue()).toBe('sent without a line')
  await page.context().setOffline(false)
  await lost(page).waitFor({ state: 'detached' })
  await unsent.getByRole('button', { name: 'Try again' }).click()
  await cardIn(page, 'ready', 'sent without a line')
  expect((await generations(page)).map((made) => made.prompt)).toEqual(['sent without a line', 'a boat that outlives a restart'])
})

it('a limit says how long it holds, and a picture whose time is over says so where it stood', async () => {
  const { page } = one
  app.clock.advance(minute)
  for (const words of ['one', 'two', 'three', 'one too many']) {
    await order(page, words)
    // Two presses within a moment count as one.
    await page.waitForTimeout(450)
  }
  const held = page.locator('article[data-state="failed"]', { hasText: 'one too many' })
  await held.getByText(/Try again in \d+ seconds/).waitFor()
  const wait = held.locator('[data-wait]')
  const seconds = Number(await wait.getAttribute('data-wait'))
  expect(seconds).toBeGreaterThan(1)
  expect(seconds).toBeLessThanOrEqual(60)
  await expect.poll(async () => Number(await wait.getAttribute('data-wait'))).toBeLessThan(seconds)
  const again = held.getByRole('button', { name: 'Try again' })
  expect([await again.isDisabled(), await again.getAttribute('title')]).toEqual([true, expect.stringMatching(/^Possible again in \d+ s/)])
  app.clock.advance(minute)
  await again.click({ timeout: 60_000 })
  await cardIn(page, 'ready', 'one too many')

  // A day's pictures are used: which limit, until when, and what to do.
  app.clock.advance(minute)
  const database = new pg.Client({ connectionString: databaseUrl })
  await database.connect()
  expect((await database.query("update counts set amount = 40 where name like 'pictures/%'")).rowCount).toBeGreaterThan(0)
  await database.end()
  await order(page, 'beyond the day')
  const over = page.locator('article[data-state="failed"]', { hasText: 'beyond the day' })
  await over.getByText(/The 40 free pictures of this day are used.*New ones come at midnight \(UTC\).*order again then/).waitFor()
  expect(Number(await over.locator('[data-wait]').getAttribute('data-wait'))).toBeGreaterThan(5400)
  await over.getByText(/^Possible again from .*\d:\d\d/).waitFor()
  expect(await over.getByRole('button', { name: 'Try again' }).isDisabled()).toBe(true)

  for (const [passed, told] of [[2.5 * day, 'go by themselves within 3 days'], [1.6 * day, 'go by themselves within a day']] as const) {
    app.clock.advance(passed)
    await page.goto(`${server?.address}/data`)
    await page.locator('[data-notices] [data-read="false"]').getByRole('button', { name: new RegExp(told) }).click()
    await page.getByRole('link', { name: 'See them' }).waitFor()
    await page.locator('[data-notices] [data-read="true"]').waitFor()
  }
  await page.getByRole('link', { name: 'See them' }).click()
  await pictures(page).first().waitFor()
  app.clock.advance(2 * day)
  await app.sweep()
  await pictures(page).first().click()
  const gone = page.locator('[data-missing="gone"]')
  await gone.getByText('This picture is gone').waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('No pictures yet').waitFor()
  expect(await pictures(page).count()).toBe(0)
  await page.goto(server?.address ?? '')
})

it('what is asked for: suggestions from one\'s own words, a QR code of a link, a second look at a refusal', async () => {
  const { page } = one
  app.clock.advance(minute)
  await page.goto(server?.address ?? '')
  await order(page, 'a lighthouse by the sea')
  const card = await cardIn(page, 'ready', 'a lighthouse by the sea')
  await prompt(page).fill('a ligh')
  expect(await page.locator('[data-own]').count()).toBe(0)
  await card.getByRole('button', { name: 'Share' }).click()
  const dialog = page.getByRole('dialog', { name: 'Share this picture' })
  await dialog.getByRole('button', { name: 'Make a link' }).click()
  await dialog.getByRole('img', { name: 'The link as a QR code' }).waitFor()
  const address = await dialog.getByLabel('Link', { exact: true }).inputValue()
  const drawn = await dialog.locator('[data-qr] path').getAttribute('d')
  expect(drawn).toBe(toSvgPath(generate(address)))
  await page.keyboard.press('Escape')

  await page.goto(`${server?.address}/data`)
  const suggest = page.getByRole('switch', { name: /Suggest from my own words/ })
  expect(await suggest.isChecked()).toBe(false)
  const kept = page.waitForResponse((answer) => answer.url().endsWith('/v1/preferences') && answer.request().method() === 'POST')
  await suggest.check()
  await kept
  await page.goto(server?.address ?? '')
  await prompt(page).fill('a ligh')
  await page.getByRole('button', { name: 'Use: a lighthouse by the sea' }).click()
  expect(await prompt(page).inputValue()).toBe('a lighthouse by the sea')
  expect(await leftBehind(page)).toEqual(nothingLeft)

  await page.getByLabel('Model', { exact: true }).selectOption('plain')
  await order(page, 'a forbidden thing')
  const refused = await cardIn(page, 'refused', 'a forbidden thing')
  await refused.getByRole('button', { name: 'Ask for a second look' }).click()
  const asked = page.getByRole('dialog', { name: 'A second look' })
  await asked.getByText('a forbidden thing').waitFor()
  await asked.getByRole('button', { name: 'Send' }).click()
  await refused.getByText(/Noted\. Number rqt_/).waitFor()
  const [request] = await listRequests(app.parts, { kind: 'owner', owner: 'owner/local', scopes: ['operate'] } as never)
  expect(request).toMatchObject({ kind: 'objection', text: expect.stringContaining('a forbidden thing') })
  await page.getByLabel('Model', { exact: true }).selectOption('painter')
})

it('two windows show the same; back and forward lead through places; what ends in one is gone from the other', async () => {
  const { page } = one
  app.clock.advance(minute)
  const other = await page.context().newPage()
  await other.goto(server?.address ?? '')
  await prompt(other).waitFor()
  await order(page, 'seen in both windows')
  await cardIn(page, 'ready', 'seen in both windows')
  await cardIn(other, 'ready', 'seen in both windows')
  await other.close()

  await prompt(page).fill('words on the way')
  await page.getByRole('link', { name: 'Pictures', exact: true }).click()
  await pictures(page).first().click()
  const viewer = page.getByRole('region', { name: /seen in both windows/ })
  await viewer.waitFor()
  await page.goBack()
  await viewer.waitFor({ state: 'detached' })
  expect(new URL(page.url()).pathname).toBe('/pictures')
  await page.goBack()
  await prompt(page).waitFor()
  expect([new URL(page.url()).pathname, await prompt(page).inputValue()]).toEqual(['/', 'words on the way'])
  await page.goForward()
  await page.getByRole('heading', { name: 'Pictures' }).waitFor()
  await page.goBack()

  const ending = await page.context().newPage()
  await ending.goto(`${server?.address}/data`)
  await ending.getByRole('button', { name: 'End now' }).click()
  await ending.getByRole('dialog').getByRole('button', { name: 'End for good' }).click()
  for (const where of [ending, page]) await where.getByRole('heading', { name: 'Your session has ended' }).waitFor()
  await page.getByText('It ended in another window').waitFor()
  expect([await cards(page).count(), await page.content()]).toEqual([0, expect.not.stringContaining('seen in both windows')])
  expect(await leftBehind(page)).toEqual(nothingLeft)
  await page.getByRole('button', { name: 'Go on' }).click()
  await prompt(page).waitFor()
  expect([await prompt(page).inputValue(), await pictures(page).count()]).toEqual(['', 0])

  // Ended where no other window of this browser hears of it.
  await order(page, 'made before it ended')
  await cardIn(page, 'ready', 'made before it ended')
  await page.context().clearCookies()
  await order(page, 'one more')
  await page.getByText('It ended in another window').waitFor()
  expect(await page.content()).not.toContain('made before it ended')
  expect(one.faults).toEqual([])
})
