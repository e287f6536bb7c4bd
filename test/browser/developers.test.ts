import { readFile } from 'node:fs/promises'
import { unzipSync } from 'fflate'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { createKindsVendor, tone } from '../vendors/kinds.ts'
import { createOpenAiVendor } from '../vendors/openai.ts'
import type { Vendor } from '../vendors/listen.ts'
import { phone, wide } from './browser.ts'
import { crowded, seriousFindings, sideways } from './looks.ts'
import { writeCharter } from './people.ts'
import { useStudio } from './set-up.ts'
import { generations } from './studio.ts'

/** Beside the painter: models that declare next to nothing, one of them at a price that nobody here can pay. */
const vendor: Vendor = await createOpenAiVendor()
/** Servers of every other kind. */
const kinds: Vendor = await createKindsVendor()
const ofKind = (modality: string, model: string) => ({ id: `server-of-${model}`, driver: 'openai-compatible', modality, url: `${kinds.url}/v1`, models: [{ id: model, maker: 'Kind Makers' }] })
const little = (id: string) => ({ id, seed: false, negativePrompt: false, sizes: [[64, 64]] })
const beside = { driver: 'openai-compatible', url: `${vendor.url}/v1` }
const engines = [
  'painter',
  { id: 'free', ...beside, models: [{ ...little('plain'), title: { en: 'Plain', zh: '素' }, maker: 'Plain Makers', filing: 'GenAI-2026-0042', licence: 'MIT' }, little('calm')] },
  { id: 'paid', ...beside, price: 20_000, models: [little('dear'), little('dearer')] },
  ofKind('language', 'chatty'),
  ofKind('embeddings', 'vectors'),
  ofKind('speech', 'voice'),
  ofKind('transcription', 'ear'),
  ofKind('video', 'film'),
]
const open = useStudio(writeCharter({ name: 'developers', access: { who: 'owner' }, sharing: { enabled: false }, verification: { needed: 'no' }, signIn: {}, retention: { imageDays: 'until-deleted', callDays: 5 }, webhooks: { to: 'here' }, engines }))

afterAll(() => Promise.all([vendor.close(), kinds.close()]))

const fieldsOf = (page: Page) => page.getByRole('region', { name: 'The call' }).locator('label').allTextContents()
const patient = { timeout: 20_000 }
const code = (page: Page) => page.locator('[data-code]').first()

/** No finding, nothing cut, nothing beside the page; in the other look, too. */
async function expectGoodLooks(page: Page): Promise<void> {
  expect(await seriousFindings(page)).toEqual([])
  expect(await sideways(page)).toEqual({ wider: 0, moved: 0 })
  expect(await crowded(page)).toEqual([])
}

const chinesePhone: BrowserContextOptions = { ...phone, locale: 'zh-CN', colorScheme: 'dark' }

describe('the pages for developers', () => {
  it('offer what a model declares, show the call as code, and run that very call', async () => {
    const page = await open.at('/')
    await page.getByRole('link', { name: 'Developers' }).click()
    await code(page).waitFor()
    expect(await fieldsOf(page)).toEqual(expect.arrayContaining(['Seed', 'Steps', 'Guidance', 'Leave out', 'Style']))
    await page.getByLabel('Seed').fill('7')
    await page.getByLabel('Steps').fill('2')
    await page.getByLabel('Answer holds').selectOption('b64_json')
    await page.getByLabel('Describe a picture').fill('a fox in a "den"')
    const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/images/generations'))
    await page.getByRole('button', { name: 'Run' }).click()
    const asked = (await sent).postDataJSON() as Record<string, unknown>
    expect(asked).toEqual({ model: 'painter', prompt: 'a fox in a "den"', seed: 7, steps: 2, response_format: 'b64_json' })
    expect(await code(page).innerText()).toContain(`curl ${open.server.address}/v1/images/generations`)
    expect(await code(page).innerText()).toContain(JSON.stringify(asked))
    await page.locator('[data-answer="200"]').waitFor()
    expect(await page.locator('[data-answer] img').evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(64)
    const told = await page.locator('[data-code="Answer as JSON"]').innerText()
    expect(JSON.parse(told)).toMatchObject({ model: 'painter', settings: { seed: 7, steps: 2 }, data: [{ b64_json: expect.stringMatching(/^\S{40}… \(\d+\)$/) }] })
    const [made] = await generations(page)
    expect(await page.locator('[data-code="Headers"]').innerText()).toContain(`x-gesso-generation: ${made?.id}`)
    await expectGoodLooks(page)

    await page.getByLabel('Steps').fill('1000')
    expect(await page.getByRole('button', { name: 'Run' }).isDisabled()).toBe(true)
    await page.getByText('A whole number from 1 to 100').waitFor()
    await page.getByRole('radio', { name: 'Z.ai / BigModel' }).click()
    await page.getByLabel('Steps').fill('2')
    expect(await fieldsOf(page)).not.toEqual(expect.arrayContaining(['Guidance']))
    await page.getByRole('radio', { name: 'Node' }).click()
    expect(await code(page).innerText()).toContain(`baseURL: '${open.server.address}/api/paas/v4'`)
    await page.getByRole('button', { name: 'Run' }).click()
    await expect.poll(() => page.locator('[data-code="Answer as JSON"]').innerText(), patient).toContain('request_id')

    await page.getByRole('radio', { name: 'OpenAI' }).click()
    const red = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'red' } }).png().toBuffer()
    const chooser = page.waitForEvent('filechooser')
    const choose = page.getByRole('button', { name: 'Choose a file: Start from a picture' })
    await choose.focus()
    await page.keyboard.press('Enter')
    await (await chooser).setFiles({ name: 'red.png', mimeType: 'image/png', buffer: red })
    await page.getByRole('group', { name: 'Start from a picture' }).getByText('red.png', { exact: true }).waitFor()
    await page.getByLabel('Strength').fill('0.5')
    await page.getByRole('button', { name: 'Run' }).click()
    await expect.poll(async () => JSON.stringify((await generations(page))[0]), patient).toContain('"strength":0.5')

    await page.getByLabel('Model', { exact: true }).selectOption('dear')
    expect(await fieldsOf(page)).toEqual(['Model', 'Describe a picture', 'Size', 'File format', 'Answer holds', 'Pictures (n)'])
    await page.getByRole('button', { name: 'Run' }).click()
    await page.locator('[data-answer="402"], [data-answer="429"]').waitFor()
    await page.getByText('Nothing was charged').waitFor()
    expect(await page.locator('[data-code="Answer as JSON"]').innerText()).toContain('The balance does not cover the price')
    await expectGoodLooks(page)
    expect(open.faults).toEqual([])
  })

  it('tell all of a model, and draw one prompt by several side by side', async () => {
    const page = await open.at('/developers/models/nothing%20here')
    await page.getByRole('alert').getByText('There is no model “nothing here” here').waitFor()
    await expectGoodLooks(page)
    await page.getByRole('link', { name: 'Plain' }).click()
    const facts = page.locator('[data-model="plain"]')
    for (const fact of ['Plain Makers', 'GenAI-2026-0042', 'MIT', 'On this machine: nothing leaves it.', 'No price']) await facts.getByText(fact, { exact: true }).waitFor()
    await facts.getByText(/No time known|once its turn has come/).waitFor()
    await expectGoodLooks(page)

    await page.getByRole('link', { name: 'Compare', exact: true }).click()
    await page.getByLabel('dearer').waitFor()
    expect(await page.getByLabel('dearer').isDisabled()).toBe(true)
    await page.getByLabel('Seed', { exact: true }).fill('11')
    await page.getByRole('button', { name: 'Compare' }).click()
    const column = (id: string) => page.locator(`[data-compared="${id}"]`)
    for (const id of ['painter', 'plain', 'calm']) await column(id).getByRole('button', { name: /^Download/ }).waitFor({ timeout: 40_000 })
    await column('dear').getByRole('alert').getByText('The balance does not cover the price').waitFor()
    await column('painter').getByText('11', { exact: true }).waitFor()
    await column('plain').getByText('does not repeat by seed').waitFor()
    await expectGoodLooks(page)
    const saving = page.waitForEvent('download')
    await page.getByRole('link', { name: 'All 3 as a zip file' }).click()
    expect(Object.keys(unzipSync(await readFile(await (await saving).path()))).filter((name) => /\.png$/.test(name))).toHaveLength(3)
    const one = page.waitForEvent('download')
    await column('plain').getByRole('button', { name: /^Download/ }).click()
    expect((await one).suggestedFilename()).toMatch(/^plain-.*\.png$/)

    await page.getByRole('link', { name: 'Plain' }).click()
    await page.getByText(/by the newest \d pictures/).waitFor()
    await page.getByRole('button', { name: 'Try it in the playground' }).click()
    expect(await page.getByLabel('Model', { exact: true }).inputValue()).toBe('plain')
    expect(open.faults).toEqual([])
  })

  it('try models of other kinds with the inputs that their kind declares', async () => {
    const page = await open.at('/developers/models')
    await page.getByRole('region', { name: 'Models of other kinds' }).getByRole('link', { name: 'chatty' }).click()
    for (const fact of ['Kind Makers', 'Chat', 'On this machine: nothing leaves it.']) await page.locator('[data-model="chatty"]').getByText(fact, { exact: true }).waitFor()
    await expectGoodLooks(page)
    await page.getByRole('button', { name: 'Try it in the playground' }).click()
    const run = page.getByRole('button', { name: 'Run', exact: true })
    expect(await fieldsOf(page)).toEqual(['Model', 'How it should answer (system)', 'Your message', 'Show the answer while it comes'])
    expect(await run.isDisabled()).toBe(true)
    await page.getByLabel('Your message').fill('what jumps?')
    expect(await code(page).innerText()).toContain(`curl -N ${open.server.address}/v1/chat/completions`)
    await run.click()
    await page.locator('[data-answer="200"] [data-said]').getByText('The quick fox', { exact: true }).waitFor()
    await page.getByLabel('Show the answer while it comes').uncheck()
    await page.getByLabel('Your message').fill('something forbidden')
    await run.click()
    await page.locator('[data-answer="400"]').getByText('content_policy_violation').waitFor()
    await page.getByText('Nothing was charged').waitFor()
    await expectGoodLooks(page)

    const model = page.getByLabel('Model', { exact: true })
    await model.selectOption('vectors')
    await page.getByLabel('Text', { exact: true }).fill('a fox')
    await run.click()
    await page.locator('[data-answer="200"] [data-code="Answer as JSON"]').getByText('-0.25').waitFor()
    await model.selectOption('voice')
    await run.click()
    await expect.poll(() => page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.duration), patient).toBeCloseTo(0.5, 1)
    await model.selectOption('ear')
    expect(await run.isDisabled()).toBe(true)
    await page.locator('input[type=file]').setInputFiles({ name: 'fox.wav', mimeType: 'audio/wav', buffer: tone(0.1) })
    await run.click()
    await page.locator('[data-said]').getByText('844 bytes of a fox').waitFor()
    await model.selectOption('film')
    await page.getByLabel('Describe a video').fill('a fox runs')
    await run.click()
    await page.getByRole('status').getByText('in_progress').waitFor(patient)
    const address = (await page.locator('video').getAttribute('src', patient)) ?? ''
    expect(await (await page.request.get(open.server.address + address)).text()).toContain('a film of a fox')
    await expectGoodLooks(page)
    await page.getByRole('link', { name: 'Requests', exact: true }).click()
    await page.locator('[data-call="200"]', { hasText: '/v1/videos' }).getByText('film').waitFor()
    expect(open.faults).toEqual([])
  })

  it('take a file of requests, tell where news go and went, and every request of the last days', async () => {
    const page = await open.at('/developers/webhooks')
    await page.getByText('None yet.').waitFor()
    await page.getByLabel('Address').fill('http://192.0.2.1/hook')
    await page.getByRole('button', { name: 'Add it' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel('Address').fill(`${vendor.url}/hook`)
    await page.getByRole('button', { name: 'Add it' }).click()
    expect(await page.locator('[data-once] pre').innerText()).toMatch(/^whsec_/)
    await page.getByRole('button', { name: 'I have kept it' }).click()

    await page.getByRole('link', { name: 'Batches' }).click()
    expect(await page.getByRole('button', { name: 'Hand it in' }).isDisabled()).toBe(true)
    const line = (id: string, body: object) => JSON.stringify({ custom_id: id, method: 'POST', url: '/v1/images/generations', body })
    const requests = [line('fox', { prompt: 'a fox' }), line('bad', { prompt: 'a fox', model: 'none' })].join('\n')
    await page.locator('input[type=file]').setInputFiles({ name: 'requests.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from(requests) })
    await page.getByRole('button', { name: 'Hand it in' }).click()
    await page.locator('[data-batch="completed"]').waitFor({ timeout: 40_000 })
    await page.getByText('1 of 2 done, 1 failed').waitFor()
    const saving = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Answers' }).click()
    expect(JSON.parse(await readFile(await (await saving).path(), 'utf8'))).toMatchObject({ custom_id: 'fox', response: { status_code: 200 } })
    await expectGoodLooks(page)

    await page.getByRole('link', { name: 'Webhooks' }).click()
    await page.getByRole('button', { name: /^Log/ }).click()
    await page.getByText('batch.completed', { exact: true }).nth(1).waitFor()
    await expectGoodLooks(page)
    await page.getByRole('button', { name: /^Remove/ }).click()
    await page.getByText('None yet.').waitFor()

    const order = (body: object) => page.request.post(`${open.server.address}/v1/images/generations`, { data: body })
    const drawn = await order({ prompt: 'a fox', size: '64x64' })
    const refused = await order({ prompt: 'a fox', model: 'none' })
    await page.getByRole('link', { name: 'Requests', exact: true }).click()
    await page.getByText(drawn.headers()['x-request-id'] ?? '').waitFor()
    const dropped = page.locator('[data-call="404"]')
    await dropped.getByText('model_unknown').waitFor()
    await dropped.getByText(refused.headers()['x-request-id'] ?? '').waitFor()
    await page.getByLabel('Status').selectOption('2xx')
    await dropped.waitFor({ state: 'detached' })
    const { length: listed } = await page.locator('[data-call]').all()
    await order({ prompt: 'another fox', size: '64x64' })
    await expect.poll(() => page.locator('[data-call]').count(), patient).toBe(listed + 1)
    await page.getByRole('button', { name: /^What it made/ }).first().click()
    await page.locator('[data-made="finished"] img').waitFor()
    await expectGoodLooks(page)
    expect(open.faults).toEqual([])
  })

  it('hold the docs, found by their words and by keys alone, in both languages', async () => {
    const page = await open.at('/docs')
    await page.getByRole('link', { name: 'Prompt guide' }).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('429')
    await page.locator('[data-found="questions"]').waitFor()
    await expectGoodLooks(page)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('article', { name: 'Questions and answers' }).waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.id), patient).toBe('too-many')
    expect(new URL(page.url()).hash).toBe('#too-many')
    await page.keyboard.press('/')
    await page.keyboard.type('zebra')
    await page.getByText('Nothing found for “zebra”').waitFor()
    await page.goto(`${open.server.address}/docs/first-steps#errors`)
    await expect.poll(() => page.locator('#errors').evaluate((node) => node.getBoundingClientRect().top < innerHeight), patient).toBe(true)
    await page.locator('[data-code]', { hasText: `curl ${open.server.address}/v1/images/generations` }).first().waitFor()
    await page.getByRole('button', { name: /Switch to Chinese/ }).click()
    await page.getByRole('article', { name: '第一步' }).waitFor()
    await page.goto(`${open.server.address}/docs/nothing`)
    await page.getByRole('alert').waitFor()

    for (const [options, paths] of [[wide, ['/docs/moving']], [chinesePhone, ['/developers', '/developers/models/painter', '/docs/rules']]] as const) {
      const other = await open.at('/docs', options)
      for (const path of paths) {
        await other.goto(open.server.address + path)
        await other.locator('main :is(article, textarea, [data-model], [role=search])').first().waitFor()
        await expectGoodLooks(other)
      }
    }
    expect(open.faults).toEqual([])
  })
})
