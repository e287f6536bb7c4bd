import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { parse } from 'yaml'
import { expect, it } from 'vitest'
import { listen } from '../../src/http/listen.ts'
import { createTestApp, type TestAppOptions } from '../harness.ts'
import { openBrowser, visit } from './browser.ts'
import { seriousFindings } from './looks.ts'
import { cardIn, order, prompt } from './studio.ts'

const studioFolder = join(import.meta.dirname, '../../dist/studio')

async function serve(options: TestAppOptions) {
  const app = await createTestApp({ ...options, http: { studioFolder, operatorKeyHash: createHash('sha256').update('a-key-of-the-operator').digest(), ...options.http } })
  const server = await listen(app.app.http, { host: '127.0.0.1', port: 0 })
  return { app, address: server.address, close: () => server.close().then(() => app.close()) }
}

it('an owner opens their machine for others by the set-up page; who comes sees what is collected before the first prompt', async () => {
  const browser = await openBrowser()
  const saved: string[] = []
  const own = await serve({ http: { setUp: { file: '/data/charter.yaml', save: async (yaml) => void saved.push(yaml) } } })
  const owner = await visit(browser, own.address, undefined, '/set-up')
  const { page } = owner
  await page.getByLabel('May others try it, as a demonstration?').selectOption('yes')
  await page.getByRole('button', { name: 'Show what would be published' }).click()
  await page.getByRole('alert').getByText('This needs an answer.').waitFor()
  await page.getByLabel('Who answers for it? A person or a company.').fill('Ann by the sea')
  await page.getByLabel('E-mail address that people can write to').fill('ann@studio.test')
  await page.getByLabel('Country whose law binds you').fill('Portugal')
  await page.getByLabel('Days until a picture is gone').fill('3')
  await page.getByRole('button', { name: 'Show what would be published' }).click()
  await page.getByText('Privacy policy').click()
  await page.getByText('Ann by the sea has opened this machine for others to try.').waitFor()
  expect([saved, await seriousFindings(page)]).toEqual([[], []])
  await page.getByRole('button', { name: 'Save and start with it' }).click()
  await page.locator('[data-saved]').getByText('/data/charter.yaml').waitFor()
  expect([saved.length, owner.faults]).toEqual([1, []])
  await owner.close()
  await own.close()

  const opened = await serve({ charter: parse(saved[0] ?? '') as Record<string, unknown> })
  const visitor = await visit(browser, opened.address)
  const list = visitor.page.locator('[data-demo]')
  await list.getByText('prompts and settings').waitFor()
  await list.getByText('gone after 3 days').waitFor()
  expect(await seriousFindings(visitor.page)).toEqual([])
  await prompt(visitor.page).fill('a red fox')
  await order(visitor.page, 'a red fox')
  await visitor.page.getByText(/Look at the list of what is collected/).first().waitFor()
  await list.getByRole('button', { name: 'I agree' }).click()
  await list.waitFor({ state: 'detached' })
  await order(visitor.page, 'a blue boat')
  await cardIn(visitor.page, 'ready', 'a blue boat')
  // The set-up page is not theirs.
  await visitor.page.goto(`${opened.address}/set-up`)
  await visitor.page.getByText('This page is for whoever runs this server').waitFor()
  expect(visitor.faults).toEqual([])
  await visitor.close()
  await opened.close()
  await browser.close()
})
