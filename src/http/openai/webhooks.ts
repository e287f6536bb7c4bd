// /v1/webhooks: where an account wants to hear of its generations and batches, and the log of what was sent.

import { createWebhook as create, deleteWebhook as remove, listDeliveries as deliveries, listWebhooks as list, newsKinds, shownSecret } from '../../core/webhooks.ts'
import type { WebhookRow } from '../../core/client-tables.ts'
import { json, type AskOfCaller } from '../ask.ts'
import { readBody } from '../body.ts'
import { webhookRequestSchema } from '../schemas/clients.ts'

const mostShown = 100

export async function createWebhook(ask: AskOfCaller): Promise<Response> {
  const { value: body } = await readBody(ask, webhookRequestSchema)
  const { row, facts } = await create(ask.parts, ask.caller, { url: body.url, events: body.events ?? newsKinds })
  return json({ ...describe(row, facts.url), secret: shownSecret(facts) }, 201)
}

export async function listWebhooks({ parts, caller }: AskOfCaller): Promise<Response> {
  const all = await list(parts, caller)
  return json({ object: 'list', data: all.map(({ row, url }) => describe(row, url)) })
}

export async function deleteWebhook({ parts, caller, path }: AskOfCaller): Promise<Response> {
  const id = path('id')
  await remove(parts, caller, id)
  return json({ id, object: 'webhook', deleted: true })
}

export async function listDeliveries({ parts, caller, path }: AskOfCaller): Promise<Response> {
  const rows = await deliveries(parts, caller, path('id'), mostShown)
  const data = rows.map((row) => ({
    id: row.id,
    event: row.event,
    subject: row.subject,
    state: row.state,
    attempts: row.attempts,
    status: row.status ?? null,
    created_at: row.createdAt.toISOString(),
    tried_at: row.triedAt?.toISOString() ?? null,
    next_at: row.nextAt?.toISOString() ?? null,
  }))
  return json({ object: 'list', data })
}

const describe = (row: WebhookRow, url: string) => ({ id: row.id, object: 'webhook', url, events: row.events, created_at: row.createdAt.toISOString() })
