// The TCP port: taken, refused with a sentence, and given back without cutting anybody short.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { createMemoryApp, type Api } from '../../test/api/memory-app.ts'
import { listen, type Listening } from './listen.ts'

const closers: Array<() => Promise<unknown>> = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function open(): Promise<{ api: Api; server: Listening }> {
  const api = await createMemoryApp({ worker: false })
  closers.push(() => api.close())
  return { api, server: await listen(api.app.http, { host: '127.0.0.1', port: 0 }) }
}

async function order(server: Listening): Promise<string> {
  const body = JSON.stringify({ prompt: 'a fox' })
  const response = await fetch(`${server.address}/v1/generations`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  return ((await response.json()) as { id: string }).id
}

it('says what to do when the port is in use', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  closers.push(async () => other.close())
  const { port } = other.address() as AddressInfo
  const { api, server } = await open()
  closers.push(() => server.close())
  await expect(listen(api.app.http, { host: '127.0.0.1', port })).rejects.toMatchObject({
    code: 'port_in_use',
    message: `Port ${port} on 127.0.0.1 is in use by another program. Stop that one, or choose another port, e.g. PORT=${port + 1}.`,
  })
  await expect(listen(api.app.http, { host: '203.0.113.1', port: 0 })).rejects.toMatchObject({ code: 'address_unusable' })
})

it('knows where a connection comes from, and takes no header\'s word for it', async () => {
  const { server } = await open()
  closers.push(() => server.close())
  const status = async (headers: Record<string, string>) => (await fetch(`${server.address}/v1/models`, { headers })).status
  expect(await status({})).toBe(200)
  expect(await status({ 'x-forwarded-for': '127.0.0.1' })).toBe(401)
})

it('ends event streams and waiting answers when it closes, and what they waited for stays in line', async () => {
  const { api, server } = await open()
  const id = await order(server)
  const stream = await fetch(`${server.address}/v1/generations/${id}/events`)
  const told = stream.text()
  const waiting = fetch(`${server.address}/v1/images/generations`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ prompt: 'a boat' }) })
  while ((await api.parts.store.generations.countUnfinished()) < 2) await new Promise((resolve) => setTimeout(resolve, 5))
  const startedAt = performance.now()
  await server.close()
  expect(performance.now() - startedAt).toBeLessThan(2000)
  expect(await told).toContain('event: state')
  const answer = await waiting
  expect([answer.status, ((await answer.json()) as { error: { code: string } }).error.code]).toEqual([503, 'shutting_down'])
  expect(await api.parts.store.generations.countUnfinished()).toBe(2)
  await expect(fetch(server.address)).rejects.toThrow()
})

it('stops following a generation when the client leaves', async () => {
  const { api, server } = await open()
  closers.push(() => server.close())
  const id = await order(server)
  let listeners = 0
  const { subscribe } = api.parts.announcements
  api.parts.announcements.subscribe = (...all) => {
    listeners++
    const forget = subscribe(...all)
    return () => {
      listeners--
      forget()
    }
  }
  const left = new AbortController()
  const stream = await fetch(`${server.address}/v1/generations/${id}/events`, { signal: left.signal })
  await stream.body!.getReader().read()
  while (listeners === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  left.abort()
  while (listeners > 0) await new Promise((resolve) => setTimeout(resolve, 5))
  expect(listeners).toBe(0)
})
