import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { live, type Life } from './life.ts'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

const picture = (image: string): string => `/v1/images/${image}/content`

/** By the buttons of one's data page. */
async function eraseAll({ page, open }: Life): Promise<void> {
  await open('/data')
  await page.locator('[data-act="erase"]').click()
  const dialog = page.getByRole('dialog', { name: 'Erase everything?' })
  await dialog.getByRole('textbox').fill('erase')
  await dialog.getByRole('button', { name: 'Erase for good' }).click()
}

/** What is announced stands in the banner, among the notices, and among the terms. */
async function seesWhatComes({ page, open, banner }: Life): Promise<void> {
  await open('/data')
  await banner(/The terms change on/)
  const notice = page.locator('[data-notices] li').first()
  await notice.getByRole('button', { name: /The terms change on/ }).click()
  await notice.getByText('retention.logDays').waitFor()
  await page.locator('[data-notices] [data-read="true"]').waitFor()
}

it('local: the owner of a machine is alone with it, changes their mind at once, and erases it all', async () => {
  await live(browser, 'local', async (life) => {
    const image = await life.make('a red fox')
    await life.useRights(1)
    await life.change({ retention: { imageDays: 3, logDays: 90 }, sharing: { mostDays: 3 } })
    await life.open('/policies')
    expect(await life.page.locator('[data-banner="terms"]').count()).toBe(0)
    const second = await life.make('a blue boat')
    await life.pass(4)
    // Each keeps the end that it was born with.
    expect((await life.ask('GET', picture(image))).status).toBe(200)
    expect([404, 410]).toContain((await life.ask('GET', picture(second))).status)
    await eraseAll(life)
    await life.page.locator('[data-receipt]').waitFor()
    expect([404, 410]).toContain((await life.ask('GET', picture(image))).status)
    await life.pass(500)
    await life.expectNothingLeft()
  })
})

it('hosted: a visitor shares a picture, goes away, and the link outlives them until its end', async () => {
  await live(browser, 'hosted', async (life) => {
    const image = await life.make('a red fox')
    await life.useRights(1)
    const { body: share } = await life.ask('POST', `/v1/images/${image}/shares`, { days: 20 })
    await life.change({ retention: { imageDays: 30, logDays: 60 } })
    await seesWhatComes(life)
    expect(await life.refusal('a blue boat')).toBeUndefined()
    await life.pass(2)
    await life.open('/')
    expect((await life.ask('GET', picture(image))).status).toBe(404)
    expect((await life.ask('GET', share.url)).status).toBe(200)
    await life.pass(19)
    expect([404, 410]).toContain((await life.ask('GET', share.url)).status)
    await life.pass(500)
    await life.expectNothingLeft()
  })
})

it('ephemeral: a visitor ends the session by hand, and nothing is left in that moment', async () => {
  await live(browser, 'ephemeral', async (life) => {
    const { page } = life
    const image = await life.make('a red fox')
    await life.useRights(1)
    await life.change({ retention: { imageDays: 'session', logDays: 20 } })
    await seesWhatComes(life)
    await page.getByRole('button', { name: 'End now' }).click()
    await page.getByRole('dialog').getByRole('button', { name: /^End/ }).click()
    await page.locator('[data-receipt]').waitFor()
    expect([401, 404]).toContain((await life.ask('GET', picture(image))).status)
    await life.pass(1)
    await life.pass(500)
    await life.expectNothingLeft()
  })
})

it('api: a developer is told of new terms by mail, accepts them before their key goes on, and closes the account', async () => {
  await live(browser, 'api', async (life) => {
    const { page, app } = life
    await life.signIn('dora@example.org')
    const { body: key } = await life.ask('POST', '/v1/keys', { name: 'first' })
    const byKey = async () => (await app.post('/v1/images/generations', { prompt: 'a red fox', response_format: 'b64_json' }, { authorization: `Bearer ${key.key}` })).status
    expect(await byKey()).toBe(200)
    await life.useRights(1)
    await life.change({ retention: { imageDays: 30, logDays: 60 } })
    await life.pass(0)
    expect((await app.parts.store.messages.newest(9)).filter(({ template }) => template === 'terms-change')).toHaveLength(1)
    await seesWhatComes(life)
    await life.pass(31)
    expect(await byKey()).toBe(403)
    await life.signIn('dora@example.org')
    await life.banner(/The terms have changed/)
    await page.locator('[data-banner="terms"]').getByRole('button', { name: 'Accept' }).click()
    await page.locator('[data-banner="terms"]').waitFor({ state: 'detached' })
    expect(await byKey()).toBe(200)
    expect((await life.ask('POST', '/v1/account/close', { copy: 'taken' })).status).toBe(200)
    expect(await byKey()).toBe(401)
    await life.pass(500)
    await life.expectNothingLeft()
  })
})

it('platform: somebody else comes to answer for the server; a person does not accept it, takes their things and leaves', async () => {
  await live(browser, 'platform', async (life) => {
    const { page } = life
    await life.signIn('pia@example.org')
    const image = await life.make('a red fox')
    await life.useRights(1)
    expect((await life.ask('POST', `/v1/images/${image}/publish`)).status).toBeLessThan(300)
    await life.change({ operator: { name: 'Another house', contact: 'house@studio.test' } })
    await life.pass(0)
    await life.pass(31)
    await life.signIn('pia@example.org')
    await life.banner(/Somebody else answers for this server now/)
    expect(await life.refusal('a blue boat')).toBe('controller_changed')
    expect((await life.ask('GET', picture(image))).status).toBe(200)
    await page.locator('[data-banner="terms"]').getByRole('link', { name: 'Take my data and leave' }).click()
    await page.locator('[data-act="export"]').waitFor()
    expect((await life.ask('GET', '/v1/export')).status).toBe(200)
    // Erasure is looked at first, as the charter says and why.
    expect((await life.ask('POST', '/v1/account/close', { copy: 'taken' })).status).toBe(202)
    const [request] = await life.app.parts.store.requests.unfinished()
    expect(await life.operate(`/v1/requests/${request?.id}/decide`, { decision: 'grant' })).toBe(200)
    await life.pass(1)
    expect((await life.ask('GET', picture(image))).status).toBe(401)
    await life.pass(700)
    await life.expectNothingLeft()
  })
})
