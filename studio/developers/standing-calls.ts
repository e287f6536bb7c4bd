// What the pages of webhooks, batches and the request log ask of the server.

import type { components } from '../../client/index.ts'
import { gesso, take } from '../api.ts'

type Schemas = components['schemas']
export type Webhook = Schemas['Webhook']
export type NewsKind = NonNullable<Schemas['WebhookRequest']['events']>[number]
export type Delivery = Schemas['DeliveryList']['data'][number]
export type Batch = Schemas['Batch']
export type Call = Schemas['Call']
export interface CallQuery {
  key?: string
  status?: string
  model?: string
  since?: string
  after?: string
}

const byId = (id: string) => ({ params: { path: { id } } })

export const newsKinds: NewsKind[] = ['generation.finished', 'generation.failed', 'generation.cancelled', 'generation.refused', 'batch.completed', 'batch.failed', 'batch.expired', 'batch.cancelled']

export const listWebhooks = async () => (await take(gesso.GET('/v1/webhooks'))).data
export const createWebhook = (url: string, events: NewsKind[]) => take(gesso.POST('/v1/webhooks', { body: { url, events } }))
export const deleteWebhook = (id: string) => take(gesso.DELETE('/v1/webhooks/{id}', byId(id)))
export const listDeliveries = async (id: string) => (await take(gesso.GET('/v1/webhooks/{id}/deliveries', byId(id)))).data

export const listBatches = async () => (await take(gesso.GET('/v1/batches', { params: { query: { limit: 50 } } }))).data
export const cancelBatch = (id: string) => take(gesso.POST('/v1/batches/{id}/cancel', byId(id)))
export const fileAddressOf = (id: string): string => `/v1/files/${id}/content`

/** A file of requests, one a line, put into the line of orders. */
export async function startBatch(file: File): Promise<Batch> {
  const form = new FormData()
  form.append('purpose', 'batch')
  form.append('file', file)
  // The form goes as it is; the description of the API has no type for bytes.
  const { id } = await take(gesso.POST('/v1/files', { body: form as unknown as { purpose: string }, bodySerializer: () => form }))
  return take(gesso.POST('/v1/batches', { body: { input_file_id: id, endpoint: '/v1/images/generations', completion_window: '24h' } }))
}

export const listCalls = (query: CallQuery) => take(gesso.GET('/v1/calls', { params: { query } }))
export const readMade = (id: string) => take(gesso.GET('/v1/generations/{id}', byId(id)))

/** None where there are no accounts, or for whoever may not see the keys. */
export const listKeys = async () => (await gesso.GET('/v1/keys')).data?.data ?? []
