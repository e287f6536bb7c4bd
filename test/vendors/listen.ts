// A real HTTP server on loopback for stand-in vendors: it remembers what was asked and can break in many ways.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: Buffer
}

/** How a server breaks before it would answer. */
export type Trouble = 'cut' | 'silent' | 'page' | 'error' | 'cut-picture'

export interface Vendor {
  url: string
  asked: Asked[]
  /** Set to break every answer from now on. */
  trouble?: Trouble
  close(): Promise<void>
}

export type Answer = (asked: Asked, reply: ServerResponse, vendor: Vendor) => Promise<void> | void

export async function listenAs(answer: Answer): Promise<Vendor> {
  const asked: Asked[] = []
  const server = createServer((request, reply) => {
    const parts: Buffer[] = []
    request.on('error', () => undefined)
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const one = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts) }
      asked.push(one)
      if (vendor.trouble && vendor.trouble !== 'cut-picture') return breakIt(vendor.trouble, reply)
      Promise.resolve(answer(one, reply, vendor)).catch(() => reply.destroy())
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const vendor: Vendor = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return vendor
}

function breakIt(trouble: Trouble, reply: ServerResponse): void {
  if (trouble === 'silent') return
  if (trouble === 'cut') return void reply.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' }).write('{"data":[{"b64_', () => reply.destroy())
  if (trouble === 'page') return void reply.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome</html>')
  reply.writeHead(500, { 'content-type': 'application/json' }).end('{}')
}

export function sendJson(reply: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  reply.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
