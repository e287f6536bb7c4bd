import { createHmac } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import OpenAI from 'openai'
import { stringify } from 'yaml'
import { describe, expect, it } from 'vitest'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { leftBehind, nothingLeft, phone, visit, wide, type Visit } from './browser.ts'
import { seriousFindings, sideways } from './looks.ts'
import { useStudio } from './set-up.ts'
import { cardIn, order } from './studio.ts'

const operatorKey = 'an-operator-key-for-the-browser'
/** Like `platform`, on loopback: people sign in, visitors look first, messages stay on this machine. */
const charter = {
  name: 'console',
  access: { who: 'accounts', visitors: true },
  retention: { imageDays: 180 },
  sessions: { atEnd: 'keep-links' },
  sharing: { enabled: true, mostDays: 30 },
  messages: { mail: { adapter: 'development' }, sms: { adapter: 'development' } },
  verification: { needed: 'before-keys' },
  signIn: { password: true, mailCode: true, phoneCode: true, passkey: true, secondFactor: true },
  engines: ['painter'],
  model: 'painter',
}
const file = join(mkdtempSync(join(tmpdir(), 'gesso-charter-')), 'console.yaml')
writeFileSync(file, stringify(charter))
const open = useStudio(file, { GESSO_API_KEY: operatorKey })

/** Sent in the order in which they stand in the outbox, newest first. */
async function letters(to: string): Promise<Array<{ address: string; subject: string; text: string }>> {
  const answer = await fetch(`${open.server.address}/v1/messages`, { headers: { authorization: `Bearer ${operatorKey}` } })
  const { data } = (await answer.json()) as { data: Array<{ letter: { address: string; subject: string; text: string } | null }> }
  return data.flatMap(({ letter }) => (letter?.address === to ? [letter] : []))
}

async function newestLetter(to: string, after = 0): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const all = await letters(to)
    if (all.length > after) return all[0]?.text ?? ''
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  throw new Error(`no message to ${to}`)
}

/** What an authenticator app shows now (RFC 6238). */
function codeOf(secret: string): string {
  const bits = [...secret.trim()].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const digest = createHmac('sha1', key).update(counter).digest()
  const at = (digest.at(-1) ?? 0) & 15
  return String((digest.readUInt32BE(at) & 0x7fff_ffff) % 1_000_000).padStart(6, '0')
}

async function signIn(page: Page, mail: string): Promise<void> {
  await enterCode(page, mail)
  await page.getByRole('link', { name: 'API keys' }).waitFor()
}

async function enterCode(page: Page, mail: string): Promise<void> {
  const before = (await letters(mail)).length
  await page.getByLabel('Mail address').fill(mail)
  await page.getByRole('button', { name: 'Send a code' }).click()
  const code = /\b(\d{6})\b/.exec(await newestLetter(mail, before))?.[1] ?? ''
  await page.getByLabel('Code', { exact: true }).fill(code)
  await page.getByRole('button', { name: 'Go on' }).click()
}

const part = (page: Page, name: string) => page.getByRole('navigation', { name: 'Parts of this page' }).getByRole('link', { name }).click()

/** One window of a browser for each person, so that nobody's cookies meet another's. */
async function person(browser: Browser, mail: string, path = '/sign-in', options: BrowserContextOptions = wide): Promise<Visit> {
  const one = await visit(browser, open.server.address, options, path)
  await signIn(one.page, mail)
  return one
}

/** A person who operates this server, made one by its first key. */
async function operator(): Promise<Visit> {
  const one = await person(open.browser, 'olga@example.org')
  const id = await one.page.evaluate(async () => ((await (await fetch('/v1/me')).json()) as { id: string }).id)
  const added = await fetch(`${open.server.address}/v1/operator/people`, { method: 'POST', headers: { authorization: `Bearer ${operatorKey}`, 'content-type': 'application/json' }, body: JSON.stringify({ person: id }) })
  expect(added.status).toBeLessThan(300)
  await one.page.goto(`${open.server.address}/operator/verifications`)
  return one
}

/** Form and paper by the account; a look with a reason and the verdict by the operator. */
async function verify(page: Page): Promise<void> {
  await part(page, 'Verification')
  await page.getByLabel('Name as the paper has it').fill('Quillwort Press Ltd')
  await page.getByLabel('Number of the business licence or university').fill('HRB 1234')
  await page.getByLabel('Country of the paper').fill('DE')
  await page.getByLabel('Who represents it').fill('Ann')
  expect(await seriousFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
  await page.locator('input[type="file"]').setInputFiles({ name: 'licence.png', mimeType: 'image/png', buffer: png })
  await page.getByText('1 paper was sent.').waitFor()
  const olga = await operator()
  await olga.page.getByRole('button', { name: 'Show' }).click()
  await olga.page.getByText('Look at personal data').click()
  await olga.page.getByLabel('Why, in at least ten characters').fill('To check the licence of the press')
  await olga.page.getByRole('button', { name: 'Look', exact: true }).click()
  await olga.page.getByRole('button', { name: 'Read the form' }).click()
  await olga.page.getByText('Quillwort Press Ltd · HRB 1234').waitFor()
  expect(await seriousFindings(olga.page)).toEqual([])
  await olga.page.getByRole('button', { name: 'Verified', exact: true }).click()
  await olga.page.getByText('None waits.').waitFor()
  await olga.close()
  await page.reload()
  await page.getByText(/Verified/).first().waitFor()
}

const draw = (key: string) => new OpenAI({ apiKey: key, baseURL: `${open.server.address}/v1`, maxRetries: 0 }).images.generate({ prompt: 'a red fox in the snow', size: '64x64' as never })

describe('from visitor to account, organisation, key and closing', () => {
  it('check 6: walks the whole way, and finds on another device what was made before signing in', async () => {
    const first = await visit(open.browser, open.server.address, wide, '/')
    await first.page.locator('#prompt').waitFor()
    await order(first.page, 'a quillwort by the pond')
    await cardIn(first.page, 'ready', 'a quillwort by the pond')
    await first.page.getByRole('link', { name: 'Sign in' }).click()
    await first.page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor()
    expect(await seriousFindings(first.page)).toEqual([])
    const { page } = first
    await signIn(page, 'ann@example.org')
    expect(await seriousFindings(page)).toEqual([])
    await page.getByLabel('Your name').fill('Ann')
    await page.getByRole('button', { name: 'Save' }).first().click()

    await page.getByRole('button', { name: 'Bring it into this account' }).click()
    await page.getByText('1 order came along.').first().waitFor()
    await page.goto(open.server.address)
    await page.getByText('a quillwort by the pond').first().waitFor()
    // The same person, another device.
    const other = await person(open.browser, 'ann@example.org', '/sign-in', phone)
    await other.page.goto(open.server.address)
    await other.page.getByRole('img', { name: 'a quillwort by the pond' }).first().waitFor()
    await other.close()
    await page.goto(`${open.server.address}/data`)
    const mails = page.getByRole('switch', { name: 'Write to me before pictures of mine go' })
    const kept = page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.url().endsWith('/v1/preferences'))
    await mails.check()
    await kept
    await page.reload()
    await expect.poll(() => mails.isChecked()).toBe(true)
    await page.goto(`${open.server.address}/console`)
    await page.getByText('Open an account for an organisation').click()
    await page.getByLabel('Name of the organisation').fill('Quillwort Press')
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await expect.poll(() => page.getByLabel('Act for').locator('option:checked').textContent()).toContain('Quillwort Press')

    await part(page, 'Members')
    await page.getByLabel('Mail address').fill('bob@example.org')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByText(/bob@example.org Developer, until/).waitFor()
    const link = /https?:\S+\/console\/invitations#[0-9a-f]{48}/.exec(await newestLetter('bob@example.org'))?.[0] ?? ''
    const bob = await visit(open.browser, open.server.address, phone, new URL(link).pathname + new URL(link).hash)
    await signIn(bob.page, 'bob@example.org')
    await bob.page.getByRole('button', { name: 'Take the invitation' }).click()
    await expect.poll(() => bob.page.getByLabel('Act for').locator('option:checked').textContent()).toContain('Quillwort Press')
    await part(bob.page, 'API keys')
    await bob.page.getByText('No key yet.').waitFor()
    expect(await seriousFindings(bob.page)).toEqual([])
    expect(await sideways(bob.page)).toEqual({ wider: 0, moved: 0 })
    await bob.close()

    await part(page, 'API keys')
    await page.getByLabel('Name of the key').fill('Website')
    await page.getByRole('button', { name: 'Make the key' }).click()
    await page.getByText(/verified/i).first().waitFor()
    await verify(page)
    await part(page, 'API keys')
    await page.getByLabel('Name of the key').fill('Website')
    await page.getByRole('button', { name: 'Make the key' }).click()
    const once = page.locator('[data-once] pre')
    const key = (await once.textContent())?.trim() ?? ''
    expect(key).toMatch(/^gesso_[0-9A-Za-z]{38}$/)
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'I have kept it' }).click()
    expect(await page.content()).not.toContain(key)
    expect((await draw(key)).data?.[0]).toBeDefined()
    await page.reload()
    await page.getByText(/last used/).waitFor()

    await page.getByRole('button', { name: /^Replace/ }).click()
    const next = (await once.textContent())?.trim() ?? ''
    expect(next).not.toBe(key)
    expect((await draw(next)).data?.[0]).toBeDefined()
    expect((await draw(key)).data?.[0]).toBeDefined()
    await page.getByRole('button', { name: 'I have kept it' }).click()
    await page.getByRole('button', { name: /^Revoke/ }).last().click()
    await page.getByRole('button', { name: 'Revoke now' }).click()
    await page.locator('[data-key="revoked"]').waitFor()
    await expect(draw(key)).rejects.toThrow(/401/)

    await part(page, 'Usage')
    await page.getByRole('meter', { name: 'Unfinished generations' }).waitFor()
    expect(await seriousFindings(page)).toEqual([])

    await part(page, 'Profile')
    await page.getByLabel('Type “close” to go on').fill('close')
    await page.getByRole('button', { name: 'Close it for good' }).click()
    await page.waitForURL(`${open.server.address}/`)
    await expect(draw(next)).rejects.toThrow(/40[13]/)
    await page.goto(`${open.server.address}/console`)
    await page.getByLabel('Your name').waitFor()
    expect(await page.getByText('Quillwort Press').count()).toBe(0)
    expect(await leftBehind(page)).toEqual(nothingLeft)
    expect(first.faults).toEqual([])
    await first.close()
  })
})

describe('the sign-in and its guards', () => {
  it('lists where somebody is signed in, ends one, and sets up a second step that the next sign-in asks for', async () => {
    const one = await person(open.browser, 'carol@example.org')
    const two = await person(open.browser, 'carol@example.org', '/console')
    await part(one.page, 'Security')
    await one.page.getByText('this browser').waitFor()
    expect(await seriousFindings(one.page)).toEqual([])
    await one.page.getByRole('button', { name: 'Sign out everywhere else' }).click()
    await expect.poll(() => one.page.getByRole('button', { name: 'Sign out everywhere else' }).count()).toBe(0)
    await two.page.reload()
    await two.page.getByLabel('Mail address').waitFor()
    await two.close()
    await one.page.getByRole('button', { name: 'Set up an app' }).click()
    const secret = (await one.page.locator('[data-secret]').textContent()) ?? ''
    const start = async (code: string) => {
      await one.page.getByLabel('Code', { exact: true }).fill(code)
      await one.page.getByRole('button', { name: 'Start asking for it' }).click()
    }
    await start('000000')
    await one.page.getByRole('alert').waitFor()
    await start(codeOf(secret))
    const recovery = ((await one.page.locator('[data-once] pre').textContent()) ?? '').split('\n')[0] ?? ''
    await part(one.page, 'Profile')
    await one.page.getByRole('button', { name: 'Sign out' }).click()
    await one.page.waitForURL(`${open.server.address}/`)
    await one.page.goto(`${open.server.address}/sign-in`)
    await enterCode(one.page, 'carol@example.org')
    await one.page.getByRole('heading', { name: 'Second step' }).waitFor()
    expect(await seriousFindings(one.page)).toEqual([])
    await one.page.getByRole('button', { name: 'The app is lost' }).click()
    await one.page.getByLabel('Recovery code').fill(recovery)
    await one.page.getByRole('button', { name: 'Go on' }).click()
    await one.page.getByRole('link', { name: 'API keys' }).waitFor()
    await one.close()
  })

  it('reads well in Chinese, dark, on a phone', async () => {
    const one = await visit(open.browser, open.server.address, { ...phone, locale: 'zh-CN', colorScheme: 'dark' }, '/sign-in')
    await one.page.getByLabel('邮箱地址').waitFor()
    expect(await seriousFindings(one.page)).toEqual([])
    expect(await sideways(one.page)).toEqual({ wider: 0, moved: 0 })
    await one.close()
  })
})

describe('the operator\'s pages', () => {
  it('are closed to others; decide about an account with a reason, look with a reason, and show the outbox', async () => {
    const dan = await person(open.browser, 'dan@example.org')
    const eve = await person(open.browser, 'eve@example.org')
    await eve.page.goto(`${open.server.address}/operator`)
    await eve.page.getByText('These pages are for operators').waitFor()
    const me = (await (await eve.page.request.get(`${open.server.address}/v1/me`)).json()) as { id: string }
    const made = await fetch(`${open.server.address}/v1/operator/people`, { method: 'POST', headers: { authorization: `Bearer ${operatorKey}`, 'content-type': 'application/json' }, body: JSON.stringify({ person: me.id }) })
    expect(made.status).toBeLessThan(300)
    const account = ((await (await dan.page.request.get(`${open.server.address}/v1/account`)).json()) as { id: string }).id
    await eve.page.goto(`${open.server.address}/operator/accounts`)
    await eve.page.getByLabel('Id of an account').fill(account)
    await eve.page.getByRole('button', { name: 'Show', exact: true }).first().click()
    await eve.page.locator('[data-account="good"]').waitFor()
    expect(await eve.page.content()).not.toContain('dan@example.org')
    await eve.page.getByText('Look at personal data').click()
    await eve.page.getByLabel(/Why, in at least/).fill('Checking a report of abuse')
    await eve.page.getByRole('button', { name: 'Look', exact: true }).click()
    await eve.page.locator('[data-personal]').getByText('dan@example.org').waitFor()
    await eve.page.getByLabel('New standing').selectOption('suspended')
    await eve.page.getByLabel('Reason').selectOption('abuse')
    await eve.page.getByRole('button', { name: 'Decide' }).click()
    await eve.page.locator('[data-account="suspended"]').waitFor()
    expect(await seriousFindings(eve.page)).toEqual([])
    await eve.page.getByRole('link', { name: 'Outbox' }).click()
    await eve.page.locator('[data-letter]').first().waitFor()
    expect(await seriousFindings(eve.page)).toEqual([])
    await dan.page.goto(`${open.server.address}/console`)
    await dan.page.getByText('Suspended').waitFor()
    await dan.page.getByRole('button', { name: 'Ask to have it looked at again' }).click()
    await dan.page.getByText(/You asked on/).waitFor()
    await dan.close()
    await eve.close()
  })
})
