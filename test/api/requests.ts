// How the API's tests ask: JSON in, JSON out, and the counts of what was kept.

import { expect } from 'vitest'
import type { Connection } from '../../src/http/server.ts'

export interface Answered {
  status: number
  body: any
  text: string
  headers: Headers
}

interface Asked {
  fetch(path: string, init?: RequestInit, connection?: Connection): Promise<Response>
}

export interface Way {
  headers?: Record<string, string>
  connection?: Connection
}

export async function ask(api: Asked, method: string, path: string, body?: unknown, { headers, connection }: Way = {}): Promise<Answered> {
  const json = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } }
  const response = await api.fetch(path, { method, headers, ...json }, connection)
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return { status: response.status, body: isJson ? JSON.parse(text) : undefined, text, headers: response.headers }
}

export async function untilEnded(api: Asked, generation: string, way?: Way): Promise<any> {
  for (let tries = 0; tries < 400; tries++) {
    const { status, body } = await ask(api, 'GET', `/v1/generations/${generation}`, undefined, way)
    if (status !== 200 || body.ended_at) return body
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('the generation did not end within 10 seconds')
}

/** A finished generation and its pictures. */
export async function draw(api: Asked, body: Record<string, unknown> = {}, way?: Way): Promise<any> {
  const { status, body: accepted, text } = await ask(api, 'POST', '/v1/generations', { prompt: 'a red fox', size: '64x64', steps: 1, ...body }, way)
  expect(status, text).toBe(202)
  const ended = await untilEnded(api, accepted.id, way)
  expect(ended.state, JSON.stringify(ended.error)).toBe('finished')
  return ended
}

/** An error as people get it: four keys, a sentence, no insides. */
export function expectError(answered: Answered, status: number, code: string): void {
  expect({ status: answered.status, code: answered.body?.error?.code }, answered.text).toEqual({ status, code })
  expect(Object.keys(answered.body.error).sort()).toEqual(['code', 'message', 'param', 'type'])
  expect(answered.body.error.message).toMatch(/^[A-Z"“].{10,}/s)
  expect(answered.text).not.toMatch(/node_modules|\.ts\b|\bat [\w.]+ \(|Error:|\{\w+\}/)
  expect(answered.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{24}$/)
}

/** Everything that an asynchronous source gives. */
export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const one of source) all.push(one)
  return all
}
