// People who sign in at a server that keeps its letters to itself, and the operator among them.

import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { stringify } from 'yaml'
import { visit, wide, type Visit } from './browser.ts'
import type { RunningServer } from './server.ts'

export const operatorKey = 'an-operator-key-for-the-browser'

/** Like `platform`, on loopback: people sign in, visitors look first, messages stay on this machine. */
const peopled = {
  name: 'console',
  access: { who: 'accounts', visitors: true },
  retention: { imageDays: 180 },
  sessions: { atEnd: 'keep-links' },
  sharing: { enabled: true, mostDays: 30, gallery: true },
  messages: { mail: { adapter: 'development' }, sms: { adapter: 'development' } },
  verification: { needed: 'before-keys' },
  signIn: { password: true, mailCode: true, phoneCode: true, passkey: true, secondFactor: true },
  engines: ['painter'],
  model: 'painter',
}

/** The path of a new charter, with these settings in place of the usual ones. */
export function writeCharter(changes: Record<string, unknown> = {}): string {
  const file = join(mkdtempSync(join(tmpdir(), 'gesso-charter-')), 'console.yaml')
  writeFileSync(file, stringify({ ...peopled, ...changes }))
  return file
}

export interface Letter {
  address: string
  subject: string
  text: string
}

/** Sent in the order in which they stand in the outbox, newest first. */
async function letters(server: RunningServer, to: string): Promise<Letter[]> {
  const answer = await fetch(`${server.address}/v1/messages`, { headers: { authorization: `Bearer ${operatorKey}` } })
  const { data } = (await answer.json()) as { data: Array<{ letter: Letter | null }> }
  return data.flatMap(({ letter }) => (letter?.address === to ? [letter] : []))
}

export async function newestLetter(server: RunningServer, to: string, after = 0): Promise<string> {
  for (let tries = 0; tries < 150; tries++) {
    const all = await letters(server, to)
    if (all.length > after) return all[0]?.text ?? ''
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`no message to ${to}`)
}

export async function enterCode(server: RunningServer, page: Page, mail: string): Promise<void> {
  const before = (await letters(server, mail)).length
  await page.getByLabel('Mail address').fill(mail)
  await page.getByRole('button', { name: 'Send a code' }).click()
  const code = /\b(\d{6})\b/.exec(await newestLetter(server, mail, before))?.[1] ?? ''
  await page.getByLabel('Code', { exact: true }).fill(code)
  await page.getByRole('button', { name: 'Go on' }).click()
}

export async function signIn(server: RunningServer, page: Page, mail: string): Promise<void> {
  await enterCode(server, page, mail)
  await page.getByRole('link', { name: 'API keys' }).waitFor()
}

interface Home {
  server: RunningServer
  browser: Browser
}

/** One window of a browser for each person, so that nobody's cookies meet another's. */
export async function person({ server, browser }: Home, mail: string, path = '/sign-in', options: BrowserContextOptions = wide): Promise<Visit> {
  const one = await visit(browser, server.address, options, path)
  await signIn(server, one.page, mail)
  return one
}

/** Whoever is signed in on this page operates the server from now on. */
export async function makeOperator({ server }: Pick<Home, 'server'>, page: Page): Promise<void> {
  const { id } = await page.evaluate(async () => (await (await fetch('/v1/me')).json()) as { id: string })
  const added = await fetch(`${server.address}/v1/operator/people`, { method: 'POST', headers: { authorization: `Bearer ${operatorKey}`, 'content-type': 'application/json' }, body: JSON.stringify({ person: id }) })
  if (!added.ok) throw new Error(`operators could not be added: ${added.status}`)
}
