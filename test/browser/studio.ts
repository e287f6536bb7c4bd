// What a person does on the main page, in their words: used by the browser tests.

import type { Locator, Page } from 'playwright-core'

export const prompt = (page: Page): Locator => page.locator('#prompt')
export const cards = (page: Page): Locator => page.locator('[data-job]')
export const createButton = (page: Page): Locator => page.getByRole('button', { name: /^(Create|创作)$/ })
export const pictures = (page: Page): Locator => page.locator('#stage [data-picture]')

export async function order(page: Page, words: string, { seed, steps }: { seed?: number; steps?: number } = {}): Promise<void> {
  await prompt(page).fill(words)
  if (seed !== undefined || steps !== undefined) {
    const drawer = page.getByRole('button', { name: /^Advanced/ })
    if ((await drawer.getAttribute('aria-expanded')) === 'false') await drawer.click()
    if (seed !== undefined) await page.getByLabel('Seed', { exact: true }).fill(String(seed))
    if (steps !== undefined) await page.getByLabel('Steps', { exact: true }).fill(String(steps))
  }
  await createButton(page).click()
}

/** The card of an order with these words, once it is in this state. */
export async function cardIn(page: Page, wanted: string, words: string, timeout = 40_000): Promise<Locator> {
  const card = page.locator(`article[data-state="${wanted}"]`, { hasText: words }).first()
  await card.waitFor({ timeout }).catch(async (error: unknown) => {
    const there = await page.locator('article[data-state]').evaluateAll((all) => all.map((one) => `${one.getAttribute('data-state')}: ${one.textContent?.slice(0, 200)}`))
    throw new Error(`no card "${wanted}" with "${words}"; there are: ${there.join(' | ') || 'none'}; the prompt is "${await prompt(page).inputValue()}"`, { cause: error })
  })
  return card
}

/** An order that takes seconds even with the tiny checkpoint, sent past the form. */
export async function orderSlowly(page: Page, words: string): Promise<void> {
  await page.evaluate(async (prompt) => {
    const body = JSON.stringify({ prompt, pictures: 10, steps: 100 })
    await fetch('/v1/generations', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  }, words)
}

/** Orders known to the server, newest first. */
export async function generations(page: Page): Promise<Array<{ id: string; state: string; prompt: string; images: Array<{ id: string }> }>> {
  return page.evaluate(async () => ((await (await fetch('/v1/generations?limit=100')).json()) as { data: never[] }).data)
}
