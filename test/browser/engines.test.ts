import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOpenAiVendor } from '../vendors/openai.ts'
import type { Vendor } from '../vendors/listen.ts'
import { seriousFindings } from './looks.ts'
import { writeCharter } from './people.ts'
import { useStudio } from './set-up.ts'
import { cardIn, createButton, generations, order, prompt } from './studio.ts'

/** A second engine on this machine, which knows words and size and nothing else, and refuses what is forbidden. */
const vendor: Vendor = await createOpenAiVendor()
const model = { id: 'plain', title: { en: 'Plain', zh: '素' }, seed: false, negativePrompt: false, sizes: [[64, 64]] }
const engines = ['painter', { id: 'beside', driver: 'openai-compatible', url: `${vendor.url}/v1`, models: [model] }]
const open = useStudio(writeCharter({ name: 'engines', access: { who: 'owner' }, sharing: { enabled: false }, verification: { needed: 'no' }, signIn: {}, retention: { imageDays: 'until-deleted' }, engines }))

afterAll(() => vendor.close())

describe('an engine that can do less, refuses, and is away', () => {
  beforeAll(async () => {
    const page = await open.at()
    await prompt(page).waitFor()
  })

  it('check 13: a control that the model does not know is absent, and the API names the field', async () => {
    const page = await open.at()
    await page.getByRole('button', { name: /^Advanced/ }).click()
    const controls = ['Seed', 'Steps', 'Guidance', 'Leave out'].map((name) => page.getByLabel(name, { exact: true }))
    const shown = () => Promise.all(controls.map((control) => control.count()))
    await controls[0]?.waitFor()
    expect(await shown()).toEqual([1, 1, 1, 1])
    await page.getByLabel('Model', { exact: true }).selectOption('plain')
    await expect.poll(shown).toEqual([0, 0, 0, 0])
    for (const [field, value] of Object.entries({ steps: 7, guidance: 2, negative_prompt: 'rain' })) {
      const answer = await page.evaluate(async (more) => {
        const asked = await fetch('/v1/generations', { method: 'POST', headers: { 'content-type': 'application/json', prefer: 'handling=strict' }, body: JSON.stringify({ prompt: 'a boat', model: 'plain', ...more }) })
        return { status: asked.status, text: await asked.text() }
      }, { [field]: value })
      expect([field, answer.status]).toEqual([field, 400])
      expect(answer.text).toContain(field)
    }
    expect(await generations(page)).toEqual([])
  })

  it('check 14: a refused prompt says who refused it and that nothing was charged, keeps the words, and can be changed', async () => {
    const page = await open.at()
    await page.getByLabel('Model', { exact: true }).selectOption('plain')
    await order(page, 'a forbidden thing')
    const card = await cardIn(page, 'refused', 'a forbidden thing')
    await card.getByText(/The engine "beside" refuses this prompt/).waitFor()
    await card.getByText(/Nothing was charged/).waitFor()
    expect(await seriousFindings(page)).toEqual([])
    expect(await prompt(page).inputValue()).toBe('a forbidden thing')
    await prompt(page).fill('')
    await card.getByRole('button', { name: 'Change the words' }).click()
    expect(await prompt(page).inputValue()).toBe('a forbidden thing')
    expect((await generations(page))[0]).toMatchObject({ state: 'refused', images: [] })
  })

  it('check 15: with the engine stopped the card says so and keeps everything; trying again works once it is back', async () => {
    const page = await open.at()
    await page.getByLabel('Model', { exact: true }).selectOption('plain')
    vendor.trouble = 'error'
    await order(page, 'a boat that waits')
    const card = await cardIn(page, 'failed', 'a boat that waits')
    await card.getByText(/engine/).first().waitFor()
    await card.getByText('Your words and settings are kept.').waitFor()
    expect(await prompt(page).inputValue()).toBe('a boat that waits')
    vendor.trouble = undefined
    await expect
      .poll(
        async () => {
          await page.locator('article[data-state="failed"]', { hasText: 'a boat that waits' }).first().getByRole('button', { name: 'Try again' }).click()
          return Promise.race([cardIn(page, 'ready', 'a boat that waits', 8000).then(() => true), page.waitForTimeout(8000).then(() => false)])
        },
        { timeout: 40_000, interval: 2000 },
      )
      .toBe(true)
    expect(await createButton(page).isEnabled()).toBe(true)
  })
})

it('the pages of engines are readable with data, with none, and when they cannot be read; an operator pauses one and lets it go on', async () => {
  const page = await open.at('/engines')
  await page.getByRole('heading', { name: 'Plain' }).waitFor()
  await page.getByText('plain', { exact: true }).waitFor()
  expect(await seriousFindings(page)).toEqual([])

  const asOperator = async (): Promise<void> => {
    await page.goto(`${open.server.address}/operator/engines`)
    await page.getByRole('link', { name: 'Engines', exact: true }).waitFor()
  }
  await asOperator()
  const beside = page.getByRole('group', { name: 'beside' })
  await beside.getByRole('button', { name: 'Pause' }).click()
  await beside.getByRole('button', { name: 'Go on' }).waitFor()
  expect(await seriousFindings(page)).toEqual([])
  await beside.getByRole('button', { name: 'Go on' }).click()
  await beside.getByRole('button', { name: 'Pause' }).waitFor()

  const answer = (status: number, body: object) => page.route(/\/v1\/(models|engines)$/, (route) => route.fulfill({ status, json: body }))
  await answer(200, { object: 'list', data: [], in_line: 0 })
  await page.goto(`${open.server.address}/engines`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect([await page.getByRole('alert').count(), await seriousFindings(page)]).toEqual([0, []])
  await asOperator()
  expect([await beside.count(), await seriousFindings(page)]).toEqual([0, []])

  await page.unroute(/\/v1\/(models|engines)$/)
  await answer(400, { error: { message: 'no', type: 'x', param: null, code: 'x' } })
  for (const path of ['/engines', '/operator/engines']) {
    await page.goto(`${open.server.address}${path}`)
    await page.locator('main').getByRole('alert').first().waitFor()
    expect([path, await seriousFindings(page)]).toEqual([path, []])
  }
  await page.unroute(/\/v1\/(models|engines)$/)
})
