// The cells of the conformance matrix: which client does what against the running server. Tests fill them; docs/compatibility.md shows them.

import { test } from 'vitest'

interface Client {
  title: string
  /** npm package whose version stands in the matrix. */
  package?: string
  cells: Record<string, string>
}

export const clients = {
  openai: {
    title: '`openai` for Node',
    package: 'openai',
    cells: {
      generate: 'images.generate: base64, size, seed through extra fields',
      several: 'images.generate with n = 4: four different pictures',
      url: 'images.generate with response_format url: the address opens without a key',
      stream: 'images.generate with stream and partial_images: partial pictures, then the picture',
      format: 'images.generate with output_format and output_compression: a smaller WebP',
      'edit-one': 'images.edit with one picture',
      'edit-many': 'images.edit with several pictures; a warning tells how many the model looks at',
      'edit-mask': 'images.edit with a mask: pixels outside of it stay as they are',
      'edit-stream': 'images.edit with stream',
      variations: 'images.createVariation',
      models: 'models.list and models.retrieve',
      files: 'files.create, list, retrieve, content, delete',
      batch: 'batches.create, retrieve, list: answers and errors line by line',
      'batch-cancel': 'batches.cancel',
      moderation: 'moderations.create: the judgement of the rules',
      'moderation-absent': 'moderations.create where no rule judges: an error, never a harmless verdict',
      'moderation-block': 'a blocked prompt: BadRequestError with moderation_details',
      errors: 'error classes with status, code, type and param',
      'rate-limit': 'a 429 with Retry-After: the client waits and succeeds by itself',
    },
  },
  'ai-sdk-openai-compatible': {
    title: 'AI SDK by `@ai-sdk/openai-compatible`',
    package: '@ai-sdk/openai-compatible',
    cells: { generate: 'generateImage', edit: 'generateImage with a picture and a mask' },
  },
  'ai-sdk-openai': { title: 'AI SDK by `@ai-sdk/openai`', package: '@ai-sdk/openai', cells: { generate: 'generateImage', edit: 'generateImage with a picture' } },
  'ai-sdk-zhipu': { title: 'AI SDK by `zhipu-ai-provider`', package: 'zhipu-ai-provider', cells: { generate: 'generateImage: the provider fetches the address itself' } },
  'hugging-face': { title: '`@huggingface/inference`, provider zai-org', package: '@huggingface/inference', cells: { generate: 'textToImage: submit, poll, fetch' } },
  zai: {
    title: 'Z.ai / BigModel over HTTP (the shapes their SDKs send)',
    cells: {
      sync: 'images/generations under both paths, with x and ×',
      async: 'async/images/generations, async-result',
      batch: 'files, batches of /v4/images/generations',
      moderation: 'moderations: risk levels; where no rule judges, an error',
      'error-1000': 'error 1000 with its status',
      'error-1113': 'error 1113 with its status',
      'error-1210': 'error 1210 with its status',
      'error-1211': 'error 1211 with its status',
      'error-1214': 'error 1214 with its status',
      'error-1261': 'error 1261 with its status',
      'error-1302': 'error 1302 with its status',
      'error-1305': 'error 1305 without a made-up time; 1200 and 1301 where the engine is broken or refuses',
      block: 'error 1301 with contentFilter',
      jwt: 'a token signed with a key made for it (HS256, milliseconds) counts as the key',
    },
  },
  'open-webui': {
    title: 'Open WebUI (the requests it sends)',
    cells: { generate: 'engine openai: generations', edit: 'engine openai: edits with `image` and `image[]`' },
  },
  curl: { title: 'curl', cells: { docs: 'every curl line of docs/api.md, as it stands there' } },
} as const satisfies Record<string, Client>

export type ClientName = keyof typeof clients

/** One cell: a test whose name the matrix reads. */
export function cell<Name extends ClientName>(client: Name, name: keyof (typeof clients)[Name]['cells'] & string, work: () => Promise<void>, milliseconds?: number): void {
  test(`${client} ${name}`, work, milliseconds)
}
