import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, visit, type Visit } from './browser.ts'
import { distance, hueDistance, mainHue, rasterOf, type Raster } from './colours.ts'
import { checkpoints, startServer, type RunningServer } from './server.ts'
import { cardIn, generations, order, pictures, prompt } from './studio.ts'

/** What is asked of the shipped painter: a colour, an object, and where on the colour circle the picture must lie. */
const asked = [
  { words: 'a red apple', hue: 0 },
  { words: 'a green frog', hue: 120 },
  { words: 'a blue car', hue: 215 },
  { words: 'a yellow star', hue: 50 },
  { words: 'purple grapes', hue: 280 },
  { words: 'an orange pumpkin', hue: 25 },
]
const seed = 7
const nearEnough = 40

interface Seen {
  at: number
  step: number
  file: Buffer
}

let server: RunningServer
let browser: Browser
let open: Visit
const drawn = new Map<string, Raster>()
let story: { startedAt: number; endedAt: number; previews: Seen[]; final: Buffer }

beforeAll(async () => {
  server = await startServer(checkpoints.painter)
  browser = await openBrowser()
  open = await visit(browser, server.address)
  await prompt(open.page).waitFor()
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** Notes, from its painting on, each preview when it is shown, and the step that the card names then; once it names none, the last one. */
async function watchPreviews(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen = { startedAt: 0, endedAt: 0, previews: [] as Array<{ at: number; step: number; address: string }> }
    Object.assign(window, { seen })
    new MutationObserver(() => {
      const card = document.querySelector<HTMLElement>('article[data-state]')
      const address = card?.querySelector<HTMLImageElement>('img[src^="data:"]')?.src
      const step = Number(/step (\d+)/.exec(card?.textContent ?? '')?.[1] ?? seen.previews.at(-1)?.step ?? 0)
      if (card?.dataset['state'] === 'painting') seen.startedAt ||= performance.now()
      if (seen.startedAt && card?.dataset['state'] === 'ready') seen.endedAt ||= performance.now()
      if (address && seen.previews.at(-1)?.address !== address) seen.previews.push({ at: performance.now(), step, address })
    }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
  })
}

async function fileOf(page: Page, image: string): Promise<Buffer> {
  const bytes = await page.evaluate(async (id) => [...new Uint8Array(await (await fetch(`/v1/images/${id}/content`)).arrayBuffer())], image)
  return Buffer.from(bytes)
}

async function newestFile(page: Page): Promise<Buffer> {
  return fileOf(page, (await generations(page))[0]?.images[0]?.id ?? '')
}

describe('the shipped painter, through the studio', () => {
  it.each(asked)('draws $words in its colour', async ({ words, hue }) => {
    const { page } = open
    // The first order loads the model; the last one is watched when it is warm.
    const watched = words === asked.at(-1)?.words
    if (watched) await watchPreviews(page)
    await order(page, words, { seed })
    const card = await cardIn(page, 'ready', words)
    await card.locator('[data-picture] img').last().waitFor()
    const file = await newestFile(page)
    const raster = await rasterOf(file)
    drawn.set(words, raster)
    if (watched) {
      const seen = await page.evaluate(() => (window as unknown as { seen: { startedAt: number; endedAt: number; previews: Array<{ at: number; step: number; address: string }> } }).seen)
      const previews = seen.previews.map(({ address, ...rest }) => ({ ...rest, file: Buffer.from(address.split(',')[1] ?? '', 'base64') }))
      story = { startedAt: seen.startedAt, endedAt: seen.endedAt, previews, final: file }
    }
    expect(hueDistance(mainHue(raster), hue), `main hue ${mainHue(raster)}`).toBeLessThanOrEqual(nearEnough)
    await page.waitForTimeout(450)
  })

  it('draws six different pictures, and none of them for next to no words', async () => {
    const { page } = open
    await order(page, '.', { seed })
    await expect.poll(async () => (await generations(page))[0], { timeout: 40_000 }).toMatchObject({ prompt: '.', state: 'finished' })
    const all = [...drawn.entries(), ['.', await rasterOf(await newestFile(page))] as const]
    expect(all).toHaveLength(asked.length + 1)
    for (const [words, raster] of all) {
      for (const [other, against] of all) if (words < other) expect(distance(raster, against), `${words} and ${other}`).toBeGreaterThan(8)
    }
  })

  it('shows previews in order, half of them well before the end, nearer and nearer to the picture', async () => {
    const { previews, startedAt, endedAt } = story
    expect(previews.length).toBeGreaterThanOrEqual(3)
    expect(previews.map(({ step }) => step)).toEqual(previews.map(({ step }) => step).sort((a, b) => a - b))
    const early = previews.filter(({ at }) => at - startedAt < 0.8 * (endedAt - startedAt))
    expect(early.length).toBeGreaterThanOrEqual(previews.length / 2)
    const final = await rasterOf(story.final)
    const away = await Promise.all(previews.map(async ({ file }) => distance(await rasterOf(file), final)))
    const third = Math.max(1, Math.floor(away.length / 3))
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
    expect(away.at(-1)).toBeLessThan(away[0] ?? 0)
    expect(mean(away.slice(-third)), away.map(Math.round).join(' ')).toBeLessThan(mean(away.slice(0, third)))
    for (const [number, now] of away.entries()) {
      const before = away[number - third]
      if (before !== undefined) expect(now, `preview ${number} of ${away.map(Math.round).join(' ')}`).toBeLessThanOrEqual(before + 1)
    }
  })

  it('gives the picture as a file, and finds it again after a restart', async () => {
    const { page } = open
    const card = await cardIn(page, 'ready', asked.at(-1)?.words ?? '')
    const waiting = page.waitForEvent('download')
    await card.getByRole('button', { name: 'Download' }).click()
    const file = await readFile(await (await waiting).path())
    expect(file.equals(story.final)).toBe(true)
    await server.restart()
    await page.reload()
    const again = pictures(page).and(page.getByRole('button', { name: `Open: ${asked.at(-1)?.words}` }))
    await again.first().waitFor()
    expect((await fileOf(page, (await again.first().getAttribute('data-picture')) ?? '')).equals(file)).toBe(true)
  })
})
