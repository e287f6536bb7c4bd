// Takes the pictures of the studio for the documents: the main pages on desk and phone, light and dark, in both languages.

import { mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import sharp from 'sharp'
import { openBrowser, phone, visit, wide } from '../test/browser/browser.ts'
import { checkpoints, startServer } from '../test/browser/server.ts'

const folder = join(import.meta.dirname, '../docs/pictures/studio')
const drawn = ['a rocket in space', 'a cup of coffee on the table', '海上的蓝色小船', 'a castle at sunset', 'four strawberries', 'a yellow duck on a lake', 'an owl in the night sky', 'a red fox in the snow']

const looks: Array<[name: string, options: BrowserContextOptions]> = [
  ['desk-light-en', { ...wide, colorScheme: 'light' }],
  ['desk-dark-zh', { ...wide, locale: 'zh-CN', colorScheme: 'dark' }],
  ['phone-dark-en', { ...phone, viewport: { width: 360, height: 740 }, colorScheme: 'dark', deviceScaleFactor: 2 }],
  ['phone-light-zh', { ...phone, viewport: { width: 360, height: 740 }, locale: 'zh-CN', colorScheme: 'light', deviceScaleFactor: 2 }],
]

const shown = (page: Page) => page.locator('#stage [data-picture]').first()
const pagesWithPictures: Record<string, (page: Page) => Promise<void>> = {
  make: async (page) => shown(page).waitFor(),
  viewer: async (page) => {
    await shown(page).click()
    await page.getByRole('complementary', { name: /Details|详情/ }).waitFor()
  },
  edit: async (page) => {
    await page.goto(new URL(`/edit/${await shown(page).getAttribute('data-picture')}`, page.url()).href)
    await page.locator('canvas').first().waitFor()
  },
  pictures: async (page) => {
    await page.goto(new URL('/pictures', page.url()).href)
    await shown(page).waitFor()
  },
  data: async (page) => {
    await page.goto(new URL('/data', page.url()).href)
    await page.locator('[data-kind="pictures"]').waitFor()
  },
  trust: (page) => openHeaded(page, '/trust'),
  verify: (page) => openHeaded(page, '/verify'),
  developers: (page) => openHeaded(page, '/developers'),
  docs: (page) => openHeaded(page, '/docs'),
}

async function openHeaded(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, page.url()).href)
  await page.getByRole('heading').first().waitFor()
}

async function showStyles(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Style|风格)/ }).click()
  await page.getByRole('radio', { name: /Watercolour|水彩/ }).waitFor()
}

/** Everything has come to rest and every picture that can be seen is there. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready
    await Promise.all([...document.images].filter((one) => one.getBoundingClientRect().top < innerHeight && one.loading !== 'lazy').map((one) => one.decode().catch(() => undefined)))
  })
  await page.waitForTimeout(1200)
}

/** Names of pages, e.g. `viewer`: those alone are taken anew. None = all. */
const wanted = process.argv.slice(2)
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name)
const server = await startServer(checkpoints.painter)
const browser = await openBrowser()
let total = 0

async function take(page: Page, name: string): Promise<void> {
  await settle(page)
  const file = join(folder, `${name}.webp`)
  await writeFile(file, await sharp(await page.screenshot()).webp({ quality: 62, effort: 6 }).toBuffer())
  total += (await stat(file)).size
  console.log(`docs/pictures/studio/${name}.webp`)
}

async function draw(prompt: string): Promise<void> {
  const body = JSON.stringify({ prompt, seed: 7, ...(prompt === 'a castle at sunset' && { pictures: 2 }) })
  const answer = await fetch(`${server.address}/v1/generations`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  if (!answer.ok) throw new Error(`${prompt}: ${answer.status}`)
  const { id } = (await answer.json()) as { id: string }
  for (;;) {
    const { state } = (await (await fetch(`${server.address}/v1/generations/${id}`)).json()) as { state: string }
    if (state === 'finished') return
    if (state === 'failed') throw new Error(`${prompt} failed`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

try {
  if (wanted.length === 0) await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  for (const [look, options] of ['empty', 'styles'].some(isWanted) ? looks : []) {
    const one = await visit(browser, server.address, options)
    await one.page.locator('#prompt').waitFor()
    await take(one.page, `empty-${look}`)
    await showStyles(one.page)
    await take(one.page, `styles-${look}`)
    await one.close()
  }
  const pages = Object.entries(pagesWithPictures).filter(([name]) => isWanted(name))
  for (const prompt of pages.length > 0 ? drawn : []) await draw(prompt)
  for (const [look, options] of looks) {
    for (const [name, go] of pages) {
      const one = await visit(browser, server.address, options)
      await go(one.page)
      await take(one.page, `${name}-${look}`)
      await one.close()
    }
  }
  console.log(`${Math.round(total / 1024)} kB`)
} finally {
  await browser.close()
  await server.close()
}
