import { readFile } from 'node:fs/promises'
import { unzipSync } from 'fflate'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { leftBehind, nothingLeft, openBrowser, phone, visit, wide, type Visit } from './browser.ts'
import { seriousFindings, sideways } from './looks.ts'
import { checkpoints, startServer, type RunningServer } from './server.ts'
import { cardIn, generations, order, pictures, prompt } from './studio.ts'

let server: RunningServer
let browser: Browser
let open: Visit | undefined
let original: Buffer

beforeAll(async () => {
  server = await startServer(checkpoints.tiny)
  browser = await openBrowser()
  const page = await at('/')
  for (const words of ['a lighthouse to keep', 'a harbour to erase']) {
    await order(page, words)
    await cardIn(page, 'ready', words)
    await page.waitForTimeout(450)
  }
  const id = (await generations(page))[0]?.images[0]?.id
  original = Buffer.from(await (await page.request.get(`${server.address}/v1/images/${id}/content`)).body())
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

async function at(path: string, options: BrowserContextOptions = wide): Promise<Page> {
  await open?.close()
  open = await visit(browser, server.address, options, path)
  await open.page.locator('main').waitFor()
  return open.page
}

const held = (page: Page, kind: string) => page.locator(`[data-kind="${kind}"]`)

describe('a picture that anybody checks', () => {
  const chinese: BrowserContextOptions = { ...phone, locale: 'zh-CN', colorScheme: 'dark' }
  const tongues = [
    { name: 'English', options: wide, here: 'Made here', marked: 'Marked, but changed or by someone else', none: 'No mark found' },
    { name: 'Chinese', options: chinese, here: '在此生成', marked: '有标识，但被更改或由他人生成', none: '未找到标识' },
  ]

  async function give(page: Page, name: string, buffer: Buffer): Promise<void> {
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'image/png', buffer })
  }

  /** One pixel is another colour; all that the file says of itself stays in it. */
  async function onePixelChanged(): Promise<Buffer> {
    const { data, info } = await sharp(original).raw().toBuffer({ resolveWithObject: true })
    data[0] = (data[0] ?? 0) ^ 255
    const changed = chunksOf(await sharp(data, { raw: info }).png().toBuffer())
    const isPixels = (chunk: Buffer) => chunk.toString('latin1', 4, 8) === 'IDAT'
    const old = chunksOf(original)
    const at = old.findIndex(isPixels)
    const around = (part: Buffer[]) => part.filter((chunk) => !isPixels(chunk))
    return Buffer.concat([original.subarray(0, 8), ...around(old.slice(0, at)), ...changed.filter(isPixels), ...around(old.slice(at))])
  }

  function chunksOf(png: Buffer): Buffer[] {
    const chunks: Buffer[] = []
    for (let start = 8; start < png.length; ) {
      const end = start + 12 + png.readUInt32BE(start)
      chunks.push(png.subarray(start, end))
      start = end
    }
    return chunks
  }

  it.each(tongues)('check 30: is told apart: made here, changed, a stranger\'s ($name)', async ({ options, here, marked, none }) => {
    const page = await at('/verify', options)
    const title = (level: string) => page.locator(`[data-level="${level}"]`).getByRole('heading', { level: 2 })
    await give(page, 'original.png', original)
    await title('here').waitFor()
    expect((await title('here').textContent())?.trim()).toBe(here)
    expect(await page.locator('[data-layer="signature"]').getAttribute('data-finding')).toBe('ours')
    expect(await seriousFindings(page)).toEqual([])
    expect(await sideways(page)).toEqual({ wider: 0, moved: 0 })
    await give(page, 'changed.png', await onePixelChanged())
    await title('marked').waitFor()
    expect((await title('marked').textContent())?.trim()).toBe(marked)
    expect(await page.locator('[data-layer="signature"]').getAttribute('data-finding')).toBe('ours-changed')
    const noise = { create: { width: 300, height: 200, channels: 3 as const, background: '#88aacc', noise: { type: 'gaussian' as const, mean: 128, sigma: 40 } } }
    await give(page, 'stranger.png', await sharp(noise).png().toBuffer())
    await title('none').waitFor()
    expect((await title('none').textContent())?.trim()).toBe(none)
    await give(page, 'no picture.png', Buffer.from('nothing to see'))
    await page.getByRole('alert').waitFor()
    expect(await page.locator('[data-level]').count()).toBe(0)
    expect(open?.faults).toEqual([])
  })

  it('is taken by dropping and by pasting too, and gives a report', async () => {
    const page = await at('/verify')
    for (const type of ['drop', 'paste'] as const) {
      await page.evaluate(
        ([kind, bytes]) => {
          const transfer = new DataTransfer()
          transfer.items.add(new File([new Uint8Array(bytes)], `${kind}.png`, { type: 'image/png' }))
          const zone = document.querySelector('[aria-busy]') ?? document.body
          const event = kind === 'drop' ? new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }) : new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true })
          zone.dispatchEvent(event)
        },
        [type, [...original]] as const,
      )
      await page.getByAltText(`The picture you gave: ${type}.png`).or(page.getByRole('alert')).waitFor()
      expect(await page.getByRole('alert').allTextContents()).toEqual([])
      await page.locator('[data-level="here"]').waitFor()
    }
    const waiting = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download the report (JSON)' }).click()
    const report = JSON.parse(await readFile(await (await waiting).path(), 'utf8')) as { verdict: string }
    expect(report.verdict).toBe('made-here')
  })
})

describe('what an owner sees and does under `local`', () => {
  it.each([
    ['wide, English, light', { ...wide, colorScheme: 'light' }],
    ['phone, Chinese, dark', { ...phone, locale: 'zh-CN', colorScheme: 'dark' }],
  ] as Array<[string, BrowserContextOptions]>)('check 24: reads well (%s)', async (_, options) => {
    const page = await at('/data', options)
    await held(page, 'pictures').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    expect(await sideways(page)).toEqual({ wider: 0, moved: 0 })
  })

  it('check 29: counts what is held, and the copy holds as many', async () => {
    const page = await at('/')
    await page.getByRole('link', { name: 'Your data' }).click()
    await held(page, 'pictures').waitFor()
    expect(await held(page, 'pictures').getAttribute('data-count')).toBe('2')
    expect(await page.locator('[data-things]').textContent()).toBe('2 pictures, 2 entries in the history, 0 links')
    const [copy, erase] = await Promise.all(['export', 'erase'].map((act) => page.locator(`[data-act="${act}"]`).boundingBox()))
    expect([copy?.width, copy?.height].map((side) => Math.round(side ?? 0))).toEqual([erase?.width, erase?.height].map((side) => Math.round(side ?? 0)))
    const waiting = page.waitForEvent('download')
    await page.locator('[data-act="export"]').click()
    const files = unzipSync(await readFile(await (await waiting).path()))
    const names = Object.keys(files)
    expect(names.filter((name) => name.startsWith('pictures/'))).toHaveLength(2)
    expect(names).toEqual(expect.arrayContaining(['missing.json', 'copy.json', 'links.json']))
    expect(Object.values(files).some((file) => Buffer.from(file).equals(original))).toBe(true)
    expect(await page.locator('[data-signal="false"]').count()).toBe(1)
  })

  it('offers no choice where nothing is done but suggestions, which are off, and honours Global Privacy Control', async () => {
    const page = await at('/data')
    await page.locator('[data-never] li').first().waitFor()
    const suggestions = page.getByRole('switch', { name: /^Suggest/ })
    expect([await suggestions.isChecked(), await page.getByRole('switch').count(), await page.locator('[data-never] li').count()]).toEqual([false, 1, 3])
    const signalled = await at('/data', { ...wide, extraHTTPHeaders: { 'sec-gpc': '1' } })
    await signalled.locator('[data-signal="true"]').waitFor()
  })

  it('puts something right, and brings a copy in that is marked as such', async () => {
    const page = await at('/')
    await pictures(page).first().click()
    const details = page.getByRole('complementary', { name: 'Details' })
    await details.getByRole('button', { name: 'Add or correct' }).click()
    await details.getByLabel('What you add or put right').fill('for the calendar')
    await details.getByRole('button', { name: 'Save' }).click()
    await details.getByText('for the calendar').waitFor()
    const copy = Buffer.from(await (await page.request.get(`${server.address}/v1/export`)).body())
    await page.goto(`${server.address}/data`)
    const before = (await generations(page)).length
    await page.locator('input[data-act="import"]').setInputFiles({ name: 'copy.zip', mimeType: 'application/zip', buffer: copy })
    await page.getByText('2 pictures came in.').waitFor({ timeout: 30_000 })
    const all = await generations(page)
    expect([all.length, all.filter((one) => (one as { imported_at?: string | null }).imported_at).length]).toEqual([before + 2, 2])
    await page.locator('input[data-act="import"]').setInputFiles({ name: 'no copy.zip', mimeType: 'application/zip', buffer: Buffer.from('nothing to see') })
    await page.getByRole('alert').waitFor()
    for (const image of all.filter((one) => (one as { imported_at?: string | null }).imported_at).flatMap(({ images }) => images)) await page.request.delete(`${server.address}/v1/images/${image.id}`)
  })

  it('gives a picture away by a link, and takes it back', async () => {
    const page = await at('/')
    await pictures(page).first().click()
    await page.getByRole('complementary', { name: 'Details' }).getByRole('button', { name: 'Share' }).click()
    const dialog = page.getByRole('dialog', { name: 'Share this picture' })
    await dialog.getByRole('button', { name: 'Make a link' }).click()
    const address = await dialog.getByLabel('Link', { exact: true }).inputValue()
    expect(await seriousFindings(page)).toEqual([])
    expect((await fetch(address)).status).toBe(200)
    await page.keyboard.press('Escape')
    await page.getByText('You, and whoever has the one link to it.').waitFor()
    await page.goto(`${server.address}/data`)
    await page.getByRole('button', { name: /^Take back/ }).click()
    await page.getByText('Only you. No link is open.').waitFor()
    expect((await fetch(address)).status).toBe(410)
  })

  it('check 29: erases everything after the word is typed, and gives a receipt', async () => {
    const page = await at('/data')
    await held(page, 'pictures').waitFor()
    const [first] = await generations(page)
    await page.locator('[data-act="erase"]').click()
    const dialog = page.getByRole('dialog', { name: 'Erase everything?' })
    const erase = dialog.getByRole('button', { name: 'Erase for good' })
    expect(await erase.isDisabled()).toBe(true)
    expect(await seriousFindings(page)).toEqual([])
    await dialog.getByRole('textbox').fill('erase')
    await erase.click()
    await page.locator('[data-receipt]').waitFor()
    expect(await page.locator('[data-store="vault"]').getAttribute('data-state')).toBe('destroyed')
    const waiting = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download the receipt (JSON)' }).click()
    const receipt = JSON.parse(await readFile(await (await waiting).path(), 'utf8')) as { id: string; reason: string; signature: string }
    expect(receipt).toMatchObject({ reason: 'erasure', signature: expect.stringMatching(/^[\w-]{86}$/) })
    expect(JSON.stringify(receipt)).not.toMatch(/lighthouse|harbour/)
    await expect.poll(() => held(page, 'pictures').count()).toBe(0)
    expect(await generations(page)).toEqual([])
    const image = await page.request.get(`${server.address}/v1/images/${first?.images[0]?.id}/content`)
    expect([404, 410]).toContain(image.status())
    expect(await leftBehind(page)).toEqual(nothingLeft)
    // Life goes on: what is made afterwards is kept again.
    await page.goto(server.address)
    await prompt(page).waitFor()
    expect(await pictures(page).count()).toBe(0)
    await order(page, 'made after it')
    await cardIn(page, 'ready', 'made after it')
    expect(open?.faults).toEqual([])
  })
})
