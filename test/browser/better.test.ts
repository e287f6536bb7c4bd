import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { useStudio } from './set-up.ts'
import { cardIn, createButton, generations, prompt } from './studio.ts'

/** A language server that makes every prompt better in the same way. */
const vendor = createServer((request, response) => {
  const parts: Uint8Array[] = []
  request.on('data', (part: Uint8Array) => parts.push(part))
  request.on('end', () => {
    const { messages } = JSON.parse(Buffer.concat(parts).toString('utf8')) as { messages: Array<{ content: string }> }
    const content = `${messages.at(-1)!.content} in deep snow, low winter sun`
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ choices: [{ index: 0, message: { role: 'assistant', content } }] }))
  })
})
await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve))
const folder = await mkdtemp(join(tmpdir(), 'gesso-better-'))
const charter = join(folder, 'local.yaml')
const place = 'place: { name: Wordsmith, country: SG }, terms: "https://terms.example/words", retention: 30 days'
await writeFile(charter, `name: better
access: { who: owner }
retention: { imageDays: until-deleted }
engines:
  - painter
  - { id: writer, driver: openai-compatible, modality: language, url: "http://127.0.0.1:${(vendor.address() as AddressInfo).port}/v1", models: [w], ${place} }
routing: { enhancer: writer }
outbound: { hosts: [words.example] }
`)
const open = useStudio(charter)
afterAll(async () => {
  await new Promise((resolve) => vendor.close(resolve))
  await rm(folder, { recursive: true })
})

it('suggests better words after asking for consent, shows both, and draws the ones that were chosen', async () => {
  const page = await open.at()
  await prompt(page).fill('a red fox')
  await page.getByText('Your words go to Wordsmith (SG), who keep them: 30 days.').waitFor()
  await page.getByRole('button', { name: 'Agree and suggest' }).click()
  const both = page.getByRole('region', { name: 'Your words and a suggestion' })
  await both.getByText('a red fox', { exact: true }).waitFor()
  await both.getByText('a red fox in deep snow, low winter sun').waitFor()
  expect(await generations(page)).toEqual([])

  await both.getByRole('button', { name: 'Keep my words' }).click()
  await page.getByRole('button', { name: 'Suggest better words' }).click()
  await page.getByRole('button', { name: 'Use the suggestion' }).click()
  await page.getByText('This is drawn instead of your words.').waitFor()
  expect(await prompt(page).inputValue()).toBe('a red fox')
  await createButton(page).click()
  await cardIn(page, 'ready', 'a red fox')
  const [made] = await generations(page)
  expect(made).toMatchObject({ prompt: 'a red fox', enhanced_prompt: 'a red fox in deep snow, low winter sun', outcome: { prompt_sent: 'a red fox in deep snow, low winter sun' } })

  // Other words are drawn as they are.
  await prompt(page).fill('a blue boat')
  expect(await page.getByText('This is drawn instead of your words.').count()).toBe(0)
  expect(open.faults).toEqual([])
})
