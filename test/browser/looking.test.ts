import { beforeAll, describe, expect, it } from 'vitest'
import type { BrowserContextOptions } from 'playwright-core'
import { leftBehind, nothingLeft, phone, wide } from './browser.ts'
import { seriousFindings, sideways } from './looks.ts'
import { looks, useStudio } from './set-up.ts'
import { cardIn, order, pictures, prompt } from './studio.ts'

const open = useStudio()
const studio = (options?: BrowserContextOptions) => open.at('/', options)

describe('the empty page', () => {
  it.each([looks[0]!, looks[3]!])('check 24: has no serious finding (%s)', async (_, options) => {
    const page = await studio(options)
    await prompt(page).waitFor()
    expect(await seriousFindings(page)).toEqual([])
    expect(await sideways(page)).toEqual({ wider: 0, moved: 0 })
  })
})

describe('the page with pictures', () => {
  beforeAll(async () => {
    const page = await studio()
    for (const words of ['a red fox in the snow', '海上的蓝色小船', 'one very longwordthatnobodywouldeverwritebutsomebodywillpasteanywaysoitmustnotbreakthepage']) {
      await order(page, words)
      await cardIn(page, 'ready', words)
      await page.waitForTimeout(450)
    }
  })

  it.each(looks)('check 24: has no serious finding (%s)', async (_, options) => {
    const page = await studio(options)
    await pictures(page).first().waitFor()
    expect(await seriousFindings(page)).toEqual([])
    expect(await sideways(page)).toEqual({ wider: 0, moved: 0 })
  })

  it('has none in the viewer, the list of keys and the promises either', async () => {
    const page = await studio({ ...wide, colorScheme: 'dark' })
    await pictures(page).first().click()
    expect(await seriousFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: /Stays on this machine/ }).click()
    await page.getByRole('heading', { name: 'What this server promises' }).waitFor()
    await page.getByText('deleted-means-gone').waitFor()
    expect(await seriousFindings(page)).toEqual([])
  })

  it('check 2: on a phone whose keyboard is open the box and Create are in sight, and nothing moves sideways', async () => {
    const page = await studio(phone)
    await page.getByRole('button', { name: /open the form/ }).click()
    await prompt(page).waitFor()
    const create = page.getByRole('dialog').getByRole('button', { name: 'Create' })
    // The page asks browsers to give the keyboard its own room, so what is left is a lower window.
    for (const height of [640, 340]) {
      await page.setViewportSize({ width: 360, height })
      await prompt(page).focus()
      for (const part of [prompt(page), create]) {
        await expect.poll(async () => {
          const box = await part.boundingBox()
          return box !== null && box.y >= 0 && box.y + box.height <= height
        }).toBe(true)
      }
      expect(await sideways(page)).toEqual({ wider: 0, moved: 0 })
    }
    expect(await seriousFindings(page)).toEqual([])
    expect(await sideways(page)).toEqual({ wider: 0, moved: 0 })
    await page.keyboard.press('Escape')
    await prompt(page).waitFor({ state: 'detached' })
  })

  it('gives fingers 44 px', async () => {
    const page = await studio(phone)
    await pictures(page).first().waitFor()
    const small = await page.locator('button:visible, header a:visible, nav a:visible').evaluateAll((nodes) =>
      nodes.map((node) => ({ name: node.textContent, ...node.getBoundingClientRect().toJSON() as DOMRect })).filter(({ width, height }) => width < 43.5 || height < 43.5).map(({ name, width, height }) => `${name} ${width}x${height}`),
    )
    expect(small).toEqual([])
  })
})

describe('the page as a whole', () => {
  it('check 27: changes language in every place, numbers and dates too, without losing the draft or loading a large font', async () => {
    const page = await studio()
    await prompt(page).fill('half a sent')
    await page.getByRole('button', { name: /Switch to Chinese/ }).click()
    await page.getByText('描述一幅画面').first().waitFor()
    expect(await prompt(page).inputValue()).toBe('half a sent')
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN')
    await page.reload()
    await prompt(page).waitFor()
    expect(await prompt(page).inputValue()).toBe('half a sent')
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN')
    const english = await page.locator('button, label, h2, h3').evaluateAll((nodes) => nodes.map((node) => node.textContent ?? '').filter((text) => /^(Create|Stop|Delete|Download|Style|Shape|Pictures|Advanced|Today)$/.test(text.trim())))
    expect(english).toEqual([])
    await page.getByRole('heading', { name: '今天' }).waitFor()
    const fonts = await page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.woff2')).map((one) => (one as PerformanceResourceTiming).decodedBodySize))
    expect(fonts.every((size) => size < 100_000)).toBe(true)
    expect(new URL(page.url()).search).toBe('')
    await page.getByRole('button', { name: /切换到英文/ }).click()
    await page.getByRole('button', { name: /Switch to Chinese/ }).waitFor()
  })

  it('follows the system\'s theme and the one that is chosen', async () => {
    const page = await studio({ ...wide, colorScheme: 'dark' })
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
    expect(await ground()).toBe('rgb(20, 18, 16)')
    await page.getByRole('button', { name: 'Theme: system' }).click()
    expect(await ground()).toBe('rgb(246, 242, 234)')
    await page.reload()
    await page.locator('main').waitFor()
    expect(await ground()).toBe('rgb(246, 242, 234)')
    for (const theme of ['light', 'dark']) await page.getByRole('button', { name: `Theme: ${theme}` }).click()
    await page.getByRole('button', { name: 'Theme: system' }).waitFor()
  })

  it('check 26: moves nothing where reduced motion is asked for', async () => {
    const page = await studio({ ...wide, reducedMotion: 'reduce' })
    await pictures(page).first().waitFor()
    const moving = await page.evaluate(() => document.getAnimations().filter((animation) => Number(animation.effect?.getComputedTiming().duration) > 0).length)
    expect(moving).toBe(0)
  })

  it('asks no other host for anything and leaves nothing in the browser', async () => {
    const page = await studio()
    await order(page, 'a last one')
    await cardIn(page, 'ready', 'a last one')
    await pictures(page).first().click()
    await page.keyboard.press('Escape')
    await page.waitForTimeout(400)
    expect(open.faults).toEqual([])
    expect(await leftBehind(page)).toEqual(nothingLeft)
  })
})
