import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { settled, visit, type Visit } from './browser.ts'
import { crawl } from './crawl.ts'
import { crowded, sideways } from './looks.ts'
import { makeOperator, operatorKey, person, writeCharter } from './people.ts'
import { useStudio } from './set-up.ts'
import { cardIn, order } from './studio.ts'

const open = useStudio(writeCharter({ verification: { needed: 'no' } }), { GESSO_API_KEY: operatorKey })
const visitors = ['/', '/pictures', '/data', '/verify', '/trust', '/gallery', '/policies', '/policies/privacy', '/sign-in', '/developers', '/developers/compare', '/developers/models', '/docs', '/docs/first-steps']
const people = ['/console', '/console/keys', '/console/members', '/console/usage', '/console/security', '/console/verification']
const operators = ['/operator', '/operator/messages', '/operator/verifications']

let somebody: Visit

beforeAll(async () => {
  somebody = await person(open, 'olga@example.org')
  await makeOperator(open, somebody.page)
  await somebody.page.goto(open.server.address)
  for (const words of ['a red fox in the snow', '海上的蓝色小船']) {
    await order(somebody.page, words)
    await cardIn(somebody.page, 'ready', words)
  }
})

describe('every button, link and choice', () => {
  it('does something, or is disabled and says why', async () => {
    const dead: string[] = []
    const pressed: string[] = []
    async function walk(page: Page, paths: string[], tried = new Set<string>()): Promise<void> {
      for (const path of paths) {
        const found = await crawl(page, open.server.address + path, tried)
        dead.push(...found.dead.map((one) => `${path} ${one}`))
        pressed.push(...found.pressed.map((one) => `${path} ${one}`))
      }
    }
    const visitor = await visit(open.browser, open.server.address)
    await walk(visitor.page, visitors)
    await walk(somebody.page, ['/', '/pictures', '/data', '/developers/batches', '/developers/webhooks', '/developers/requests', ...people, ...operators])
    expect(dead).toEqual([])
    expect(pressed.length).toBeGreaterThan(100)
    expect([...visitor.faults, ...somebody.faults]).toEqual([])
    await visitor.close()
  })
})

describe('room to grow', () => {
  const pages = ['/', '/pictures', '/data', '/verify', '/trust', '/policies', '/developers', '/developers/compare', '/developers/models/painter', '/developers/requests', '/docs', ...people, ...operators]

  afterAll(() => somebody.close())

  async function look(width: number, search: string): Promise<string[]> {
    const { page } = somebody
    await page.setViewportSize({ width, height: 900 })
    const wrong: string[] = []
    for (const path of pages) {
      await page.goto(`${open.server.address}${path}${search}`)
      await settled(page)
      const { wider } = await sideways(page)
      wrong.push(...(await crowded(page)).map((one) => `${path} ${one}`), ...(wider > 0 ? [`${path} is ${wider} px too wide`] : []))
    }
    return wrong
  }

  it.each([360, 1440])('nothing is cut or overlaps with words two fifths longer, at %i px', async (width) => {
    await somebody.page.goto(`${open.server.address}/?lang=longer`)
    await somebody.page.getByText('Creeatte').first().waitFor()
    expect(await look(width, '?lang=longer')).toEqual([])
  })

  it('check 26: nothing is cut or overlaps with letters twice as large', async () => {
    const browser = await somebody.page.context().newCDPSession(somebody.page)
    await browser.send('Page.setFontSizes' as never, { fontSizes: { standard: 32, fixed: 26 } } as never)
    expect(await look(1440, '')).toEqual([])
  })
})
