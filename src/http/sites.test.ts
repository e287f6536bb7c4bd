// Host names and origins: what may pass and what may not.

import { expect, it } from 'vitest'
import { checkHost, checkSite } from './sites.ts'

it.each(['localhost', 'localhost:3000', 'LOCALHOST:3000', '127.0.0.1:8080', '[::1]:3000', 'gesso.example', 'gesso.example:443'])('lets the host %s in', (host) => {
  expect(() => checkHost(host, ['Gesso.example'])).not.toThrow()
})

it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'gesso.example.', 'user@localhost', 'localhost:3000@evil.example', 'localhost:999999', '', '[::2]', '127.0.0.2'])(
  'keeps the host "%s" out',
  (host) => expect(() => checkHost(host, ['gesso.example'])).toThrow(expect.objectContaining({ code: 'host_refused' })),
)

const at = (headers: Record<string, string>) => () => checkSite(new Headers(headers), 'localhost:3000')

it.each([
  {},
  { 'sec-fetch-site': 'same-origin' },
  { 'sec-fetch-site': 'none' },
  { origin: 'http://localhost:3000' },
  { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' },
])('lets %o ask', (headers) => expect(at(headers as Record<string, string>)).not.toThrow())

it.each([
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'anything' },
  { origin: 'http://evil.example' },
  { origin: 'http://localhost:3001' },
  { origin: 'http://localhost:3000.evil.example' },
  { origin: 'null' },
  { origin: '' },
  { origin: 'http://localhost:3000', 'sec-fetch-site': 'cross-site' },
])('keeps %o from asking', (headers) => expect(at(headers as Record<string, string>)).toThrow(expect.objectContaining({ code: 'origin_refused' })))
