// Puts the application on a TCP port, and takes it off again without cutting anybody short.

import type { AddressInfo, Socket } from 'node:net'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Stated } from '../core/errors.ts'
import type { Http } from './server.ts'
import { writeWhole } from './whole.ts'

export interface Listening {
  /** What people open, e.g. `http://127.0.0.1:3000`. */
  address: string
  port: number
  /** Ends event streams and waiting answers, lets the rest finish, then resolves. */
  close(): Promise<void>
}

/** Milliseconds that answers get to finish once the server stops. */
const lastWords = 3_000

/** @throws Stated `port_in_use`, `address_unusable` */
export async function listen(app: Http, { host, port }: { host: string; port: number }): Promise<Listening> {
  const closing = new AbortController()
  const answer = getRequestListener(
    async (request, { incoming, outgoing }) => {
      const { remoteAddress } = (incoming as IncomingMessage).socket
      const response = await app.fetch(request, { remoteAddress, closing: closing.signal })
      return writeWhole(response, outgoing as ServerResponse)
    },
    { overrideGlobalObjects: false },
  )
  // Browsers open connections ahead of need, which Node counts as busy: so the idle ones are kept here.
  const idle = new Set<Socket>()
  // Times for a request to come in; an answer may take as long as a picture takes.
  const server = createServer({ headersTimeout: 15_000, requestTimeout: 60_000, keepAliveTimeout: 10_000, maxHeaderSize: 16_384 }, (incoming, outgoing) => {
    const { socket } = incoming
    idle.delete(socket)
    outgoing.once('close', () => {
      if (closing.signal.aborted) socket.destroySoon()
      else if (!socket.destroyed) idle.add(socket)
    })
    void answer(incoming, outgoing)
  })
  server.on('connection', (socket) => {
    idle.add(socket)
    socket.once('close', () => idle.delete(socket))
  })
  await start(server, host, port)
  const bound = (server.address() as AddressInfo).port
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    port: bound,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      closing.abort()
      for (const socket of idle) socket.destroy()
      const timer = setTimeout(() => server.closeAllConnections(), lastWords)
      await closed
      clearTimeout(timer)
    },
  }
}

function start(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = error.code === 'EADDRINUSE'
      reject(inUse ? new Stated('port_in_use', { port, host, other: port + 1 }) : new Stated('address_unusable', { host, port, reason: error.code ?? error.name }))
    })
    server.listen({ host, port }, resolve)
  })
}
