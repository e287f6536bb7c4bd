// News by mail: nobody gets it who did not confirm it, and one click ends it.

import { createHash } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { createPeopleApp, browserOf, everyWay } from './app.ts'
import { createPerson } from '../../src/identity/sign-in/persons.ts'
import { startSignIn } from '../../src/identity/sign-in/sign-ins.ts'

const open: Array<{ close(): unknown }> = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

test('goes to those who asked and confirmed, with a way out that takes one click', async () => {
  const mails: string[] = []
  const server = new SMTPServer({ disabledCommands: ['AUTH'], logger: false, onData: (stream, _, done) => {
    let text = ''
    stream.on('data', (part) => (text += String(part)))
    stream.on('end', () => (mails.push(text.replace(/=\r?\n/g, '').replace(/=3D/g, '=')), done()))
  } })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push({ close: () => new Promise<void>((resolve) => server.close(() => resolve())) })
  const { port } = server.server.address() as AddressInfo
  const hash = createHash('sha256').update('operator-key-of-the-test').digest()
  const api = await createPeopleApp({ http: { operatorKeyHash: hash }, charter: { messages: { mail: { adapter: 'smtp', port, security: 'none' }, sms: everyWay.messages.sms } } })
  open.push(api)
  const people = new Map<string, ReturnType<typeof browserOf>>()
  for (const name of ['ann', 'ben', 'carla']) {
    const person = await createPerson(api.parts, { contact: { kind: 'mail', value: `${name}@example.org` } })
    const browser = browserOf(api)
    browser.cookies.set('gesso-person', (await startSignIn(api.parts, person, 'mail', null)).token)
    people.set(name, browser)
  }
  const [ann, ben] = [people.get('ann')!, people.get('ben')!]
  const publish = async () => {
    mails.splice(0)
    const words = { subject: 'New styles', text: 'There are new styles.' }
    const answer = await api.fetch('/v1/news', { method: 'POST', headers: { authorization: 'Bearer operator-key-of-the-test', 'content-type': 'application/json' }, body: JSON.stringify({ en: words, zh: words }) })
    await api.parts.messages.settled()
    return { count: ((await answer.json()) as any).count, to: mails.map((mail) => /^To: (\S+)/m.exec(mail)?.[1]) }
  }
  expect(await publish()).toEqual({ count: 0, to: [] })
  expect((await ann.post('/v1/me/news', { wanted: true })).body.news).toBe('asked')
  expect((await ben.post('/v1/me/news', { wanted: true })).body.news).toBe('asked')
  await api.parts.messages.settled()
  const link = new URL(/https?:\/\/\S+\/v1\/news\/\S+/.exec(mails.find((mail) => mail.includes('To: ann@'))!)![0]).pathname
  expect(await publish()).toEqual({ count: 0, to: [] })

  // A program that looks at the mail opens the link; that is no consent.
  const page = await browserOf(api).get(link)
  expect([page.status, page.body.includes(`action="${link}/agree"`)]).toEqual([200, true])
  expect((await ann.get('/v1/me')).body.news).toBe('asked')
  expect((await api.fetch(`${link}/agree`, { method: 'POST' })).status).toBe(200)
  expect((await ann.get('/v1/me')).body.news).toBe('on')
  expect(await publish()).toEqual({ count: 1, to: ['ann@example.org'] })
  const [mail = ''] = mails
  expect(mail).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m)
  const way = new URL(/^List-Unsubscribe:\s+<(\S+)>/m.exec(mail)![1]!).pathname
  expect((await api.fetch(way, { method: 'POST', body: 'List-Unsubscribe=One-Click', headers: { 'content-type': 'application/x-www-form-urlencoded' } })).status).toBe(200)
  expect((await api.fetch(way, { method: 'POST' })).status, 'again').toBe(200)
  expect((await ann.get('/v1/me')).body.news).toBe('off')
  expect(await publish()).toEqual({ count: 0, to: [] })
  expect((await api.fetch('/v1/news/0123-forged/agree', { method: 'POST' })).status).toBe(404)
  expect((await api.fetch('/v1/news', { method: 'POST' })).status).toBe(401)
})
