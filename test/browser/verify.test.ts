import { readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { openBrowser, phone, visit, wide, type Visit } from './browser.ts'
import { seriousFindings, sideways } from './looks.ts'
import { checkpoints, startServer, type RunningServer } from './server.ts'
import { cardIn, generations, order } from './studio.ts'

const number = 'Filed-Test-20261122-7'
const charter = join(tmpdir(), `gesso-filed-${process.pid}.yaml`)

let server: RunningServer
let browser: Browser
let open: Visit | undefined
let original: Buffer

beforeAll(async () => {
  const local = await readFile(join(import.meta.dirname, '../../charters/local.yaml'), 'utf8')
  await writeFile(charter, local.replace('name: local', 'name: filed').replace('labels:\n', `labels:\n  filings:\n    china: ${number}\n`))
  server = await startServer(checkpoints.tiny, charter)
  browser = await openBrowser()
  const page = await at('/')
  await order(page, 'a lighthouse to check')
  await cardIn(page, 'ready', 'a lighthouse to check')
  const id = (await generations(page))[0]?.images[0]?.id
  original = await (await page.request.get(`${server.address}/v1/images/${id}/content`)).body()
})

afterAll(async () => {
  await open?.close()
  await browser?.close()
  await server?.close()
  await rm(charter, { force: true })
})

async function at(path: string, options: BrowserContextOptions = wide): Promise<Page> {
  await open?.close()
  open = await visit(browser, server.address, options, path)
  await open.page.locator('main').waitFor()
  return open.page
}

describe('a signature that the browser checks alone', () => {
  const tongues = [
    { name: 'English', options: wide, line: 'Checked in this browser, nothing sent', valid: 'The signature is valid', missing: 'The server did not answer, so its own check is missing.' },
    { name: 'Chinese', options: { ...phone, locale: 'zh-CN' }, line: '在此浏览器中检查，未发送任何内容', valid: '签名有效', missing: '服务器没有回应，因此缺少它的检查结果。' },
  ]

  const found = (page: Page, finding: string) => page.locator(`[data-alone="${finding}"]`)

  async function give(page: Page, buffer: Buffer, mimeType = 'image/png'): Promise<void> {
    await page.locator('input[type=file]').setInputFiles({ name: 'picture', mimeType, buffer })
  }

  function oneByteChanged(): Buffer {
    const copy = Buffer.from(original)
    const inside = copy.indexOf('IDAT') + 40
    copy[inside] = (copy[inside] ?? 0) ^ 1
    return copy
  }

  it.each(tongues)('says what it finds while the server is away ($name)', async ({ options, line, valid, missing }) => {
    const page = await at('/verify', options)
    await page.waitForLoadState('networkidle')
    await page.route('**/*', (route) => route.abort())
    await give(page, original)
    await found(page, 'valid').getByText(line).waitFor()
    expect(await found(page, 'valid').getByRole('heading').textContent()).toBe(valid)
    await page.getByRole('alert').getByText(missing).waitFor()
    expect(await page.locator('[data-level]').count()).toBe(0)
    expect(await seriousFindings(page)).toEqual([])
    expect(await sideways(page)).toEqual({ wider: 0, moved: 0 })
    await give(page, oneByteChanged())
    await found(page, 'changed').waitFor()
    await give(page, await sharp({ create: { width: 30, height: 20, channels: 3, background: '#88aacc' } }).png().toBuffer())
    await found(page, 'none').waitFor()
    await give(page, await sharp(original).webp().toBuffer(), 'image/webp')
    await found(page, 'none').waitFor()
    // A history of another kind, or a broken one, is not guessed at.
    const broken = Buffer.from(original)
    broken.fill(0xff, broken.indexOf('caBX') + 60, broken.indexOf('caBX') + 260)
    await give(page, broken)
    await found(page, 'unable').waitFor()
    expect(open?.faults).toEqual([])
  })

  it.each([
    { name: 'English', options: wide, label: 'Only in this browser: send nothing', stays: /does not leave this browser/ },
    { name: 'Chinese', options: { ...phone, locale: 'zh-CN' }, label: '仅在此浏览器中检查：不发送任何内容', stays: /不会离开此浏览器/ },
  ])('leaves the server out where that is chosen ($name)', async ({ options, label, stays }) => {
    const page = await at('/verify', options)
    const sent: string[] = []
    page.on('request', (request) => request.method() !== 'GET' && sent.push(request.url()))
    await page.getByRole('switch', { name: label }).check()
    await page.getByText(stays).waitFor()
    await give(page, original)
    await found(page, 'valid').waitFor()
    await give(page, oneByteChanged())
    await found(page, 'changed').waitFor()
    expect(sent).toEqual([])
    expect(await page.locator('[data-level]').count()).toBe(0)
    expect(await seriousFindings(page)).toEqual([])
    expect(open?.faults).toEqual([])
  })

  it('stands beside what the server says, for JPEG and WebP too, and is no part of the first page', async () => {
    const page = await at('/')
    const scripts = () => page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('.js')))
    expect((await scripts()).filter((name) => name.includes('/signature-'))).toEqual([])
    await page.goto(`${server.address}/verify`)
    for (const output_format of ['jpeg', 'webp']) {
      const answer = await page.request.post(`${server.address}/v1/images/generations`, { data: { prompt: `a harbour to check as ${output_format}`, output_format } })
      const { data } = (await answer.json()) as { data: Array<{ b64_json: string }> }
      await give(page, Buffer.from(data[0]?.b64_json ?? '', 'base64'), `image/${output_format}`)
      await found(page, 'valid').waitFor()
      await page.locator('[data-level="here"]').getByText(output_format.toUpperCase()).waitFor()
    }
    expect((await scripts()).filter((name) => name.includes('/signature-'))).toHaveLength(1)
    expect(open?.faults).toEqual([])
  })
})

it.each([
  ['/trust', wide, 'China'],
  ['/verify', { ...wide, locale: 'zh-CN' }, '中国'],
] as Array<[string, BrowserContextOptions, string]>)('filing numbers stand on %s', async (path, options, region) => {
  const page = await at(path, options)
  const filing = page.locator('[data-filing="china"]')
  await filing.getByText(number).waitFor()
  expect(await filing.locator('dt').textContent()).toBe(region)
  expect(await page.locator('[data-filing]').count()).toBe(1)
})
