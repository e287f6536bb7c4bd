// Carries a call of another kind out under the session of the page, tells what comes while it comes, and what to play.

import { gesso, take, Trouble, withWork } from '../api.ts'
import type { OtherCall } from './other-call.ts'
import { codeOf, headersOf, type Answered } from './run.ts'

export interface OtherAnswered extends Omit<Answered, 'pictures'> {
  /** What was said: the words of a chat or of a file. */
  text?: string
  /** Address of a sound or a video. */
  plays?: { kind: 'audio' | 'video'; address: string }
}

/** What is known before the end. */
export interface Heard {
  text?: string
  /** State of a video that is being made, in the server's word. */
  state?: string
}

type Post = (path: string, asked: object) => Promise<{ data?: ReadableStream<Uint8Array<ArrayBuffer>>; error?: unknown; response: Response }>

export async function carryOutOther(call: OtherCall, file: File | undefined, hear: (heard: Heard) => void, signal: AbortSignal): Promise<OtherAnswered> {
  const form = call.file === undefined ? undefined : formOf(call, file)
  let started = performance.now()
  // The path is known only now, so the description of the API cannot tell its type.
  const post = gesso.POST as unknown as Post
  const { data, error, response } = await withWork(async (headers) => {
    started = performance.now()
    const answered = await post(`/v1${call.path}`, { body: form ?? call.body, headers, signal, parseAs: 'stream', ...(form && { bodySerializer: () => form }) })
    if (codeOf(answered.error) === 'work_needed') throw new Trouble('work_needed', '')
    return answered
  })
  const told = data === undefined ? { body: error } : await readAnswer(call, new Response(data), response.headers.get('content-type') ?? '', hear, signal)
  return { status: response.status, milliseconds: performance.now() - started, headers: headersOf(response), body: undefined, ...told }
}

function formOf({ body }: OtherCall, file: File | undefined): FormData {
  const form = new FormData()
  if (file) form.append('file', file)
  for (const [name, value] of Object.entries(body)) form.append(name, String(value))
  return form
}

async function readAnswer(call: OtherCall, answer: Response, type: string, hear: (heard: Heard) => void, signal: AbortSignal): Promise<Partial<OtherAnswered>> {
  if (type.startsWith('text/event-stream')) return { text: await readStream(answer, hear) }
  if (type.startsWith('audio/')) return { plays: { kind: 'audio', address: URL.createObjectURL(new Blob([await answer.arrayBuffer()], { type })) } }
  const text = await answer.text()
  if (!type.includes('json')) return { text }
  const body = JSON.parse(text) as Told
  if (call.modality === 'video' && body.id) return followVideo(body, hear, signal)
  return { body, text: body.choices?.[0]?.message?.content ?? body.text }
}

interface Told {
  id?: string
  status?: string
  text?: string
  choices?: Array<{ message?: { content?: string }; delta?: { content?: string } }>
}

/** The words of a stream, joined as they come. */
async function readStream(answer: Response, hear: (heard: Heard) => void): Promise<string> {
  let text = ''
  let rest = ''
  const decoder = new TextDecoder()
  const reader = answer.body?.getReader()
  for (;;) {
    const part = await reader?.read()
    if (!part || part.done) return text
    const lines = (rest + decoder.decode(part.value, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const data = line.startsWith('data:') ? line.slice(5).trim() : ''
      if (data !== '' && data !== '[DONE]') text += (JSON.parse(data) as Told).choices?.[0]?.delta?.content ?? ''
    }
    hear({ text })
  }
}

const askEvery = 1500
const making = ['queued', 'in_progress', 'processing']

/** Asked for until it is made; whoever stops waiting finds it made all the same. */
async function followVideo(first: Told, hear: (heard: Heard) => void, signal: AbortSignal): Promise<Partial<OtherAnswered>> {
  const id = first.id ?? ''
  let now = first
  while (making.includes(now.status ?? '')) {
    hear({ state: now.status })
    await new Promise((resolve) => setTimeout(resolve, askEvery))
    signal.throwIfAborted()
    now = (await take<unknown>(gesso.GET('/v1/videos/{id}', { params: { path: { id } }, signal }))) as Told
  }
  return { body: now, ...(now.status === 'completed' && { plays: { kind: 'video' as const, address: `/v1/videos/${encodeURIComponent(id)}/content` } }) }
}
