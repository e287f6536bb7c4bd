// What operators see at a glance and tell everybody: the overview, incidents, maintenance windows.

import { afterAll, beforeAll, expect, it } from 'vitest'
import { createMemoryApp, here, type Api } from './memory-app.ts'
import { ask, draw, expectError, type Way } from './requests.ts'

let api: Api
beforeAll(async () => {
  api = await createMemoryApp({ http: { freeBytes: async () => 4096 } })
})
afterAll(() => api.close())

const own: Way = { connection: here }
const get = async (path: string) => (await ask(api, 'GET', path, undefined, own)).body
const post = async (path: string, body: unknown) => (await ask(api, 'POST', path, body, own)).body
const inHours = (hours: number) => new Date(api.parts.clock.now().getTime() + hours * 3_600_000).toISOString()
const told = async () => (await get('/v1/session')).incident?.id ?? null

it('counts the line, what ended, what is kept, and the promises', async () => {
  const before = await get('/v1/operator/overview')
  expect(before).toMatchObject({ object: 'overview', line: { waiting: 0, running: 0, oldest_waiting_seconds: null }, kept: { images: 0, bytes: 0, free_bytes: 4096 } })
  expect(before.promises.hold + before.promises.unchecked).toBeGreaterThan(10)
  const made = await draw(api, { prompt: 'a red fox', pictures: 2, size: '64x64' }, own)
  const after = await get('/v1/operator/overview')
  const sizes = await Promise.all(made.images.map(async ({ id }: any) => Number((await api.fetch(`/v1/images/${id}/content`, {}, here)).headers.get('content-length'))))
  expect(after.kept).toMatchObject({ images: 2, bytes: sizes[0]! + sizes[1]! })
  expect(after.ended.hours).toHaveLength(1)
  expect(after.ended.hours[0]).toMatchObject({ finished: 1, failed: 0 })
  expect(after.ended.p95_ms).toBeGreaterThanOrEqual(after.ended.median_ms)
  expect(JSON.stringify(after)).not.toMatch(/fox|owner|img_|gen_/)
})

it('tells an incident on every page until it is over, and keeps its whole story', async () => {
  const { id, state } = await post('/v1/incidents', { kind: 'incident', title: { en: 'Pictures are slow' }, words: { en: 'We look for the cause.' }, personal: true })
  expect(state).toBe('looking')
  expect(await told()).toBe(id)
  await post(`/v1/incidents/${id}/updates`, { state: 'known', words: { zh: '已找到原因。' } })
  expect(await post(`/v1/incidents/${id}/updates`, { state: 'over', words: { en: 'Mended.' } })).toMatchObject({ state: 'over' })
  expect(await told()).toBe(null)
  expectError(await ask(api, 'POST', `/v1/incidents/${id}/updates`, { state: 'known', words: { en: 'Again.' } }, own), 400, 'field_invalid')
  const { data, since } = await get('/v1/incidents')
  expect(since).not.toBe(null)
  expect(data).toHaveLength(1)
  expect(data[0]).toMatchObject({ id, personal: true, updates: [{ state: 'looking' }, { state: 'known', words: { zh: '已找到原因。' } }, { state: 'over' }] })
})

it('tells a window from a week before to its end', async () => {
  const { id } = await post('/v1/incidents', { kind: 'maintenance', title: { en: 'A new disk' }, words: { en: 'Orders wait meanwhile.' }, starts_at: inHours(8 * 24), ends_at: inHours(8 * 24 + 2) })
  const stateOf = async () => (await get('/v1/incidents')).data.find((one: any) => one.id === id).state
  expect([await told(), await stateOf()]).toEqual([null, 'planned'])
  api.clock.advance(25 * 3_600_000)
  expect([await told(), await stateOf()]).toEqual([id, 'planned'])
  api.clock.advance(7 * 24 * 3_600_000)
  expect([await told(), await stateOf()]).toEqual([id, 'going-on'])
  api.clock.advance(2 * 3_600_000)
  expect([await told(), await stateOf()]).toEqual([null, 'over'])
})

it.each([
  ['no words', { kind: 'incident', title: {}, words: { en: 'a' } }],
  ['no title', { kind: 'incident', words: { en: 'a' } }],
  ['an incident that has not begun', { kind: 'incident', title: { en: 'a' }, words: { en: 'a' }, starts_at: '2999-01-01T00:00:00Z' }],
  ['a window without a beginning', { kind: 'maintenance', title: { en: 'a' }, words: { en: 'a' }, ends_at: '2999-01-01T00:00:00Z' }],
  ['a window of the past', { kind: 'maintenance', title: { en: 'a' }, words: { en: 'a' }, starts_at: '2020-01-01T00:00:00Z', ends_at: '2999-01-01T00:00:00Z' }],
  ['a window that ends before it begins', { kind: 'maintenance', title: { en: 'a' }, words: { en: 'a' }, starts_at: '2999-01-02T00:00:00Z', ends_at: '2999-01-01T00:00:00Z' }],
])('refuses %s', async (_, body) => {
  expectError(await ask(api, 'POST', '/v1/incidents', body, own), 400, 'field_invalid')
})
