// What is shown before any script has come is what the scripts then show: same words, same places, same elements; and without scripts a sentence says what is missing.

import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser, phone, wide } from './browser.ts'
import { checkpoints, startServer, type RunningServer } from './server.ts'

let server: RunningServer
let browser: Browser
beforeAll(async () => {
  server = await startServer(checkpoints.tiny)
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** Everything in sight that says something or can be pressed, and where it stands. */
const seen = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('#studio :is(a, button, h1, h2, p, span, label, textarea, nav, aside, li)')]
      .map((one) => ({ name: one.tagName, says: one.getAttribute('aria-label') ?? one.getAttribute('placeholder') ?? one.textContent, leads: one.getAttribute('href'), look: one.className, ...one.getBoundingClientRect().toJSON() as object }))
      .filter((one) => 'width' in one && Number(one.width) > 0),
  )

it.each<[string, BrowserContextOptions]>([
  ['a phone, in English', { ...phone, colorScheme: 'light' }],
  ['a desk, in Chinese, dark', { ...wide, locale: 'zh-CN', colorScheme: 'dark' }],
])('on %s', async (_, options) => {
  const without = await browser.newContext({ ...options, javaScriptEnabled: false })
  const plain = await without.newPage()
  await plain.goto(server.address)
  await plain.evaluate(() => document.fonts.ready)
  expect(await plain.locator('noscript').innerText()).toContain(options.locale === 'zh-CN' ? '本页面需要 JavaScript' : 'This studio needs JavaScript')
  await plain.evaluate(() => document.querySelector('noscript')?.remove())
  const drawn = await seen(plain)
  expect(drawn.length).toBeGreaterThan(15)
  expect(await plain.locator('#prompt:visible').count()).toBe(1)
  await without.close()

  const context = await browser.newContext(options)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  // The scripts wait until somebody has begun to write, the server's answers until the scripts have taken over.
  const scripts = Promise.withResolvers<void>()
  const answers = Promise.withResolvers<void>()
  await page.route('**/assets/*.js', async (route) => scripts.promise.then(() => route.continue()))
  await page.route('**/v1/*', async (route) => answers.promise.then(() => route.continue()))
  await page.goto(server.address, { waitUntil: 'commit' })
  const box = page.locator('#prompt:visible')
  await box.pressSequentially('a fox')
  await page.evaluate(() => {
    Object.assign(window, { shifts: [] as number[], heading: [...document.querySelectorAll('h1')].find((one) => one.offsetParent), written: document.activeElement })
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window as never as { shifts: number[] }).shifts.push((entry as never as { value: number }).value))).observe({ type: 'layout-shift', buffered: true })
  })
  scripts.resolve()
  await page.waitForFunction(() => document.querySelector('[data-drawn]') === null && Object.keys(document.querySelector('#prompt') ?? {}).some((name) => name.startsWith('__reactProps')))
  await page.evaluate(() => document.fonts.ready)
  expect(await seen(page)).toEqual(drawn)

  answers.resolve()
  await page.getByRole('button', { name: /^(Create|创作)$/ }).and(page.locator(':enabled')).waitFor()
  expect(await page.locator('#prompt').inputValue()).toBe('a fox')
  const { same, moved } = await page.evaluate(() => {
    const { heading, written, shifts } = window as never as { heading: Element; written: Element; shifts: number[] }
    return { same: heading === document.querySelector('h1') && written === document.activeElement && written === document.querySelector('#prompt'), moved: shifts.reduce((sum, shift) => sum + shift, 0) }
  })
  expect({ same, faults }).toEqual({ same: true, faults: [] })
  expect(moved).toBeLessThan(0.02)
  await context.close()
})
