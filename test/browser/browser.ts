// Opens pages in the machine's Chromium and watches what they ask of the network and leave behind.

import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, type Browser, type BrowserContextOptions, type Page, type Request } from 'playwright-core'

const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** @throws with what to install when there is none */
export function findChromium(): string {
  const given = process.env['CHROMIUM_PATH']
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const found = [given, ...folders.flatMap((folder) => names.map((name) => join(folder, name)))].find((path) => path && existsSync(path))
  if (!found) throw new Error('The browser tests need Chromium: install it (Debian: apt-get install chromium-headless-shell fonts-noto-cjk) or set CHROMIUM_PATH.')
  return found
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
}

export interface Visit {
  page: Page
  /** Requests to any other host than the server's, errors of the page, broken content rules. */
  faults: string[]
  close(): Promise<void>
}

export const wide: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, locale: 'en-GB' }
export const phone: BrowserContextOptions = { viewport: { width: 360, height: 640 }, locale: 'en-GB', hasTouch: true, isMobile: true }

export async function visit(browser: Browser, address: string, options: BrowserContextOptions = wide, path = '/'): Promise<Visit> {
  const context = await browser.newContext({ acceptDownloads: true, ...options })
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  const faults: string[] = []
  countRequests(page)
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.origin !== address && url.protocol !== 'data:' && url.protocol !== 'blob:') faults.push(`request to ${url.origin}`)
  })
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) faults.push(message.text())
  })
  await page.goto(address + path)
  return { page, faults, close: () => context.close() }
}

const onTheirWay = new WeakMap<Page, Set<Request>>()

function countRequests(page: Page): void {
  const open = new Set<Request>()
  onTheirWay.set(page, open)
  page.on('request', (request) => !/\/events(\?|$)/.test(request.url()) && open.add(request))
  const end = (request: Request) => open.delete(request)
  page.on('requestfinished', end).on('requestfailed', end)
}

/** Waits until the page has what it asked for: nothing on its way for a tenth of a second, streams of events aside, and no placeholder. What keeps asking is left alone after three seconds. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main').first().waitFor()
  const open = onTheirWay.get(page) ?? new Set()
  const until = Date.now() + 3000
  for (let calm = 0; calm < 5 && Date.now() < until; calm = open.size > 0 ? 0 : calm + 1) await page.waitForTimeout(20)
  await page.waitForFunction(() => !document.querySelector('main .pulse'), undefined, { timeout: 5000 }).catch(() => undefined)
}

/** Everything a site can leave in a browser, cookies aside. */
export function leftBehind(page: Page): Promise<Record<string, number>> {
  return page.evaluate(async () => ({
    localStorage: localStorage.length,
    sessionStorage: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }))
}

export const nothingLeft = { localStorage: 0, sessionStorage: 0, databases: 0, caches: 0, workers: 0 }
