// Tests of the register of cookies: what is set is in it, and what is not in it cannot be set.

import { expect, it } from 'vitest'
import { createHttp } from '../http/server.ts'
import type { Route } from '../http/route.ts'
import { createMemoryApp } from '../../test/api/memory-app.ts'
import { isRegistered } from './cookies.ts'

it.each([
  ['__Host-gesso=abc; Path=/; HttpOnly; SameSite=Lax; Secure', true],
  ['gesso-session=abc; Path=/; HttpOnly; SameSite=Lax', true],
  ['__Host-gesso-step-code=1; Path=/; HttpOnly; SameSite=Strict; Secure', true],
  ['__Host-gesso=abc; Path=/; SameSite=Lax; Secure', false],
  ['__Host-gesso=abc; Path=/; HttpOnly; SameSite=None; Secure', false],
  ['__Host-gesso=abc; Path=/; HttpOnly; SameSite=Lax', false],
  ['_ga=GA1.2; Path=/; HttpOnly; SameSite=Lax', false],
  ['gesso-sessions=abc; HttpOnly; SameSite=Lax', false],
])('%s is in the register: %s', (line, known) => {
  expect(isRegistered(line)).toBe(known)
})

it('a handler that sets another cookie sets none, and the log says so', async () => {
  const api = await createMemoryApp({ worker: false })
  try {
    const headers = new Headers([['set-cookie', '_ga=1; HttpOnly; SameSite=Lax'], ['set-cookie', 'gesso-session=x; HttpOnly; SameSite=Lax']])
    const route: Route = { method: 'GET', path: '/healthz', scope: 'public', handler: async () => new Response('ok', { headers }), schema: { summary: 'test', answers: {} } }
    const http = createHttp(api.parts, { allowedHosts: [] }, [route])
    const answer = await http.request('http://127.0.0.1/healthz', {}, { remoteAddress: '127.0.0.1' })
    expect(answer.headers.getSetCookie()).toEqual(['gesso-session=x; HttpOnly; SameSite=Lax'])
    expect(api.log).toContainEqual({ level: 'error', event: 'cookie-refused', route: '/healthz', count: 1 })
  } finally {
    await api.close()
  }
})
