// Publishing in the browser: an act of its own, seen by everybody, taken out in one step; and the banner of a server that ends.

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import { openBrowser, phone, visit, wide, type Visit } from './browser.ts'
import { seriousFindings, sideways } from './looks.ts'
import { checkpoints, startServer, type RunningServer } from './server.ts'
import { cardIn, order, pictures } from './studio.ts'

let server: RunningServer
let browser: Browser
let open: Visit | undefined

beforeAll(async () => {
  const charter = join(import.meta.dirname, '../../charters/local.yaml')
  const file = join((await import('node:os')).tmpdir(), `gesso-gallery-${process.pid}.yaml`)
  await writeFile(file, `${(await readFile(charter, 'utf8')).replace('name: local', 'name: gallery')}\nsharing:\n  gallery: true\n`)
  server = await startServer(checkpoints.tiny, file)
  browser = await openBrowser()
}, 120_000)

afterAll(async () => {
  await open?.close()
  await browser?.close()
  await server?.close()
})

it('is asked for apart from sharing, shows the picture to everybody, and is taken back', async () => {
  open = await visit(browser, server.address, wide, '/')
  const { page } = open
  await order(page, 'a lighthouse to show')
  await cardIn(page, 'ready', 'a lighthouse to show')
  await pictures(page).first().click()
  const details = page.getByRole('complementary', { name: 'Details' })
  await details.getByRole('button', { name: 'Publish' }).click()
  const dialog = page.getByRole('dialog', { name: 'Show this picture to everybody?' })
  expect(await seriousFindings(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Publish in the gallery' }).click()
  await details.locator('[data-act="unpublish"]').waitFor()

  await page.goto(`${server.address}/gallery`)
  const shown = page.locator('[data-published] a')
  await shown.waitFor()
  expect(await seriousFindings(page)).toEqual([])
  const address = `${server.address}${await shown.getAttribute('href')}`
  const statuses = async () => Promise.all([address, `${address}?variant=small`].map(async (one) => (await fetch(one)).status))
  expect(await statuses()).toEqual([200, 200])
  await page.goto(`${server.address}/data`)
  await page.locator('[data-own]').getByRole('button', { name: 'Take out of the gallery' }).click()
  await expect.poll(statuses).toEqual([410, 410])
  await page.goto(`${server.address}/gallery`)
  await page.getByText('Nothing is on show yet.').waitFor()
  expect(open.faults).toEqual([])
})

it('tells on every page when the server ends, in both languages', async () => {
  await writeFile(join(server.home, 'decommission.json'), JSON.stringify({ announced_at: '2026-11-22T12:00:00.000Z', not_before: '2099-01-31T00:00:00.000Z' }))
  for (const [options, words] of [[wide, 'This server ends on'], [{ ...phone, locale: 'zh-CN' }, '停止服务']] as const) {
    await open?.close()
    open = await visit(browser, server.address, options, '/')
    const banner = open.page.locator('[data-banner="ending"]')
    await banner.getByText(words).waitFor()
    expect(await banner.getByText('2099').count()).toBe(1)
    expect(await seriousFindings(open.page)).toEqual([])
    expect(await sideways(open.page)).toEqual({ wider: 0, moved: 0 })
  }
  await open?.page.goto(`${server.address}/trust`)
  await open?.page.locator('#ending').waitFor()
})
