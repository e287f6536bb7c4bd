// The part of the URL map that speaks other services' dialects beside pictures by words: OpenAI's, and Z.ai's under both of its paths.

import { cancelBatch, createBatch, listBatches, readBatch } from './openai/batches.ts'
import { editImages, varyImage } from './openai/edits.ts'
import { deleteFile, listFiles, readFile, readFileContent, uploadFile } from './openai/files.ts'
import { moderate } from './openai/moderations.ts'
import { relayTo } from './openai/relays.ts'
import { orderVideo, readVideo, readVideoContent } from './openai/videos.ts'
import { createWebhook, deleteWebhook, listDeliveries, listWebhooks } from './openai/webhooks.ts'
import type { Route } from './route.ts'
import * as schemas from './schemas/client-routes.ts'
import { createZaiBatch } from './zai/batches.ts'
import { zaiPrefixes } from './zai/errors.ts'
import { generateZai, readZaiResult, submitZai } from './zai/images.ts'
import { moderateZai } from './zai/moderations.ts'

/** The same in both dialects; each dialect creates its own batches. */
function inBoth(prefix: string): Route[] {
  return [
    { method: 'POST', path: `${prefix}/files`, scope: 'images:make', handler: uploadFile, schema: schemas.uploadFile },
    { method: 'GET', path: `${prefix}/files`, scope: 'images:read', handler: listFiles, schema: schemas.listFiles },
    { method: 'GET', path: `${prefix}/files/:id`, scope: 'images:read', handler: readFile, schema: schemas.readFile },
    { method: 'GET', path: `${prefix}/files/:id/content`, scope: 'images:read', handler: readFileContent, schema: schemas.readFileContent },
    { method: 'DELETE', path: `${prefix}/files/:id`, scope: 'images:delete', handler: deleteFile, schema: schemas.deleteFile },
    { method: 'GET', path: `${prefix}/batches`, scope: 'images:read', handler: listBatches, schema: schemas.listBatches },
    { method: 'GET', path: `${prefix}/batches/:id`, scope: 'images:read', handler: readBatch, schema: schemas.readBatch },
    { method: 'POST', path: `${prefix}/batches/:id/cancel`, scope: 'images:make', handler: cancelBatch, schema: schemas.cancelBatch },
    { method: 'POST', path: `${prefix}/chat/completions`, scope: 'images:make', handler: relayTo('language'), schema: schemas.relayed },
    { method: 'POST', path: `${prefix}/embeddings`, scope: 'images:make', handler: relayTo('embeddings'), schema: schemas.relayed },
  ]
}

function zai(prefix: string): Route[] {
  return [
    { method: 'POST', path: `${prefix}/images/generations`, scope: 'images:make', handler: generateZai, schema: schemas.generateZai },
    { method: 'POST', path: `${prefix}/async/images/generations`, scope: 'images:make', handler: submitZai, schema: schemas.submitZai },
    { method: 'GET', path: `${prefix}/async-result/:id`, scope: 'images:read', handler: readZaiResult, schema: schemas.readZaiResult },
    { method: 'POST', path: `${prefix}/moderations`, scope: 'images:make', handler: moderateZai, schema: schemas.moderateZai },
    { method: 'POST', path: `${prefix}/batches`, scope: 'images:make', handler: createZaiBatch, schema: schemas.createZaiBatch },
    { method: 'POST', path: `${prefix}/videos/generations`, scope: 'images:make', handler: orderVideo, schema: schemas.relayed },
    ...inBoth(prefix),
  ]
}

export const clientRoutes: readonly Route[] = [
  { method: 'POST', path: '/v1/images/edits', scope: 'images:make', handler: editImages, schema: schemas.editImages },
  { method: 'POST', path: '/v1/images/variations', scope: 'images:make', handler: varyImage, schema: schemas.varyImage },
  { method: 'POST', path: '/v1/moderations', scope: 'images:make', handler: moderate, schema: schemas.moderate },
  { method: 'POST', path: '/v1/batches', scope: 'images:make', handler: createBatch, schema: schemas.createBatch },
  ...inBoth('/v1'),
  { method: 'POST', path: '/v1/audio/speech', scope: 'images:make', handler: relayTo('speech'), schema: schemas.relayed },
  { method: 'POST', path: '/v1/audio/transcriptions', scope: 'images:make', handler: relayTo('transcription'), schema: schemas.relayed },
  { method: 'POST', path: '/v1/videos', scope: 'images:make', handler: orderVideo, schema: schemas.relayed },
  { method: 'GET', path: '/v1/videos/:id', scope: 'images:read', handler: readVideo, schema: schemas.readVideo },
  { method: 'GET', path: '/v1/videos/:id/content', scope: 'images:read', handler: readVideoContent, schema: schemas.readVideoContent },
  { method: 'POST', path: '/v1/webhooks', scope: 'images:make', handler: createWebhook, schema: schemas.createWebhook },
  { method: 'GET', path: '/v1/webhooks', scope: 'images:read', handler: listWebhooks, schema: schemas.listWebhooks },
  { method: 'DELETE', path: '/v1/webhooks/:id', scope: 'images:delete', handler: deleteWebhook, schema: schemas.deleteWebhook },
  { method: 'GET', path: '/v1/webhooks/:id/deliveries', scope: 'images:read', handler: listDeliveries, schema: schemas.listDeliveries },
  ...zaiPrefixes.flatMap(zai),
]
