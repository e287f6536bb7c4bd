// News to the servers of accounts: which ones want them, what is sent, and what happens when nobody answers.

import { newId } from './birth.ts'
import type { Belonging } from './belongings.ts'
import { need, type Caller } from './callers.ts'
import type { DeliveryRow, WebhookRow } from './client-tables.ts'
import { Stated } from './errors.ts'
import { needAccount } from './files.ts'
import { openOrGone } from './opening.ts'
import type { Bytes, KeyName, Parts, Tables } from './ports.ts'

export const newsKinds = [
  'generation.finished', 'generation.failed', 'generation.cancelled', 'generation.refused',
  'batch.completed', 'batch.failed', 'batch.expired', 'batch.cancelled',
] as const
export type NewsKind = (typeof newsKinds)[number]

export interface WebhookFacts {
  url: string
  /** 24 bytes, base64: signs what is sent. Shown once. */
  secret: string
}

/** Sends one piece of news. Absent = nothing can be sent from here. */
export type SendNews = (url: string, headers: Record<string, string>, body: string) => Promise<{ status: number }>

/** @throws Stated `account_needed`, `webhooks_full`, `webhook_refused` */
export async function createWebhook(parts: Parts, caller: Caller, { url, events }: { url: string; events: readonly NewsKind[] }): Promise<{ row: WebhookRow; facts: WebhookFacts }> {
  need(caller, 'images:make')
  needAccount(caller)
  const { store, charter, sealing, vault, random } = parts
  checkAddress(parts, url)
  const count = (await store.webhooks.listOf(caller.owner)).length
  if (count >= charter.webhooks.count) throw new Stated('webhooks_full', { count, most: charter.webhooks.count })
  const id = newId('hook', random)
  const object: KeyName = `object/${id}`
  const facts: WebhookFacts = { url, secret: base64Of(random.bytes(24)) }
  const sealed = sealing.seal(`${id}/facts`, [await vault.publicKey(object)], new TextEncoder().encode(JSON.stringify(facts)))
  const row: WebhookRow = { id, owner: caller.owner, events: [...events], createdAt: parts.clock.now(), object, facts: sealed }
  await store.webhooks.insert(row)
  return { row, facts }
}

/** The form of the address; where its name leads is looked at with every delivery. */
function checkAddress({ charter }: Parts, address: string): void {
  const refuse = (reason: string): Stated => new Stated('webhook_refused', { reason }, 'url')
  if (charter.webhooks.to === 'off') throw new Stated('not_offered', { what: 'webhooks' })
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || address.length > 2000) throw refuse('it is no address')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const here = host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
  if (url.username || url.password) throw refuse('it holds a name or password')
  if (here && charter.webhooks.to !== 'here') throw refuse('it is this machine')
  if (url.protocol !== 'https:' && !(here && url.protocol === 'http:')) throw refuse('it is not https')
}

/** Without secrets. */
export async function listWebhooks(parts: Parts, caller: Caller): Promise<Array<{ row: WebhookRow; url: string }>> {
  need(caller, 'images:read')
  const rows = await parts.store.webhooks.listOf(caller.owner)
  return Promise.all(rows.map(async (row) => ({ row, url: (await factsOf(parts, row)).url })))
}

/** @throws Stated `not_found` */
export async function deleteWebhook(parts: Parts, caller: Caller, id: string): Promise<void> {
  need(caller, 'images:delete')
  const row = await ownWebhook(parts, caller, id)
  await parts.vault.destroy([row.object])
  await parts.store.webhooks.remove(id, caller.owner)
}

/** Newest first. @throws Stated `not_found` */
export async function listDeliveries(parts: Parts, caller: Caller, id: string, limit: number): Promise<DeliveryRow[]> {
  need(caller, 'images:read')
  await ownWebhook(parts, caller, id)
  return parts.store.webhooks.deliveriesOf(id, limit)
}

async function ownWebhook(parts: Parts, caller: Caller, id: string): Promise<WebhookRow> {
  const row = await parts.store.webhooks.get(id)
  if (!row || row.owner !== caller.owner) throw new Stated('not_found')
  return row
}

/** @throws Stated `gone` when its key was destroyed */
async function factsOf(parts: Parts, row: WebhookRow): Promise<WebhookFacts> {
  const key = await parts.vault.privateKey(row.object)
  if (!key) throw new Stated('gone')
  return JSON.parse(new TextDecoder().decode(openOrGone(() => parts.sealing.open(`${row.id}/facts`, [key], row.facts)))) as WebhookFacts
}

/** One row for each webhook that wants this; written with what happened, in one transaction, so that none is lost. */
export async function newsOf({ clock, random }: Pick<Parts, 'clock' | 'random'>, { webhooks }: Pick<Tables, 'webhooks'>, owner: string, event: string, subject: string): Promise<DeliveryRow[]> {
  const now = clock.now()
  const wanting = (await webhooks.listOf(owner)).filter(({ events }) => events.includes(event))
  return wanting.map(({ id }) => ({ id: newId('dlv', random), webhook: id, owner, event, subject, state: 'waiting', createdAt: now, attempts: 0, nextAt: now }))
}

/** Seconds after each try until the next. */
const waits = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
const holdSeconds = 60

/** Sends what is due, each once at a time. Returns how many were tried. */
export async function deliverNews(parts: Parts, limit = 20): Promise<number> {
  const { store, clock, charter, sendNews } = parts
  if (!sendNews) return 0
  const now = clock.now()
  const due = await store.webhooks.takeDue(now, new Date(now.getTime() + holdSeconds * 1000), limit)
  await Promise.all(
    due.map(async (delivery) => {
      const status = await tryOnce(parts, sendNews, delivery)
      const attempts = delivery.attempts + 1
      const triedAt = clock.now()
      const good = typeof status === 'number' && status >= 200 && status < 300
      // 410 says: never again.
      const over = attempts >= charter.webhooks.tries || status === 410 || status === 'gone'
      const wait = waits[Math.min(attempts, waits.length) - 1] ?? 86_400
      const next: Pick<DeliveryRow, 'state' | 'nextAt'> = good ? { state: 'delivered' } : over ? { state: 'given-up' } : { state: 'waiting', nextAt: new Date(triedAt.getTime() + wait * 1000) }
      await store.webhooks.write({ ...delivery, nextAt: undefined, ...next, attempts, triedAt, status: status === 'gone' ? undefined : status })
      if (next.state === 'given-up') parts.log.write({ level: 'warning', event: 'webhook-given-up', count: attempts })
    }),
  )
  return due.length
}

/** The status of the answer; undefined when there was none. */
async function tryOnce(parts: Parts, send: SendNews, delivery: DeliveryRow): Promise<number | 'gone' | undefined> {
  const row = await parts.store.webhooks.get(delivery.webhook)
  const facts = row && (await factsOf(parts, row).catch(() => undefined))
  if (!facts) return 'gone'
  const seconds = Math.floor(parts.clock.now().getTime() / 1000)
  const { id, event, subject, createdAt } = delivery
  const body = JSON.stringify({ type: event, timestamp: createdAt.toISOString(), data: { id: subject, state: event.split('.')[1] } })
  const signature = parts.sealing.authenticate(bytesOf(facts.secret), `${id}.${seconds}.${body}`)
  const headers = { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${base64Of(signature)}` }
  return send(facts.url, headers, body).then(
    ({ status }) => status,
    () => undefined,
  )
}

const base64Of = (bytes: Bytes): string => btoa(String.fromCharCode(...bytes))
const bytesOf = (base64: string): Bytes => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))

/** What signing secrets look like to whoever gets one. */
export const shownSecret = ({ secret }: WebhookFacts): string => `whsec_${secret}`

export async function sweepDeliveries(parts: Parts, now: Date): Promise<number> {
  return parts.store.webhooks.removeDeliveries(new Date(now.getTime() - parts.charter.webhooks.logDays * 86_400_000))
}

export const webhooksHad: Belonging = {
  kind: 'webhooks',
  tables: ['webhooks', 'webhook_deliveries'],
  why: 'you-said-so',
  until: 'you-delete-it',
  where: ['database', 'vault'],
  readableByServer: true,
  count: async ({ store }, owner) => ({ count: (await store.webhooks.listOf(owner)).length }),
  keys: async ({ store }, { owner }) => (await store.webhooks.listOf(owner)).map(({ object }) => object),
  remove: (tables, { owner }) => tables.webhooks.removeOf(owner),
  async *copy(parts, caller) {
    const content = (await listWebhooks(parts, caller)).map(({ row, url }) => ({ id: row.id, url, events: row.events, created_at: row.createdAt }))
    yield { path: 'webhooks.json', content }
  },
}
