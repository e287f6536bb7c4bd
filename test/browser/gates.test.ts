// Who is let in, in the browser: the question about age, a guardian's yes and its end, a region that is not served, a device taken back.

import { expect, it } from 'vitest'
import { visit, wide } from './browser.ts'
import { seriousFindings, sideways } from './looks.ts'
import { newestLetter, operatorKey, writeCharter } from './people.ts'
import { useStudio } from './set-up.ts'
import type { Page } from 'playwright-core'

const charter = writeCharter({
  age: { ask: true, least: 8, guardian: 14, advised: 18 },
  devices: { camera: { enabled: true } },
  regions: { source: 'header', header: 'x-region', refused: ['KP'], listDate: '2026-11-01', unknown: 'serve' },
})
const open = useStudio(charter, { GESSO_API_KEY: operatorKey, GESSO_TRUSTED_PROXIES: '127.0.0.1/32' })
const year = new Date().getUTCFullYear()

async function answer(page: Page, born: number): Promise<void> {
  await page.getByLabel('Year').fill(String(born))
  await page.getByLabel('Month').selectOption({ label: 'January' })
  await page.getByRole('button', { name: 'Go on' }).click()
}

it('asks everybody the same once, shuts for who is too young, and does not ask again in another session', async () => {
  const as = { ...wide, userAgent: 'a browser of somebody young' }
  const page = await open.at('/', as)
  await page.locator('[data-banner=gate]').getByRole('link', { name: 'Answer it' }).click()
  await page.getByRole('heading', { name: 'When were you born?' }).waitFor()
  // Nothing is chosen beforehand, and nothing hints at what would be right.
  expect([await page.getByLabel('Year').inputValue(), await page.getByLabel('Month').inputValue()]).toEqual(['', ''])
  expect(await page.locator('main').textContent()).not.toMatch(/\b(8|13|14|18)\b/)
  expect([await seriousFindings(page), await sideways(page)]).toEqual([[], { wider: 0, moved: 0 }])
  await answer(page, year - 6)
  await page.getByRole('heading', { name: 'This is not for you yet' }).waitFor()
  expect(await seriousFindings(page)).toEqual([])

  const again = await open.at('/age', as)
  await answer(again, 1987)
  await again.getByRole('alert').filter({ hasText: 'answered already' }).waitFor()

  // Under eighteen nothing is shut, and the advice to read with a parent stands on the first page.
  const older = await open.at('/age', { ...wide, userAgent: 'a browser of somebody of sixteen' })
  await answer(older, year - 17)
  await older.getByRole('link', { name: 'Make a picture' }).click()
  await older.locator('[data-banner=gate]').getByText('together with a parent or guardian').waitFor()
})

it('lets a child make pictures when a guardian says yes, and no longer when they take it back', async () => {
  const page = await open.at('/age', { ...wide, userAgent: 'a browser of a child' })
  await answer(page, year - 11)
  await page.getByLabel('Mail address of your guardian').fill('parent@example.org')
  await page.getByRole('button', { name: 'Ask them' }).click()
  await page.locator('[data-guardian=open]').waitFor()
  expect(await seriousFindings(page)).toEqual([])

  const letter = await newestLetter(open.server, 'parent@example.org')
  const path = /\/guardian\/\w+/.exec(letter)?.[0] ?? ''
  const code = /\b[a-z0-9]{5}-[a-z0-9]{5}\b/.exec(letter)?.[0] ?? ''
  const guardian = await visit(open.browser, open.server.address, { ...wide, locale: 'zh-CN', userAgent: 'a browser of a parent' }, path)
  await guardian.page.getByLabel('消息中的验证码').fill(code)
  expect(await guardian.page.locator('[data-guardian-text]').textContent()).toContain('14')
  expect([await seriousFindings(guardian.page), await sideways(guardian.page)]).toEqual([[], { wider: 0, moved: 0 }])
  await guardian.page.locator('[data-word=give]').click()
  await guardian.page.locator('[data-guardian=given]').waitFor()

  await page.getByRole('button', { name: 'Look again' }).click()
  await page.getByRole('link', { name: 'Make a picture' }).click()
  const order = () => page.evaluate(async () => (await fetch('/v1/generations', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"prompt":"a fox"}' })).status)
  expect(await order()).toBe(202)
  await guardian.page.locator('[data-word=take-back]').click()
  await guardian.page.locator('[data-guardian=refused]').waitFor()
  expect(await order()).toBe(403)
  expect(guardian.faults).toEqual([])
  await guardian.close()
})

it('says where it is not offered, and shows and takes back what was said about a device', async () => {
  const there = await open.at('/', { ...wide, userAgent: 'a browser far away', extraHTTPHeaders: { 'x-region': 'KP' } })
  await there.locator('[data-banner=gate]').getByRole('link', { name: 'Read more' }).click()
  await there.locator('[data-region=refused]').waitFor()
  expect(await there.locator('main').textContent()).toContain('2026-11-01')
  expect(await seriousFindings(there)).toEqual([])

  const page = await open.at('/age', { ...wide, userAgent: 'a browser of somebody grown up' })
  const policy = await page.request.get(`${open.server.address}/age`)
  expect(policy.headers()['permissions-policy']).toBe('camera=(self), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()')
  await answer(page, 1987)
  await page.getByRole('heading', { name: 'Everything is open to you' }).waitFor()
  await page.evaluate(async () => {
    const { devices } = (await (await fetch('/v1/consents')).json()) as { devices: Array<{ digest: string }> }
    await fetch('/v1/consents', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ matter: 'camera', allowed: true, digest: devices[0]?.digest, language: 'en' }) })
  })
  await page.goto(`${open.server.address}/data`)
  await page.getByRole('button', { name: 'Take back: Camera' }).click()
  await page.locator('[data-devices]').getByText('not allowed').waitFor()
  await page.getByText('What was said, and when').click()
  expect(await page.getByText('(taken back, text').count()).toBe(1)
  expect(await seriousFindings(page)).toEqual([])
})
