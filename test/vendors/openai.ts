// Servers that speak OpenAI's Images API, each with the accent that its documents or users tell of.

import type { ServerResponse } from 'node:http'
import { listenAs, sendJson, type Asked, type Vendor } from './listen.ts'
import { pictureFile } from './picture.ts'

/**
 * `openai`: GPT image models, always b64_json (protocols B.2); `sglang`: blank stream (#24240), FastAPI errors (G.2);
 * `vllm-omni`: diffusers' field names, errors as `{"detail"}` (G.2); `url-only`: a path on the same server (G.2, newer
 * SGLang); `more`: ignores n and sends two; `empty`: 200 with no data; `error-200`: an error with status 200.
 */
export type Accent = 'openai' | 'sglang' | 'vllm-omni' | 'url-only' | 'more' | 'empty' | 'error-200' | 'busy'

type Fields = Record<string, string | number | boolean | Uint8Array | undefined>

export async function createOpenAiVendor(accent: Accent = 'openai', key?: string): Promise<Vendor> {
  const kept = new Map<string, Buffer>()
  return listenAs(async (asked, reply, vendor) => {
    if (key && asked.headers.authorization !== `Bearer ${key}`) return sendJson(reply, 401, { error: { message: 'no', type: 'invalid_request_error', param: null, code: 'invalid_api_key' } })
    if (asked.path === '/v1/models') return sendJson(reply, 200, { object: 'list', data: [] })
    const stored = kept.get(asked.path)
    if (stored) return void reply.writeHead(200, { 'content-type': 'image/png' }).end(stored)
    if (!['/v1/images/generations', '/v1/images/edits'].includes(asked.path)) return sendJson(reply, 404, { detail: 'Not Found' })
    const fields = await fieldsOf(asked)
    if (String(fields.prompt).includes('forbidden')) return refuse(accent, reply)
    if (accent === 'busy') return sendJson(reply, 429, { error: { message: 'slow down', type: 'rate_limit_error', param: null, code: 'rate_limit_exceeded' } }, { 'retry-after': '1' })
    const file = await draw(fields)
    const sent = vendor.trouble === 'cut-picture' ? file.subarray(0, file.length / 2) : file
    if (fields.stream) return stream(accent, sent, reply)
    answer(accent, sent, kept, reply)
  })
}

function refuse(accent: Accent, reply: ServerResponse): void {
  if (accent === 'sglang' || accent === 'vllm-omni') return sendJson(reply, 400, { detail: { code: 'content_policy_violation' } })
  sendJson(reply, 400, { error: { message: 'rejected', type: 'image_generation_user_error', param: null, code: 'moderation_blocked' } })
}

function answer(accent: Accent, file: Buffer, kept: Map<string, Buffer>, reply: ServerResponse): void {
  const item = { b64_json: file.toString('base64') }
  const created = 1_760_335_349
  if (accent === 'empty') return sendJson(reply, 200, { created, data: [] })
  if (accent === 'error-200') return sendJson(reply, 200, { error: { message: 'out of memory', type: 'server_error', param: null, code: null } })
  if (accent === 'more') return sendJson(reply, 200, { created, data: [item, item] })
  if (accent !== 'url-only') return sendJson(reply, 200, { created, data: [item] })
  const path = `/v1/images/${kept.size}/content`
  kept.set(path, file)
  sendJson(reply, 200, { created, data: [{ url: path }] })
}

/** Events of protocols B.5, with a comment that keeps the line open. */
function stream(accent: Accent, file: Buffer, reply: ServerResponse): void {
  reply.writeHead(200, { 'content-type': 'text/event-stream' })
  const blank = accent === 'sglang'
  const send = (type: string, more: object) => reply.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`)
  reply.write(': still here\n\n')
  for (const place of [0, 1]) send('image_generation.partial_image', { b64_json: blank ? '' : file.toString('base64'), partial_image_index: place })
  send('image_generation.completed', { b64_json: blank ? '' : file.toString('base64') })
  reply.end('data: [DONE]\n\n')
}

function draw(fields: Fields): Promise<Buffer> {
  const [width = 1024, height = 1024] = String(fields.size).split('x').map(Number)
  const { prompt, seed, negative_prompt, num_inference_steps, guidance_scale, image, mask } = fields
  const given = image instanceof Uint8Array ? { file: image, strength: 1, mask: undefined } : undefined
  const facts = [prompt, seed, negative_prompt, num_inference_steps, guidance_scale, image instanceof Uint8Array && image.length, mask instanceof Uint8Array && mask.length]
  return pictureFile(facts, width, height, given)
}

async function fieldsOf({ headers, body }: Asked): Promise<Fields> {
  const type = headers['content-type'] ?? ''
  if (!type.startsWith('multipart/')) return JSON.parse(body.toString()) as Fields
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  const fields: Fields = {}
  for (const [name, value] of form) fields[name] = typeof value === 'string' ? value : new Uint8Array(await value.arrayBuffer())
  return fields
}
