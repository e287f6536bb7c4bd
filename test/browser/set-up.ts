// One server and one browser for the tests of a file, and the page that is open in it.

import { afterAll, beforeAll } from 'vitest'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { openBrowser, phone, visit, wide, type Visit } from './browser.ts'
import { checkpoints, startServer, type RunningServer } from './server.ts'

export interface Studio {
  readonly server: RunningServer
  readonly browser: Browser
  /** What went wrong on the page that is open: see Visit. */
  readonly faults: string[]
  /** Closes the page that is open, and opens another as a browser that was never here. */
  at(path?: string, options?: BrowserContextOptions): Promise<Page>
}

export function useStudio(charter = 'local', more: Record<string, string> = {}): Studio {
  let server: RunningServer
  let browser: Browser
  let open: Visit | undefined
  beforeAll(async () => {
    server = await startServer(checkpoints.tiny, charter, more)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })
  return {
    get server() {
      return server
    },
    get browser() {
      return browser
    },
    get faults() {
      return open?.faults ?? []
    },
    async at(path = '/', options = wide) {
      await open?.close()
      open = await visit(browser, server.address, options, path)
      await open.page.locator('main').waitFor()
      return open.page
    },
  }
}

const chinese: BrowserContextOptions = { ...wide, locale: 'zh-CN' }

/** The four in which every page is looked at: both themes, languages and widths, each at least twice. */
export const looks: Array<[name: string, options: BrowserContextOptions]> = [
  ['light, English, wide', { ...wide, colorScheme: 'light' }],
  ['dark, English, wide', { ...wide, colorScheme: 'dark' }],
  ['light, Chinese, wide', { ...chinese, colorScheme: 'light' }],
  ['dark, Chinese, phone', { ...phone, locale: 'zh-CN', colorScheme: 'dark' }],
]
