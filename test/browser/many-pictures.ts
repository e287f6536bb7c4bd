// A library of ten thousand pictures whose list is made up in the browser: drawing so many would take hours. Everything else is the page itself.

import type { Browser, Page } from 'playwright-core'

const each = 1000
const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64')

/** From any other page of the studio to the library. */
export async function openManyPictures(page: Page): Promise<void> {
  await page.route('**/v1/images?*', async (route) => {
    const before = Number(new URL(route.request().url()).searchParams.get('before') ?? 0)
    const data = Array.from({ length: each }, (_, number) => {
      const at = before + number
      return { id: `img_${at + 1}`, generation: `gen_${at}`, number: 0, created_at: new Date(Date.UTC(2026, 10, 22, 12) - at * 1_200_000).toISOString(), deadline: null, boards: [] }
    })
    const more = before < 10_000 - each
    await route.fulfill({ json: { object: 'list', data, has_more: more, next: more ? String(before + each) : null } })
  })
  await page.route('**/content?variant=small', (route) => route.fulfill({ body: pixel, contentType: 'image/png' }))
  await page.getByRole('link', { name: 'Pictures' }).click()
  await page.getByText('10,000').or(page.getByText('10000 pictures')).first().waitFor()
  await page.waitForTimeout(1000)
}

export interface Scrolled {
  /** Milliseconds of processor time of the longest task: other work of the machine does not count. */
  longest: number
  /** Most pictures in the page at a time. */
  most: number
  /** How far down it came, in pixels. */
  end: number
}

/** Screen by screen at first, then by great leaps. */
export async function scrollThrough(browser: Browser, page: Page): Promise<Scrolled> {
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] })
  const seen = await page.evaluate(async () => {
    const pause = () => new Promise((resolve) => setTimeout(resolve, 60))
    let most = 0
    for (let step = 0; step < 40; step++) {
      scrollBy(0, step < 20 ? 700 : 9000)
      await pause()
      most = Math.max(most, document.querySelectorAll('#stage img').length)
    }
    return { most, end: scrollY }
  })
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: Array<{ name: string; tdur?: number }> }
  const longest = traceEvents.reduce((most, { name, tdur = 0 }) => (name.endsWith('RunTask') ? Math.max(most, tdur / 1000) : most), 0)
  return { ...seen, longest }
}
