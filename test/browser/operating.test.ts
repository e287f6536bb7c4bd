// Looking after a server: the overview counts what is made, and an incident is told on every page until it is over.

import { expect, it } from 'vitest'
import { seriousFindings } from './looks.ts'
import { useStudio } from './set-up.ts'
import { order } from './studio.ts'

const open = useStudio()

it('an operator sees what was made, tells of an incident that every page shows, and ends it', async () => {
  const page = await open.at()
  await order(page, 'a red fox')
  await page.getByRole('link', { name: 'Operator' }).click()
  const finished = page.locator('[data-overview] div').filter({ hasText: 'Finished in 24 hours' }).locator('dd')
  await expect.poll(() => finished.textContent(), { timeout: 20_000 }).toMatch(/^1/)
  await page.getByRole('img', { name: /Orders that ended in each/ }).waitFor()
  expect(await seriousFindings(page)).toEqual([])

  await page.getByRole('link', { name: 'Incidents' }).click()
  await page.getByLabel('Title in English').fill('Pictures are slow')
  await page.getByLabel('What people should know, in English').fill('We look for the cause.')
  await page.getByRole('button', { name: 'Tell everybody' }).click()
  const banner = page.locator('[data-banner="incident"]')
  await banner.getByText('Pictures are slow').waitFor()
  expect(await seriousFindings(page)).toEqual([])
  await banner.getByRole('link').click()
  await page.locator('[data-incident="looking"]').getByText('We look for the cause.').waitFor()

  await page.goto(`${open.server.address}/operator/incidents`)
  await page.getByText('Tell how it goes on').click()
  await page.getByLabel('State').selectOption('over')
  await page.locator('[data-incident]').getByLabel('What people should know, in Chinese').fill('已修复。')
  await page.locator('[data-incident]').getByRole('button', { name: 'Tell everybody' }).click()
  await page.locator('[data-incident="over"]').getByText('已修复。').waitFor()
  await expect.poll(() => banner.count()).toBe(0)
  expect(open.faults).toEqual([])
})
