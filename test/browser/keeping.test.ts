import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, visit, type Visit } from './browser.ts'
import { checkpoints, startServer, type RunningServer } from './server.ts'
import { generations, order, pictures, prompt, state } from './studio.ts'

let server: RunningServer
let browser: Browser
let open: Visit

beforeAll(async () => {
  server = await startServer(checkpoints.tiny)
  browser = await openBrowser()
  open = await visit(browser, server.address)
  for (const words of ['one fox', 'two foxes', 'three foxes']) {
    await order(open.page, words, { seed: 7 })
    await open.page.locator('[data-state="ready"]', { hasText: words }).waitFor()
    await open.page.waitForTimeout(450)
  }
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

async function fresh(): Promise<Page> {
  await open.page.reload()
  await pictures(open.page).first().waitFor()
  return open.page
}

const idsOf = (page: Page) => pictures(page).evaluateAll((nodes) => nodes.map((node) => (node as HTMLElement).dataset['picture']))

describe('keeping pictures', () => {
  it('downloads the file that the server keeps, under a name of its words', async () => {
    const page = await fresh()
    const waiting = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download' }).first().click()
    const download = await waiting
    expect(download.suggestedFilename()).toBe('gesso-three-foxes-7.png')
    const file = await readFile(await download.path())
    const id = (await generations(page))[0]?.images[0]?.id
    const served = await page.evaluate(async (image) => [...new Uint8Array(await (await fetch(`/v1/images/${image}/content`)).arrayBuffer())], id)
    expect(file.equals(Buffer.from(served))).toBe(true)
  })

  it('lists this browser\'s history by day, each picture named by its words', async () => {
    const page = await fresh()
    await page.getByRole('heading', { name: 'Today' }).waitFor()
    expect(await page.getByRole('img', { name: 'one fox' }).count()).toBe(1)
    expect(await page.getByRole('img', { name: 'two foxes' }).count()).toBe(1)
  })

  it('deletes only after ten seconds, and brings back to the same place before', async () => {
    const page = await fresh()
    const before = await idsOf(page)
    await pictures(page).nth(1).focus()
    await page.keyboard.press('Delete')
    await expect.poll(() => idsOf(page)).toEqual([before[0], before[2]])
    await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLElement).dataset['picture'])).toBe(before[2])
    await page.waitForTimeout(1000)
    expect((await page.request.get(`${server.address}/v1/images/${before[1]}`)).status()).toBe(200)
    await page.getByRole('button', { name: /^Undo/ }).click()
    await expect.poll(() => idsOf(page)).toEqual(before)

    await pictures(page).nth(1).focus()
    await page.keyboard.press('Delete')
    await page.waitForTimeout(8500)
    expect((await page.request.get(`${server.address}/v1/images/${before[1]}`)).status()).toBe(200)
    await expect.poll(async () => (await page.request.get(`${server.address}/v1/images/${before[1]}`)).status(), { timeout: 5000 }).not.toBe(200)
    expect(await idsOf(page)).toEqual([before[0], before[2]])
  })

  it('carries a deletion out when the page is left', async () => {
    const page = await fresh()
    const [first] = await idsOf(page)
    await page.getByRole('button', { name: 'Delete' }).first().click()
    await page.goto('about:blank')
    await expect.poll(async () => (await page.request.get(`${server.address}/v1/images/${first}`)).status(), { timeout: 5000 }).not.toBe(200)
    await page.goto(server.address)
  })

  it('makes the same picture again from its seed, and another one from a new seed', async () => {
    const page = await fresh()
    const bytesOf = (card: string) =>
      page.evaluate(async (address) => [...new Uint8Array(await (await fetch(address)).arrayBuffer())].slice(-4000).join(), card)
    const source = async () => (await page.locator('[data-state="ready"] [data-picture] img').last().getAttribute('src')) ?? ''
    const first = await source()
    await page.getByRole('button', { name: 'Same seed' }).first().click()
    await expect.poll(async () => (await generations(page)).filter((one) => one.state === 'finished').length).toBeGreaterThan(1)
    await state(page, 'ready')
    const [again] = await generations(page)
    expect(await bytesOf(`/v1/images/${again?.images[0]?.id}/content`)).toBe(await bytesOf(first))
    await page.getByRole('button', { name: 'New seed' }).first().click()
    await expect.poll(async () => (await generations(page))[0]?.id).not.toBe(again?.id)
    await expect.poll(async () => (await generations(page))[0]?.state).toBe('finished')
    const [other] = await generations(page)
    expect(await bytesOf(`/v1/images/${other?.images[0]?.id}/content`)).not.toBe(await bytesOf(first))
  })

  it('puts words and settings back into the form and starts nothing', async () => {
    const page = await fresh()
    const before = (await generations(page)).length
    await prompt(page).fill('')
    await page.getByRole('button', { name: 'Use words and settings' }).first().click()
    expect(await prompt(page).inputValue()).toMatch(/fox/)
    await page.waitForTimeout(400)
    expect(await generations(page)).toHaveLength(before)
  })

  it('opens a picture, moves by arrow keys, and comes back to the same thumbnail', async () => {
    const page = await fresh()
    const ids = await idsOf(page)
    await pictures(page).nth(1).focus()
    await page.keyboard.press('Enter')
    await page.getByText('Only you. Nobody else has its address.').waitFor()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Escape')
    await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLElement).dataset['picture'])).toBe(ids[0])
    await pictures(page).nth(1).click()
    await page.goBack()
    await expect.poll(() => page.getByText('Only you. Nobody else has its address.').count()).toBe(0)
  })

  it('finds them again after the server was restarted', async () => {
    const before = await idsOf(await fresh())
    await server.restart()
    expect(await idsOf(await fresh())).toEqual(before)
  })
})
