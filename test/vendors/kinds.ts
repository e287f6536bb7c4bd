// A server of other kinds as OpenAI's documents describe it: chat whole and streamed, embeddings, speech, transcriptions, videos.

import type { ServerResponse } from 'node:http'
import { listenAs, sendJson, type Asked, type Vendor } from './listen.ts'

const words = ['The ', 'quick ', 'fox']
const film = Buffer.from('....ftypisom a film of a fox')

/** Refuses what it is asked about something `forbidden`. */
export function createKindsVendor(): Promise<Vendor> {
  return listenAs((asked, reply, vendor) => {
    const { method, path, body } = asked
    if (method === 'POST' && body.includes('forbidden')) return sendJson(reply, 400, { error: { message: 'rejected', type: 'invalid_request_error', param: null, code: 'content_policy_violation' } })
    if (path === '/v1/models') return sendJson(reply, 200, { object: 'list', data: [] })
    if (path === '/v1/chat/completions') return chat(JSON.parse(body.toString()) as { stream?: boolean }, reply)
    if (path === '/v1/embeddings') return sendJson(reply, 200, { object: 'list', data: [{ object: 'embedding', index: 0, embedding: [0.5, -0.25] }], model: 'e', usage: { prompt_tokens: 1, total_tokens: 1 } })
    if (path === '/v1/audio/speech') return void reply.writeHead(200, { 'content-type': 'audio/wav' }).end(tone(0.5))
    if (path === '/v1/audio/transcriptions') return transcribe(asked, reply)
    if (method === 'POST' && path === '/v1/videos') return sendJson(reply, 200, video('queued'))
    if (path === '/v1/videos/film-1') return sendJson(reply, 200, video(vendor.asked.filter((one) => one.path === path).length > 1 ? 'completed' : 'in_progress'))
    if (path === '/v1/videos/film-1/content') return void reply.writeHead(200, { 'content-type': 'video/mp4' }).end(film)
    sendJson(reply, 404, { error: { message: 'no such route', type: 'invalid_request_error', param: null, code: null } })
  })
}

const about = { id: 'c', created: 1, model: 'big' }

function chat({ stream }: { stream?: boolean }, reply: ServerResponse): void {
  if (!stream) return sendJson(reply, 200, { ...about, object: 'chat.completion', choices: [{ index: 0, message: { role: 'assistant', content: words.join('') }, finish_reason: 'stop' }] })
  reply.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const content of words) reply.write(`data: ${JSON.stringify({ ...about, object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`)
  reply.end('data: [DONE]\n\n')
}

/** Says how long the file is that it was given. */
function transcribe({ headers, body }: Asked, reply: ServerResponse): void {
  void new Response(new Uint8Array(body), { headers: { 'content-type': headers['content-type'] ?? '' } }).formData().then((form) => {
    const file = form.get('file')
    sendJson(reply, 200, { text: `${file instanceof File ? file.size : 0} bytes of a fox` })
  })
}

const video = (status: string) => ({ id: 'film-1', object: 'video', model: 'big', status, progress: status === 'completed' ? 100 : 0, seconds: '4', size: '720x1280', created_at: 1, completed_at: null, expires_at: null, error: null, prompt: null, remixed_from_video_id: null })

/** A WAV file of one tone, 8 kHz, 8 bits. */
export function tone(seconds: number): Buffer {
  const samples = Math.round(8000 * seconds)
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples, 4)
  head.write('WAVEfmt ', 8)
  for (const [at, value] of [[16, 16], [24, 8000], [28, 8000], [40, samples]] as const) head.writeUInt32LE(value, at)
  for (const [at, value] of [[20, 1], [22, 1], [32, 1], [34, 8]] as const) head.writeUInt16LE(value, at)
  head.write('data', 36)
  return Buffer.concat([head, Buffer.from(Array.from({ length: samples }, (_, at) => 128 + Math.round(90 * Math.sin((at / 8000) * 880 * Math.PI))))])
}
