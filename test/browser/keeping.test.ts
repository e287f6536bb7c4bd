import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, visit, type Visit } from './browser.ts'
import { checkpoints, startServer, type RunningServer } from './server.ts'
import { generations, order, pictures, prompt } from './studio.ts'

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

/** Files tell the time they were made, so pictures are compared as pixels. */
async function pixelsOf(address: string): Promise<string> {
  const picture = await createImageBitmap(await (await fetch(address)).blob())
  const canvas = new OffscreenCanvas(picture.width, picture.height)
  const brush = canvas.getContext('2d')
  brush?.drawImage(picture, 0, 0)
  return brush?.getImageData(0, 0, picture.width, picture.height).data.join() ?? ''
}

describe('keeping pictures', () => {
  it('downloads the file that the server keeps, under a name of its words', async () => {
    const page = await fresh()
    const waiting = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download' }).first().click()
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

  it('check 20: deletes only after ten seconds, one picture, and brings it back to the same place before', async () => {
    const own = await visit(browser, server.address)
    const { page } = own
    // Its seconds pass as fast as the test says, and no faster.
    await page.clock.install()
    await page.reload()
    await pictures(page).first().waitFor()
    const before = await idsOf(page)
    await pictures(page).nth(1).focus()
    await page.keyboard.press('Delete')
    await expect.poll(() => idsOf(page)).toEqual([before[0], before[2]])
    await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLElement).dataset['picture'])).toBe(before[2])
    await page.clock.runFor(5000)
    expect((await page.request.get(`${server.address}/v1/images/${before[1]}`)).status()).toBe(200)
    await page.getByRole('button', { name: /^Undo/ }).click()
    await expect.poll(() => idsOf(page)).toEqual(before)

    await pictures(page).nth(1).focus()
    await page.keyboard.press('Delete')
    await page.clock.runFor(8500)
    expect((await page.request.get(`${server.address}/v1/images/${before[1]}`)).status()).toBe(200)
    await page.clock.runFor(2000)
    await expect.poll(async () => (await page.request.get(`${server.address}/v1/images/${before[1]}`)).status(), { timeout: 5000 }).not.toBe(200)
    expect(await idsOf(page)).toEqual([before[0], before[2]])
    await own.close()
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
    const bytesOf = (address: string) => page.evaluate(pixelsOf, address)
    const finished = async () => (await generations(page)).filter((one) => one.state === 'finished')
    const newest = async () => bytesOf(`/v1/images/${(await finished())[0]?.images[0]?.id}/content`)
    const first = await newest()
    const known = (await finished()).length
    await page.getByRole('button', { name: 'Same seed' }).first().click()
    await expect.poll(async () => (await finished()).length, { timeout: 20_000 }).toBe(known + 1)
    expect(await newest()).toBe(first)
    await page.getByRole('button', { name: 'New seed' }).first().click()
    await expect.poll(async () => (await finished()).length, { timeout: 20_000 }).toBe(known + 2)
    expect(await newest()).not.toBe(first)
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

  it('check 22: opens a picture, moves by arrow keys, and comes back to the same thumbnail at the same place', async () => {
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
