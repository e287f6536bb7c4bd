// Notices: what everybody is told, in the studio and by real mail, how the mails went, and what is remembered of having read it.

import { createHash } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterEach, expect, test, vi } from 'vitest'
import { admit } from '../../src/identity/newcomers.ts'
import { startSignIn } from '../../src/identity/sign-in/sign-ins.ts'
import { runCli } from '../../src/cli.ts'
import { listen } from '../../src/http/listen.ts'
import { lookAtPeople, sendMessages } from '../../src/jobs/people.ts'
import { image } from '../../src/storage/contract/samples.ts'
import { runSweeps } from '../../src/jobs/schedule.ts'
import { browserOf, createPeopleApp, everyWay } from './app.ts'

const open: Array<{ close(): unknown }> = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

const key = 'operator-key-of-the-test'
const fault = (responseCode: number) => Object.assign(new Error('no'), { responseCode })

/** A mail server that knows nobody called carla, and is too busy for ben the first time. */
async function postOffice() {
  const mails: Array<{ to: string; text: string }> = []
  const refused = new Set(['ben@example.org'])
  const server = new SMTPServer({
    disabledCommands: ['AUTH'],
    logger: false,
    onRcptTo: ({ address }, _, done) => done(address === 'carla@example.org' ? fault(550) : refused.delete(address) ? fault(451) : null),
    onData(stream, session, done) {
      let text = ''
      stream.on('data', (part) => (text += String(part)))
      stream.on('end', () => {
        const body = text.split(/\r?\n\r?\n/).slice(1).join('\n')
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address).join(), text: /base64/i.test(text) ? Buffer.from(body, 'base64').toString() : body.replace(/=\r?\n/g, '').replaceAll('=3D', '=') })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push({ close: () => new Promise<void>((resolve) => server.close(() => resolve())) })
  return { mails, port: (server.server.address() as AddressInfo).port }
}

test('an announcement reaches everybody once, is tried again, and is counted without an address', async () => {
  const { mails, port } = await postOffice()
  const http = { operatorKeyHash: createHash('sha256').update(key).digest() }
  const api = await createPeopleApp({ http, charter: { messages: { mail: { adapter: 'smtp', port, security: 'none' }, sms: everyWay.messages.sms } } })
  open.push(api)
  const browsers = new Map<string, ReturnType<typeof browserOf>>()
  for (const [name, language] of [['ann', 'en'], ['ben', 'zh'], ['carla', 'en']] as const) {
    const person = await admit(api.parts, { contact: { kind: 'mail', value: `${name}@example.org` }, language })
    const browser = browserOf(api, { language })
    browser.cookies.set('gesso-person', (await startSignIn(api.parts, person, 'mail', null)).token)
    browsers.set(name, browser)
  }
  const operator = browserOf(api, { headers: { authorization: `Bearer ${key}` } })
  expect((await operator.post('/v1/announcements', {})).status).toBe(400)
  const words = { en: { subject: 'A pause on Sunday', text: 'From ten to eleven.' }, zh: { subject: '周日暂停', text: '十点至十一点。' } }
  const told = await operator.post('/v1/announcements', { ...words, mail: true })
  expect([told.status, told.body.mailed_at]).toEqual([201, null])

  for (let times = 0; times < 3; times++) {
    await runSweeps(api.parts)
    await api.parts.messages.settled()
  }
  const log = async () => (await operator.get('/v1/announcements')).body.data[0]
  expect((await log()).mails).toEqual({ due: 3, waiting: 1, sent: 1, failed: 0, bounced: 1 })
  api.clock.advance(2 * 60_000)
  await sendMessages(api.parts)
  expect(mails.map(({ to }) => to)).toEqual(['ann@example.org', 'ben@example.org'])
  expect([mails[0]?.text.includes('From ten to eleven.'), mails[1]?.text.includes('十点至十一点。')]).toEqual([true, true])
  const after = await log()
  expect(after.mails).toEqual({ due: 3, waiting: 0, sent: 2, failed: 0, bounced: 1 })
  expect([after.mailed_at, after.last_at]).not.toContain(null)
  expect(JSON.stringify([after, await api.parts.store.notices.list(9)])).not.toMatch(/@example|per_/)

  // In the studio each has it once, in their language, and what one has read the other has not.
  const [ann, ben] = [browsers.get('ann')!, browsers.get('ben')!]
  const { body: inbox } = await ann.get('/v1/notices')
  expect([inbox.unread, inbox.data[0].title, inbox.data[0].read]).toEqual([1, 'A pause on Sunday', false])
  expect((await ben.get('/v1/notices')).body.data[0].title).toBe('周日暂停')
  expect((await ann.post('/v1/notices/read', { ids: [inbox.data[0].id, 'ntc_of_nobody'] })).body.unread).toBe(0)
  expect([(await ann.get('/v1/notices')).body.unread, (await ben.get('/v1/notices')).body.unread]).toEqual([0, 1])

  // Visitors who come later are not told of what was before them; the operator's command says the same.
  const visitor = browserOf(api)
  await visitor.post('/v1/session')
  expect((await visitor.get('/v1/notices')).body.data).toEqual([])
  const server = await listen(api.app.http, { host: '127.0.0.1', port: 0 })
  open.push(server)
  const said: string[] = []
  const spy = vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line))
  const gesso = (...args: string[]) => runCli(['notices', ...args, '--server', server.address, '--key', key])
  const codes = [await gesso('say', '--subject-zh', '回来了', '--text-zh', '一切正常。'), await gesso('list'), await gesso('take-back', after.id), await gesso('list')]
  spy.mockRestore()
  expect(codes).toEqual([0, 0, 0, 0])
  expect(said.join('\n')).toContain('A pause on Sunday; mails: 3 due, 2 sent, 0 waiting, 1 came back, 0 failed')
  expect(said.at(-1)).toMatch(/^ntc_\w+: \S+ 回来了$/)
  expect((await visitor.get('/v1/notices')).body.data.map(({ title }: { title: string }) => title)).toEqual(['回来了'])
  expect((await ann.post('/v1/announcements', words)).status).toBe(403)
})

const day = 86_400_000

test('whoever wishes it has one mail a day before pictures go: three days and one day before, counts and dates alone', async () => {
  const { mails, port } = await postOffice()
  const api = await createPeopleApp({ charter: { operator: { site: 'https://pictures.example' }, messages: { mail: { adapter: 'smtp', port, security: 'none' }, sms: everyWay.messages.sms } } })
  open.push(api)
  const accounts = new Map<string, string>()
  const browsers = new Map<string, ReturnType<typeof browserOf>>()
  for (const [name, language] of [['ann', 'en'], ['dora', 'zh'], ['eve', 'en']] as const) {
    const person = await admit(api.parts, { contact: { kind: 'mail', value: `${name}@example.org` }, language })
    const browser = browserOf(api, { language })
    browser.cookies.set('gesso-person', (await startSignIn(api.parts, person, 'mail', null)).token)
    browsers.set(name, browser)
    accounts.set(name, (await browser.get('/v1/account')).body.id)
    expect((await browser.get('/v1/notices')).body.mails_going).toBe(true)
  }
  const { store, clock } = api.parts
  const noon = new Date(`${clock.now().toISOString().slice(0, 10)}T12:00:00Z`)
  api.clock.advance(day + noon.getTime() - clock.now().getTime())
  const today = Date.parse(clock.now().toISOString().slice(0, 10))
  const dateIn = (days: number) => new Date(today + days * day).toISOString().slice(0, 10)
  // Ann: two in three days, one in one; dora: one in one; eve has one too, and wished for nothing.
  for (const [number, [name, days]] of ([['ann', 3], ['ann', 3], ['ann', 1], ['ann', 2], ['dora', 1], ['eve', 1]] as const).entries()) {
    await store.images.insert(image(`img_${number}`, { owner: `owner/${accounts.get(name)}`, deadline: new Date(today + days * day + 3_600_000) }))
  }
  for (const name of ['ann', 'dora']) expect((await browsers.get(name)?.post('/v1/preferences', { mail_going: true }))?.status).toBe(200)

  const look = async () => {
    // Two workers at once, and again later in the day.
    await Promise.allSettled([lookAtPeople(api.parts), lookAtPeople(api.parts)])
    api.clock.advance(3_600_000)
    await lookAtPeople(api.parts)
    await api.parts.messages.settled()
  }
  await look()
  const textTo = (name: string) => mails.filter(({ to }) => to === `${name}@example.org`).map(({ text }) => text)
  expect(mails.map(({ to }) => to).sort()).toEqual(['ann@example.org', 'dora@example.org'])
  for (const part of [`${dateIn(1)}: one picture\n${dateIn(3)}: 2 pictures`, 'https://pictures.example/pictures', 'https://pictures.example/data']) expect(textTo('ann')[0]?.replaceAll('\r', '')).toContain(part)
  expect(textTo('dora')[0]).toContain(`${dateIn(1)}：1 张`)
  expect(mails.map(({ text }) => text).join()).not.toMatch(/img_|gen_/)

  // The next day ann's picture of then has a day left; on the day after the two of three days. Dora erased, and eve still wishes nothing.
  await browsers.get('dora')?.post('/v1/erasure')
  api.clock.advance(day - 3_600_000)
  await look()
  expect([mails.length, textTo('ann')[1]?.includes(`${dateIn(2)}: one picture`)]).toEqual([3, true])
  await browsers.get('ann')?.post('/v1/preferences', { mail_going: null })
  api.clock.advance(day - 3_600_000)
  await look()
  expect(mails).toHaveLength(3)
})
