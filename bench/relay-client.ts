// Starting the servers of the relay benches, and asking them.

import { spawn, type ChildProcess } from 'node:child_process'
import { request, type Agent } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface Target {
  url: string
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: string
}

/** All that were started; whoever started them ends them. */
export const children: ChildProcess[] = []
const servers = join(import.meta.dirname, 'relay-servers.ts')

export interface Started {
  url: string
  pid: number
}

/** A role of relay-servers.ts; waits for the line that says on which port it listens. */
export async function start(...given: string[]): Promise<Started> {
  const child = spawn(process.execPath, [servers, ...given], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /listening (\d+)/.exec(line)?.[1]
    if (port && child.pid) return { url: `http://127.0.0.1:${port}`, pid: child.pid }
  }
  throw new Error(`${given[0]} did not start`)
}

/** Bytes of the answer; anything but a success is an error of the bench. */
export function ask(agent: Agent, { url, method = 'GET', headers, body }: Target): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method, headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...headers } }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', reject)
      answer.on('end', () => (answer.statusCode === 200 ? resolve(Buffer.concat(parts)) : reject(new Error(`${url} answered ${answer.statusCode}: ${Buffer.concat(parts).toString().slice(0, 300)}`))))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

const order = (size: string): string => JSON.stringify({ model: 'noise', prompt: 'noise', size, response_format: 'b64_json' })
export const orders = (base: string, size = '512x512', headers = {}): Target => ({ url: `${base}/v1/images/generations`, method: 'POST', body: order(size), headers })
