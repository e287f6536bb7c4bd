// Answers whose body is at hand as a whole: the listener writes it as it is, without the copies and streams of a usual answer.

import type { ServerResponse } from 'node:http'

/** Reads like any other answer; only then a usual one is made of it. */
export class WholeResponse extends Response {
  readonly whole: Uint8Array<ArrayBuffer> | string
  #usual: Response | undefined

  constructor(whole: Uint8Array | string, init: ResponseInit) {
    super(null, init)
    this.whole = whole as Uint8Array<ArrayBuffer> | string
  }

  get #read(): Response {
    return (this.#usual ??= new Response(this.whole, { status: this.status, headers: this.headers }))
  }

  override get body(): ReadableStream<Uint8Array<ArrayBuffer>> | null {
    return this.#read.body
  }

  override get bodyUsed(): boolean {
    return this.#usual?.bodyUsed ?? false
  }

  override arrayBuffer = (): Promise<ArrayBuffer> => this.#read.arrayBuffer()
  override blob = (): Promise<Blob> => this.#read.blob()
  override bytes = (): Promise<Uint8Array<ArrayBuffer>> => this.#read.bytes()
  override clone = (): Response => this.#read.clone()
  override formData = (): Promise<FormData> => this.#read.formData()
  override json = (): Promise<unknown> => this.#read.json()
  override text = (): Promise<string> => this.#read.text()
}

/** What the listener is handed once an answer was written: it has nothing left to do. */
const written = new Response(null, { headers: { 'x-hono-already-sent': 'true' } })

/** Writes the answer if it is whole and nobody has begun to read it. */
export function writeWhole(response: Response, outgoing: ServerResponse): Response {
  if (!(response instanceof WholeResponse) || response.bodyUsed) return response
  const headers: Record<string, string | string[]> = Object.fromEntries(response.headers)
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) headers['set-cookie'] = cookies
  outgoing.writeHead(response.status, { 'content-length': Buffer.byteLength(response.whole), ...headers })
  outgoing.end(response.whole)
  return written
}
