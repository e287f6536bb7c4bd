// Which page somebody gets before any script has come: their language, their theme, and the form at once for who is new here.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createMemoryApp, type Api } from '../../test/api/memory-app.ts'
import { ask } from '../../test/api/requests.ts'

const markup = (language: string) => ({ words: `/assets/${language}-1.js`, 'first-here': `<p>${language} first, made here</p>`, first: `<p>${language} first</p>`, back: `<p>${language} back</p>` })

let folder: string
let api: Api

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gesso-page-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), '<!doctype html>\n<html>\n<head></head>\n<body><div id="studio"></div></body></html>')
  await writeFile(join(folder, 'looks.json'), JSON.stringify({ en: markup('en'), zh: markup('zh') }))
  api = await open({})
})
afterAll(async () => {
  await api.close()
  await rm(folder, { recursive: true })
})

const open = (charter: Record<string, unknown>): Promise<Api> => createMemoryApp({ charter, http: { studioFolder: folder }, worker: false })

async function page(of: Api, path = '/', language = 'en-GB', cookie = '') {
  const { text, headers } = await ask(of, 'GET', path, undefined, { headers: { 'accept-language': language, ...(cookie && { cookie }) } })
  expect(headers.get('cache-control')).toBe('no-store')
  return { root: /<html[^>]*>/.exec(text)?.[0], shown: /<p>([^<]*)<\/p>/.exec(text)?.[1], words: /modulepreload" crossorigin href="([^"]+)"/.exec(text)?.[1], text, cookie: headers.get('set-cookie')?.split(';')[0] ?? '' }
}

it('shows the form at once to the owner of a new server, in the language of their browser', async () => {
  expect(await page(api)).toMatchObject({ root: '<html lang="en">', shown: 'en first, made here', words: '/assets/en-1.js' })
  const chinese = await page(api, '/', 'zh-CN,zh;q=0.9,en;q=0.8')
  expect(chinese).toMatchObject({ root: '<html lang="zh-CN">', shown: 'zh first, made here', words: '/assets/zh-1.js' })
  expect(chinese.text).toContain('<div id="studio" data-look="first-here">')
  expect(chinese.text).not.toMatch(/<script(?![^>]* src=)/)
})

it('puts nothing in where the address asks for something, or for another page', async () => {
  expect(await page(api, '/?lang=zh')).toMatchObject({ root: '<html lang="zh-CN">', shown: undefined, words: '/assets/zh-1.js' })
  expect(await page(api, '/?theme=dark')).toMatchObject({ root: '<html lang="en" data-theme="dark">', shown: undefined })
  expect(await page(api, '/?theme="><p>x</p>')).toMatchObject({ root: '<html lang="en">', shown: undefined })
  expect(await page(api, '/trust')).toMatchObject({ root: '<html lang="en">', shown: undefined })
})

it('knows how somebody likes it, and who has read or made something here', async () => {
  const known = await open({})
  await ask(known, 'POST', '/v1/preferences', { language: 'zh', theme: 'dark' })
  expect(await page(known)).toMatchObject({ root: '<html lang="zh-CN" data-theme="dark">', shown: 'zh first, made here' })
  await ask(known, 'POST', '/v1/preferences', { notices_seen: ['outputs@1'] })
  expect((await page(known)).shown).toBe('zh back')
  await known.close()
  await ask(api, 'POST', '/v1/generations', { prompt: 'a fox' })
  expect((await page(api)).shown).toBe('en back')
})

it('tells visitors apart, and does not say that only they see what is made where others run the machine', async () => {
  const hosted = await open({ access: { who: 'sessions' }, sharing: { enabled: false } })
  const first = await page(hosted)
  expect(first).toMatchObject({ shown: 'en first' })
  await ask(hosted, 'POST', '/v1/generations', { prompt: 'a fox' }, { headers: { cookie: first.cookie } })
  expect((await page(hosted, '/', 'en', first.cookie)).shown).toBe('en back')
  expect((await page(hosted)).shown).toBe('en first')
  await hosted.close()
})

it('leaves the form away where something comes before it', async () => {
  const asking = await open({ access: { who: 'sessions', demo: true, collects: ['prompts', 'pictures', 'session', 'logs'] }, operator: { name: 'A house', contact: 'desk@studio.test' }, sharing: { enabled: false } })
  expect((await page(asking)).shown).toBe('en back')
  await asking.close()
})
