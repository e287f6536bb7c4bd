import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openBrowser, visit } from './browser.ts'
import { checkpoints, startServer } from './server.ts'
import { cardIn, order, prompt } from './studio.ts'

it('a visitor of a busy server orders as usual: the browser does the small computation by itself', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gesso-work-'))
  const file = join(folder, 'busy.yaml')
  await writeFile(file, 'name: busy\naccess: { who: sessions }\nretention: { imageDays: session }\nsharing: { enabled: false }\nvisitors: { workFrom: 0 }\n')
  const [browser, server] = await Promise.all([openBrowser(), startServer(checkpoints.tiny, file)])
  try {
    const { page, faults } = await visit(browser, server.address)
    await prompt(page).waitFor()
    const refused = page.waitForResponse((answer) => answer.url().endsWith('/v1/generations') && answer.status() === 428)
    const taken = page.waitForResponse((answer) => answer.url().endsWith('/v1/generations') && answer.status() === 202)
    await order(page, 'a red fox')
    await refused
    const sent = (await taken).request()
    expect(sent.headers()['gesso-work']).toMatch(/^\d+\.14\.[0-9a-f]{32}\.[0-9a-z]+$/)
    await cardIn(page, 'ready', 'a red fox')
    expect(faults).toEqual([])
  } finally {
    await browser.close()
    await server.close()
    await rm(folder, { recursive: true, force: true })
  }
})
