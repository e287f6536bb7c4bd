import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { phone, wide } from './browser.ts'
import { seriousFindings, sideways } from './looks.ts'
import { useStudio } from './set-up.ts'
import { generations, prompt } from './studio.ts'

const open = useStudio()
const side = 512
let picture: string

interface Made {
  state: string
  images: Array<{ id: string }>
}

async function call(path: string, body?: object): Promise<Response> {
  const given = body && { method: 'POST', headers: { 'content-type': 'application/json', prefer: 'respond-async' }, body: JSON.stringify(body) }
  return fetch(open.server.address + path, given)
}

async function finished(id: string): Promise<Made> {
  let now: Made
  do now = (await (await call(`/v1/generations/${id}`)).json()) as Made
  while (!['finished', 'failed', 'refused'].includes(now.state) && (await new Promise((resolve) => setTimeout(resolve, 100, true))))
  return now
}

beforeAll(async () => {
  const { id } = (await (await call('/v1/generations', { prompt: 'a red fox in the snow', seed: 7, width: side, height: side })).json()) as { id: string }
  picture = (await finished(id)).images[0]?.id ?? ''
})

const mask = (page: Page): Locator => page.locator('canvas[data-mask]')

async function editor(page: Page): Promise<void> {
  const draft = page.waitForResponse((answer) => answer.url().endsWith(`/v1/drafts/${picture}`))
  await page.goto(`${open.server.address}/edit/${picture}`)
  await draft
  await page.locator('[data-mat] img').first().waitFor()
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
}

/** Of the picture that is open: no work is kept of it any more. */
const forget = () => fetch(`${open.server.address}/v1/drafts/${picture}`, { method: 'DELETE' })

/** The tint over the picture at places given in its own pixels: how strong it is there. */
function tintAt(page: Page, places: Array<[number, number]>): Promise<number[]> {
  return mask(page).evaluate((canvas: HTMLCanvasElement, at) => at.map(([x, y]) => canvas.getContext('2d')?.getImageData(x, y, 1, 1).data[3] ?? 0), places)
}

/** The middle of what is painted, in the picture's own pixels. */
function middleOf(page: Page): Promise<{ x: number; y: number; count: number }> {
  return mask(page).evaluate((canvas: HTMLCanvasElement) => {
    const { data, width } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: new Uint8ClampedArray(), width: 1 }
    let [x, y, count] = [0, 0, 0]
    for (let at = 0; at < data.length / 4; at++) {
      if ((data[at * 4 + 3] ?? 0) === 0) continue
      x += at % width
      y += Math.floor(at / width)
      count++
    }
    return { x: x / count, y: y / count, count }
  })
}

async function boxOf(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await mask(page).boundingBox()
  if (!box) throw new Error('the mask is not shown')
  return box
}

/** A stroke through these places, given as parts of the picture; those outside of 0 to 1 lie beyond it. */
async function stroke(page: Page, ...places: Array<[number, number]>): Promise<void> {
  const { x, y, width, height } = await boxOf(page)
  const [first, ...rest] = places.map(([across, down]) => [x + across * width, y + down * height] as const)
  if (!first) return
  await page.mouse.move(...first)
  await page.mouse.down()
  for (const place of rest) await page.mouse.move(...place, { steps: 5 })
  await page.mouse.up()
}

describe('the editor', () => {
  it('check 16: puts a stroke under the pointer at every zoom of the page', async () => {
    for (const zoom of [0.5, 1, 1.5, 2]) {
      // What a browser's zoom does to a page: fewer, denser pixels in the same window.
      const page = await open.at('/trust', { ...wide, viewport: { width: Math.round(1440 / zoom), height: Math.round(900 / zoom) }, deviceScaleFactor: zoom })
      await forget()
      await editor(page)
      const { x, y, width } = await boxOf(page)
      const [across, down] = [x + width * 0.37, y + width * 0.61]
      await page.mouse.click(across, down)
      await expect.poll(async () => (await middleOf(page)).count).toBeGreaterThan(100)
      const middle = await middleOf(page)
      const scale = width / side
      const off = Math.hypot(x + (middle.x + 0.5) * scale - across, y + (middle.y + 0.5) * scale - down)
      expect(off, `at ${zoom * 100} %`).toBeLessThanOrEqual(2 / Math.min(1, zoom))
    }
  })

  it('check 17: keeps earlier strokes when one leaves the canvas, and undoes one at a time; check 4: a reload brings back words, mask and strength', async () => {
    const page = await open.at('/trust')
    await forget()
    await editor(page)
    await stroke(page, [0.2, 0.2], [0.4, 0.2])
    await stroke(page, [0.2, 0.5], [-0.3, 0.5], [-0.3, 0.7], [0.3, 0.7])
    await stroke(page, [0.7, 0.9], [0.8, 0.9])
    const places: Array<[number, number]> = [[150, 102], [60, 256], [100, 358], [384, 460]]
    const painted = async () => (await tintAt(page, places)).map((alpha) => alpha > 60)
    await expect.poll(painted).toEqual([true, true, true, true])
    await page.keyboard.press('Control+z')
    await expect.poll(painted).toEqual([true, true, true, false])
    await page.keyboard.press('Control+z')
    await expect.poll(painted).toEqual([true, false, false, false])
    await page.keyboard.press('Control+y')
    await expect.poll(painted).toEqual([true, true, true, false])
    await page.locator('#edit-words').fill('a blue boat')
    const kept = page.waitForResponse((answer) => answer.url().endsWith(`/v1/drafts/${picture}`) && answer.request().method() === 'POST' && (answer.request().postData() ?? '').includes('blue boat'))
    await page.getByRole('slider', { name: 'How much may change' }).fill('70')
    await kept
    await page.waitForTimeout(600)
    await editor(page)
    await expect.poll(painted).toEqual([true, true, true, false])
    expect(await page.locator('#edit-words').inputValue()).toBe('a blue boat')
    expect(await page.getByRole('slider', { name: 'How much may change' }).inputValue()).toBe('70')
    expect(open.faults).toEqual([])
  })

  it('check 18: changes under the mask only, pixel for pixel, and shows the tree', async () => {
    const page = await open.at('/trust')
    await forget()
    await editor(page)
    await stroke(page, [0.3, 0.4], [0.6, 0.5])
    await expect.poll(async () => (await middleOf(page)).count).toBeGreaterThan(1000)
    const waiting = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save the mask as a file' }).click()
    const plane = await sharp(await readFile(await (await waiting).path())).extractChannel(0).raw().toBuffer()
    await page.getByText('Outside the blue stays exactly as it is.').waitFor()
    await page.locator('#edit-words').fill('a blue boat')
    await page.keyboard.press('Control+Enter')
    const ready = page.locator('[data-ready^="img_"]')
    await ready.waitFor({ timeout: 40_000 })
    const after = (await ready.getAttribute('data-ready')) ?? ''
    const pixelsOf = async (id: string) => sharp(Buffer.from(await (await call(`/v1/images/${id}/content`)).arrayBuffer())).raw().toBuffer()
    const [was, is] = [await pixelsOf(picture), await pixelsOf(after)]
    const count = { outside: 0, inside: 0 }
    for (let at = 0; at < plane.length; at++) {
      if ([0, 1, 2].some((channel) => was[at * 3 + channel] !== is[at * 3 + channel])) count[plane[at] === 0 ? 'outside' : 'inside']++
    }
    expect(count.outside).toBe(0)
    expect(count.inside).toBeGreaterThan(1000)
    await ready.getByRole('button', { name: 'Show it' }).click()
    await page.locator(`[data-editor="${after}"]`).waitFor()
    // The mask goes along, and both versions can be compared by keys alone.
    await expect.poll(async () => (await middleOf(page)).count).toBeGreaterThan(1000)
    await page.locator('[data-mat]').focus()
    await page.keyboard.press('c')
    await page.keyboard.press('ArrowRight')
    await page.locator('[data-compare="51"]').waitFor()
    await page.keyboard.press('Escape')
    await page.locator(`a[data-version="${picture}"]`).click()
    await page.locator(`[data-editor="${picture}"]`).waitFor()
  })

  it('check 19: draws with one finger without scrolling, moves and zooms with two', async () => {
    const page = await open.at('/trust', phone)
    await forget()
    await editor(page)
    const keys = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: Array<[number, number]>) => keys.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) })
    const { x, y, width } = await boxOf(page)
    const at = (across: number, down: number): [number, number] => [x + width * across, y + width * down]
    await touch('touchStart', at(0.3, 0.3))
    for (const down of [0.4, 0.5, 0.6]) await touch('touchMove', at(0.3, down))
    await touch('touchEnd')
    await expect.poll(() => tintAt(page, [[154, 230]])).toEqual([expect.toSatisfy((alpha: number) => alpha > 60)])
    expect(await page.evaluate(() => [scrollX, scrollY, visualViewport?.scale])).toEqual([0, 0, 1])
    await touch('touchStart', at(0.4, 0.5), at(0.6, 0.5))
    for (const step of [1, 2, 3, 4]) await touch('touchMove', at(0.4 - step * 0.05, 0.5), at(0.6 + step * 0.05, 0.5))
    await touch('touchEnd')
    const zoomed = await boxOf(page)
    expect(zoomed.width).toBeGreaterThan(width * 1.5)
    expect(await tintAt(page, [[205, 256], [307, 256], [110, 256], [400, 256]])).toEqual([0, 0, 0, 0])
    expect(await page.evaluate(() => [scrollX, scrollY, visualViewport?.scale])).toEqual([0, 0, 1])
    expect(await sideways(page)).toEqual({ wider: 0, moved: 0 })
    expect(await seriousFindings(page)).toEqual([])
  })

  it('check 4: a reload brings back references; they start the order; checks 23 and 24: box by keys, no serious finding', async () => {
    const page = await open.at()
    await prompt(page).fill('a fox like this one')
    await page.getByRole('button', { name: 'Start from a picture' }).click()
    const file = await sharp({ create: { width: 320, height: 320, channels: 3, background: '#a04020' } }).png().toBuffer()
    const kept = page.waitForResponse((answer) => answer.url().endsWith('/v1/drafts/make') && answer.request().method() === 'POST')
    await page.locator('input[type=file]').setInputFiles({ name: 'one.png', mimeType: 'image/png', buffer: file })
    await kept
    await page.reload()
    await page.getByRole('img', { name: 'Reference 1' }).waitFor()
    expect(await prompt(page).inputValue()).toBe('a fox like this one')
    await page.getByRole('button', { name: 'Create' }).click()
    await expect.poll(async () => (await generations(page))[0], { timeout: 30_000 }).toMatchObject({ prompt: 'a fox like this one', reference: { image: null, how: 'edit', strength: 0.6 } })
    await forget()
    await editor(page)
    await page.locator('[data-mat]').focus()
    for (const key of ['m', 'ArrowRight', 'ArrowRight', 'Shift+ArrowDown', 'Enter']) await page.keyboard.press(key)
    const { count } = await middleOf(page)
    expect(count).toBeGreaterThan(side * side * 0.2)
    await page.keyboard.press('i')
    await expect.poll(async () => (await middleOf(page)).count).toBeGreaterThan(side * side * 0.7)
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys of the editor' }).waitFor()
    await page.keyboard.press('Escape')
    expect(await seriousFindings(page)).toEqual([])
    await page.goto(`${open.server.address}/edit/img_nothing?theme=dark&lang=zh`)
    await page.getByText('这张图片已不在这里。').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    expect(open.faults).toEqual([])
  })
})
