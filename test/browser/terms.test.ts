import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser, phone, visit } from './browser.ts'
import { seriousFindings } from './looks.ts'
import { checkpoints, startServer, type RunningServer } from './server.ts'
import { cardIn, order, prompt } from './studio.ts'

let server: RunningServer
let browser: Browser
let folder: string
let file: string

/** Without days of notice a change counts as soon as the server is started with it. */
const charter = (imageDays: number): string =>
  `name: studio\naccess: { who: sessions }\nretention: { imageDays: ${imageDays} }\nsessions: { atEnd: keep-links }\nsharing: { mostDays: 10 }\nterms: { noticeDays: 0 }\noperator: { name: A studio by the sea, contact: sea@studio.test }\n`

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gesso-terms-'))
  file = join(folder, 'studio.yaml')
  await writeFile(file, charter(30))
  ;[browser, server] = await Promise.all([openBrowser(), startServer(checkpoints.tiny, file)])
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
  await rm(folder, { recursive: true, force: true })
})

it('a visitor reads the terms, is told when they change, and goes on only after accepting', async () => {
  const { page, faults, close } = await visit(browser, server.address)
  await prompt(page).waitFor()
  await page.getByRole('link', { name: 'By creating you accept the terms' }).click()
  await page.getByRole('link', { name: 'Privacy policy' }).click()
  await page.getByRole('heading', { name: 'Privacy policy', level: 1 }).waitFor()
  await page.getByText('A studio by the sea').first().waitFor()
  expect(await page.getByRole('row', { name: /Prompts, settings and pictures/ }).innerText()).toContain('30 days')
  expect(await seriousFindings(page)).toEqual([])
  await page.goto(server.address)
  await order(page, 'a red fox')
  await cardIn(page, 'ready', 'a red fox')

  await server.stop()
  await writeFile(file, charter(20))
  await server.start()
  await page.goto(server.address)
  const banner = page.locator('[data-banner="terms"]')
  await banner.getByText('The terms have changed').waitFor()
  await order(page, 'a blue boat')
  await page.getByText(/terms of this service changed/).first().waitFor()
  await banner.getByRole('link', { name: 'Read what changes' }).click()
  await page.getByText('retention.imageDays').waitFor()
  expect(await page.getByText('How long things are kept').count()).toBeGreaterThan(0)
  expect(await seriousFindings(page)).toEqual([])
  // Who leaves has said no, and may still say yes.
  const saidNo = page.waitForResponse((answer) => answer.url().endsWith('/v1/terms') && answer.request().method() === 'POST')
  await banner.getByRole('link', { name: 'Take my data and leave' }).click()
  expect(await (await saidNo).json()).toMatchObject({ must_accept: true, declined: { version: expect.stringMatching(/^ver_/) } })
  await page.waitForURL(/\/data$/)
  await banner.getByRole('button', { name: 'Accept' }).click()
  await banner.waitFor({ state: 'detached' })
  await page.goto(server.address)
  await order(page, 'a green boat')
  await cardIn(page, 'ready', 'a green boat')
  expect(faults).toEqual([])
  await close()
})

it('reads the same in Chinese on a phone', async () => {
  const { page, faults, close } = await visit(browser, server.address, { ...phone, locale: 'zh-CN' }, '/policies/privacy')
  await page.getByRole('heading', { name: '隐私政策', level: 1 }).waitFor()
  expect(await page.getByRole('row', { name: /提示词、设置与图片/ }).innerText()).toContain('20 天')
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  expect(await seriousFindings(page)).toEqual([])
  expect(faults).toEqual([])
  await close()
})
