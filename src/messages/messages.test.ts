// Messages: the words, the outbox's patience, mail to a real SMTP server, text messages to a server that checks each vendor's signature.

import { createHash, createHmac } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import { createMemoryApp, type Api } from '../../test/api/memory-app.ts'
import { admit } from '../identity/newcomers.ts'
import { templateValues, type TemplateName } from '../core/messages.ts'
import { sendMessages } from '../jobs/people.ts'
import { runSweeps } from '../jobs/schedule.ts'
import { openLetter } from './outbox.ts'
import { fillWords, words } from './templates.ts'

const open: Array<{ close(): unknown }> = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})
const secretFile = async (secret: string): Promise<string> => {
  const file = join(await mkdtemp(join(tmpdir(), 'gesso-secret-')), 'secret')
  await writeFile(file, `${secret}\n`)
  return file
}
async function app(messages: object): Promise<Api> {
  const api = await createMemoryApp({ worker: false, charter: { access: { who: 'accounts' }, messages } })
  open.push(api)
  return api
}
const minute = 60_000

describe('the words', () => {
  test.each(Object.keys(words))('of %s say everything in both languages and leave no placeholder', (name) => {
    const values: Record<string, string> = { instance: 'Atelier', subject: 'S-value', text: 'T-value', unsubscribe: 'U-value' }
    for (const value of templateValues[name as TemplateName] ?? []) values[value] = `${value}-value`
    for (const language of ['en', 'zh'] as const) {
      const { subject, text, sms } = fillWords(name, language, values)
      const whole = `${subject}\n${text}\n${sms ?? ''}`
      expect(whole).not.toMatch(/\{\w+\}/)
      for (const value of templateValues[name as TemplateName] ?? []) expect([name, language, whole.includes(`${value}-value`)]).toEqual([name, language, true])
      expect(words[name as TemplateName].en.sms === undefined).toBe(words[name as TemplateName].zh.sms === undefined)
      if (language === 'zh') expect(whole).toMatch(/[\u4e00-\u9fff]/)
    }
  })

  test('a value cannot add a line to the subject', () => {
    expect(fillWords('notice', 'en', { subject: 'Hello\r\nBcc: all@example.org', text: '' }).subject).toBe('Hello Bcc: all@example.org')
  })
})

interface Post {
  address: { host: string; port: number }
  mails: string[]
  rcpt: string[]
}

async function post(options: SMTPServerOptions = {}): Promise<Post> {
  const got: Post = { address: { host: '127.0.0.1', port: 0 }, mails: [], rcpt: [] }
  const server = new SMTPServer({
    disabledCommands: options.onAuth ? [] : ['AUTH'],
    authOptional: !options.onAuth,
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    logger: false,
    onData(stream, session, done) {
      let text = ''
      stream.on('data', (part) => (text += String(part)))
      stream.on('end', () => {
        got.mails.push(text)
        got.rcpt.push(...session.envelope.rcptTo.map(({ address }) => address))
        done()
      })
    },
    ...options,
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push({ close: () => new Promise<void>((resolve) => server.close(() => resolve())) })
  got.address.port = (server.server.address() as AddressInfo).port
  return got
}

const smtp = ({ address }: Post, more: object = {}) => ({ mail: { adapter: 'smtp', ...address, security: 'none', from: 'Atelier <atelier@example.org>', ...more } })

describe('mail', () => {
  test('reaches the server with name and password; then only codes are left', async () => {
    const logins: string[] = []
    const server = await post({ onAuth: ({ username, password }, _, done) => (logins.push(`${username} ${password}`), done(null, { user: username })) })
    const api = await app(smtp(server, { user: 'gesso', passwordFile: await secretFile('post secret') }))
    await api.parts.messages.send({ to: { mail: 'ann@example.org' }, template: 'sign-in-code', values: { code: '123456', minutes: '10' }, language: 'zh' })
    const [before] = await api.parts.store.messages.newest(1)
    await api.parts.messages.settled()
    expect(logins).toEqual(['gesso post secret'])
    expect(server.rcpt).toEqual(['ann@example.org'])
    const [mail = ''] = server.mails
    expect(mail).toMatch(/^From: Atelier <atelier@example\.org>/m)
    expect(mail).toContain(`Message-ID: <${before!.id}@example.org>`)
    expect(mail).toMatch(/^Auto-Submitted: auto-generated/m)
    expect(mail).not.toMatch(/^List-Unsubscribe/m)
    expect(Buffer.from(mail.split(/\r?\n\r?\n/)[1]!.replace(/\s/g, ''), 'base64').toString()).toContain('您的登录验证码是 123456')
    const [row] = await api.parts.store.messages.newest(1)
    expect(row).toMatchObject({ state: 'sent', attempts: 1 })
    expect(row!.sealed).toBeUndefined()
  })

  test('is tried again with growing pauses while the server is away, and given up after its hours', async () => {
    let away = true
    const server = await post({ onMailFrom: (_, __, done) => done(away ? Object.assign(new Error('later'), { responseCode: 451 }) : null) })
    const api = await app({ ...smtp(server), tryHours: 2 })
    const send = () => api.parts.messages.send({ to: { mail: 'ann@example.org' }, template: 'notice', values: { subject: 'Hello', text: 'there' }, language: 'en' })
    await send()
    await api.parts.messages.settled()
    expect((await api.parts.store.messages.newest(1))[0]).toMatchObject({ state: 'waiting', attempts: 1, code: 'smtp-451' })
    await sendMessages(api.parts)
    expect((await api.parts.store.messages.newest(1))[0]).toMatchObject({ attempts: 1 })
    api.clock.advance(minute)
    await sendMessages(api.parts)
    expect((await api.parts.store.messages.newest(1))[0]).toMatchObject({ attempts: 2 })
    away = false
    api.clock.advance(2 * minute)
    await sendMessages(api.parts)
    expect((await api.parts.store.messages.newest(1))[0]).toMatchObject({ state: 'sent', attempts: 3 })
    away = true
    await send()
    for (let tries = 0; tries < 9; tries++) {
      await sendMessages(api.parts)
      api.clock.advance(30 * minute)
    }
    const [row] = await api.parts.store.messages.newest(1)
    expect(row).toMatchObject({ state: 'failed', code: 'smtp-451' })
    expect(await openLetter(api.parts, row!)).toBeUndefined()
  })

  test('is given up at once where there is no such address', async () => {
    const server = await post({ onRcptTo: (_, __, done) => done(Object.assign(new Error('nobody ann@example.org'), { responseCode: 550 })) })
    const api = await app(smtp(server))
    await api.parts.messages.send({ to: { mail: 'ann@example.org' }, template: 'notice', values: { subject: 'Hello', text: 'there' }, language: 'en' })
    await api.parts.messages.settled()
    const [row] = await api.parts.store.messages.newest(1)
    expect([row!.state, row!.code, JSON.stringify(row)]).toEqual(['failed', 'smtp-550', expect.not.stringContaining('ann@')])
  })

  test('that comes back from a person\'s own address asks their account to mend it', async () => {
    let gone = false
    const server = await post({ onRcptTo: (_, __, done) => done(gone ? Object.assign(new Error('nobody'), { responseCode: 550 }) : null) })
    const api = await app(smtp(server))
    const person = await admit(api.parts, { contact: { kind: 'mail', value: 'ann@example.org' } })
    const standing = async () => (await api.parts.store.accounts.list({ limit: 1 }))[0]!.standing
    gone = true
    expect(await standing()).toBe('good')
    await api.parts.messages.send({ to: { person }, template: 'notice', values: { subject: 'Hello', text: 'there' }, language: 'en' })
    await api.parts.messages.settled()
    expect(await standing()).toBe('asked')
  })

  test('says nothing before it is encrypted', async () => {
    const server = await post({ disabledCommands: ['AUTH', 'STARTTLS'] })
    const api = await app(smtp(server, { security: 'starttls' }))
    await api.parts.messages.send({ to: { mail: 'ann@example.org' }, template: 'notice', values: { subject: 'Hello', text: 'there' }, language: 'en' })
    await api.parts.messages.settled()
    expect(server.mails).toEqual([])
    expect((await api.parts.store.messages.newest(1))[0]).toMatchObject({ state: 'waiting', code: 'smtp-500' })
    const encrypted = await post()
    const other = await app(smtp(encrypted, { security: 'starttls' }))
    await other.parts.messages.send({ to: { mail: 'ann@example.org' }, template: 'notice', values: { subject: 'Hello', text: 'there' }, language: 'en' })
    await other.parts.messages.settled()
    expect(encrypted.mails).toHaveLength(1)
  })

  test('cannot be asked for where there is no way to send it', async () => {
    const api = await app({})
    await expect(api.parts.messages.send({ to: { mail: 'ann@example.org' }, template: 'notice', values: {}, language: 'en' })).rejects.toMatchObject({ code: 'message_unsendable' })
    await expect(api.parts.messages.send({ to: { person: 'per_gone' }, template: 'notice', values: {}, language: 'en' })).resolves.toBeUndefined()
  })

  test('of the news kind does not go by the ordinary way', async () => {
    const api = await app(smtp(await post()))
    await expect(api.parts.messages.send({ to: { mail: 'ann@example.org' }, template: 'news' as TemplateName, values: {}, language: 'en' })).rejects.toThrow()
    expect(await api.parts.store.messages.newest(9)).toEqual([])
  })
})

interface Seen {
  method: string
  url: URL
  headers: IncomingHttpHeaders
  body: string
}

async function vendor(answer: (seen: Seen) => [status: number, body: object]): Promise<{ endpoint: string; seen: Seen[] }> {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += String(part)
    const one: Seen = { method: request.method ?? '', url: new URL(request.url ?? '', `http://${request.headers.host}`), headers: request.headers, body }
    seen.push(one)
    const [status, json] = answer(one)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push({ close: () => new Promise((resolve) => (server.close(resolve), server.closeAllConnections())) })
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

const secret = 'vendor secret key'
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const hmac = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('hex')
const strict = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)

/** Checked from what arrived, as the vendors' documents describe it. */
const checks = {
  aliyun({ method, url, headers, body }: Seen): boolean {
    const [, key, names = '', signature] = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(String(headers.authorization)) ?? []
    const query = [...url.searchParams].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${strict(name)}=${strict(value)}`).join('&')
    const canonical = [method, url.pathname, query, names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`).join(''), names, sha256(body)].join('\n')
    const covered = ['host', 'x-acs-action', 'x-acs-content-sha256', 'x-acs-date', 'x-acs-signature-nonce', 'x-acs-version'].every((name) => names.split(';').includes(name))
    return covered && key === 'key-1' && headers['x-acs-content-sha256'] === sha256(body) && signature === hmac(secret, `ACS3-HMAC-SHA256\n${sha256(canonical)}`)
  },
  baidu({ method, url, headers }: Seen): boolean {
    const [, key, time, seconds, names = '', signature] = /^bce-auth-v1\/([^/]+)\/([^/]+)\/(\d+)\/([^/]+)\/([0-9a-f]{64})$/.exec(String(headers.authorization)) ?? []
    const signing = hmac(secret, `bce-auth-v1/${key}/${time}/${seconds}`)
    const canonical = [method, url.pathname, '', names.split(';').map((name) => `${strict(name)}:${strict(String(headers[name]).trim())}`).join('\n')].join('\n')
    return key === 'key-1' && names.split(';').includes('host') && signature === hmac(signing, canonical)
  },
  twilio: ({ headers }: Seen): boolean => headers.authorization === `Basic ${Buffer.from(`key-1:${secret}`).toString('base64')}`,
}

const good = { aliyun: [200, { Code: 'OK' }], baidu: [200, { code: '1000' }], twilio: [201, { sid: 'SM1' }] } as const
const bad = { aliyun: [400, { Code: 'SignatureDoesNotMatch' }], baidu: [403, { code: 'SignatureDoesNotMatch' }], twilio: [401, { code: 20003 }] } as const

describe('text messages', () => {
  const settings = async (adapter: string, endpoint: string, change: object = {}) => ({
    sms: { adapter, endpoint, keyId: 'key-1', secretFile: await secretFile(secret), sender: adapter === 'twilio' ? '+15005550006' : '小样', templates: { 'sign-in-code.zh': 'SMS_1' }, ...change },
  })
  const code = { to: { phone: '+8613812345678' }, template: 'sign-in-code', values: { code: '204861', minutes: '10' }, language: 'zh' } as const

  test.each(['aliyun', 'baidu', 'twilio'] as const)('by %s are signed as it wants them', async (name) => {
    const { endpoint, seen } = await vendor((one) => (checks[name](one) ? [...good[name]] : [...bad[name]]))
    const api = await app(await settings(name, endpoint))
    await api.parts.messages.send(code)
    await api.parts.messages.settled()
    expect((await api.parts.store.messages.newest(1))[0]).toMatchObject({ state: 'sent', channel: 'sms' })
    const [{ url, body }] = seen as [Seen]
    const said = decodeURIComponent(`${url.search} ${body}`.replaceAll('+', ' '))
    expect(said).toContain('204861')
    expect(said).toContain(name === 'twilio' ? '登录验证码：204861' : 'SMS_1')
    expect(said).toContain('13812345678')
  })

  test.each(['aliyun', 'baidu', 'twilio'] as const)('by %s with another key do not leave, and the log has its code only', async (name) => {
    const { endpoint } = await vendor((one) => (checks[name](one) ? [...good[name]] : [...bad[name]]))
    const api = await app(await settings(name, endpoint, { secretFile: await secretFile('another secret') }))
    await api.parts.messages.send(code)
    await api.parts.messages.settled()
    const [row] = await api.parts.store.messages.newest(1)
    expect(row).toMatchObject({ state: 'waiting', code: `${name}-${name === 'twilio' ? '20003' : 'SignatureDoesNotMatch'}` })
  })

  test('of a kind that the vendor has no template for fail at once', async () => {
    const { endpoint, seen } = await vendor(() => [...good.aliyun])
    const api = await app(await settings('aliyun', endpoint, { templates: {} }))
    await api.parts.messages.send(code)
    await api.parts.messages.settled()
    expect((await api.parts.store.messages.newest(1))[0]).toMatchObject({ state: 'failed', code: 'no-template' })
    expect(seen).toEqual([])
  })
})

describe('the development adapter', () => {
  test('keeps messages to be looked at on this machine, and nowhere else', async () => {
    const hash = createHash('sha256').update('operator-key-of-the-test').digest()
    const api = await createMemoryApp({ worker: false, http: { operatorKeyHash: hash, allowedHosts: ['gesso.example'] }, charter: { access: { who: 'accounts' }, messages: { mail: { adapter: 'development' } } } })
    open.push(api)
    await api.parts.messages.send({ to: { mail: 'ann@example.org' }, template: 'sign-in-code', values: { code: '204861', minutes: '10' }, language: 'en' })
    await api.parts.messages.settled()
    const headers = { authorization: 'Bearer operator-key-of-the-test' }
    const read = async (connection?: { remoteAddress: string }, more: Record<string, string> = {}) => (await api.fetch('/v1/messages', { headers: { ...headers, ...more } }, connection)).json() as Promise<any>
    const here = await read()
    expect(here.data[0]).toMatchObject({ state: 'waiting', template: 'sign-in-code', letter: { address: 'ann@example.org', subject: 'Your code: 204861' } })
    expect((await read({ remoteAddress: '203.0.113.9' }, { host: 'gesso.example' })).data[0].letter).toBeNull()
    expect((await read(undefined, { 'x-forwarded-for': '203.0.113.9' })).data[0].letter).toBeNull()
    expect((await api.fetch('/v1/messages')).status).toBe(401)
    api.clock.advance(31 * 86_400_000)
    await runSweeps(api.parts)
    expect((await read()).data).toEqual([])
  })
})
