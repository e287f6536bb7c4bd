// Finding and arranging pictures over HTTP: brief lists, search, boards, archives, preferences; and nobody sees another's.

import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMemoryApp, here, type Api } from './memory-app.ts'
import { ask, draw, expectError, type Way } from './requests.ts'

let api: Api
let ann: Way
let bob: Way
const made: Record<string, any> = {}

beforeAll(async () => {
  api = await createMemoryApp({ charter: { access: { who: 'sessions' }, sharing: { enabled: false } } })
  const visit = async (): Promise<Way> => {
    const { headers } = await ask(api, 'POST', '/v1/session')
    return { headers: { cookie: headers.get('set-cookie')!.split(';')[0]! }, connection: here }
  }
  ann = await visit()
  bob = await visit()
  made['fox'] = await draw(api, { prompt: 'A red FOX in the snow', style: 'night', size: '64x96', seed: 7 }, ann)
  made['boat'] = await draw(api, { prompt: '海上的蓝色小船', negative_prompt: '', pictures: 2, size: '64x64' }, ann)
  made['his'] = await draw(api, { prompt: 'a fox of another', size: '64x64' }, bob)
})
afterAll(() => api.close())

const get = async (path: string, way = ann) => (await ask(api, 'GET', path, undefined, way)).body
const post = async (path: string, body: unknown, way = ann) => (await ask(api, 'POST', path, body, way)).body
const ids = (name: string): string[] => made[name].images.map((image: any) => image.id)
const found = async (wanted: object, way = ann): Promise<string[]> => (await post('/v1/generations/search', wanted, way)).data.map((one: any) => one.id)

describe('the brief list', () => {
  it('holds one\'s own pictures, newest first, in pages, and no words', async () => {
    const all = await get('/v1/images')
    expect(all.data.map((one: any) => one.generation)).toEqual([made['boat'].id, made['boat'].id, made['fox'].id])
    expect(JSON.stringify(all)).not.toMatch(/fox in|小船/)
    expect(all).toMatchObject({ has_more: false, next: null })
    const first = await get('/v1/images?limit=2')
    expect([first.data.length, first.has_more]).toEqual([2, true])
    expect((await get(`/v1/images?limit=2&before=${first.next}`)).data.map((one: any) => one.id)).toEqual(ids('fox'))
    expectError(await ask(api, 'GET', '/v1/images?limit=1001', undefined, ann), 400, 'field_invalid')
  })

  it('is filled with words for what is in sight, never with another\'s', async () => {
    const { data } = await post('/v1/generations/some', { ids: [made['fox'].id, made['his'].id, 'gen_none'] })
    expect(data.map((one: any) => one.prompt)).toEqual(['A red FOX in the snow'])
  })
})

describe('search', () => {
  it.each([
    [{ words: 'fox' }, ['fox']],
    [{ words: 'SNOW red' }, ['fox']],
    [{ words: 'ＦＯＸ' }, ['fox']],
    [{ words: '小船' }, ['boat']],
    [{ words: 'fox boat' }, []],
    [{ style: 'night' }, ['fox']],
    [{ style: 'no-such' }, []],
    [{ shape: 'upright' }, ['fox']],
    [{ shape: 'square' }, ['boat']],
    [{ words: ' ' }, ['boat', 'fox']],
  ])('finds by %o', async (wanted, names) => {
    expect(await found(wanted)).toEqual(names.map((name) => made[name].id))
  })

  it('goes on where it stopped, and sees nothing of others', async () => {
    const first = await post('/v1/generations/search', { limit: 1 })
    expect([first.data.length, first.has_more]).toEqual([1, true])
    const rest = await post('/v1/generations/search', { limit: 1, before: first.next })
    expect([rest.data[0].id, rest.has_more, rest.next]).toEqual([made['fox'].id, false, null])
    expect(await found({ words: 'fox' }, bob)).toEqual([made['his'].id])
  })
})

describe('boards', () => {
  it('hold pictures, have names that are sealed, and go without them', async () => {
    const { id } = await post('/v1/boards', { name: '  Quillwort and sea ' })
    await post(`/v1/boards/${id}/pictures`, { add: [...ids('boat'), ...ids('his')] })
    const { data } = await post('/v1/boards/favourites/pictures', { add: ids('fox') })
    expect(data.map((one: any) => [one.name, one.pictures])).toEqual([[null, 1], ['Quillwort and sea', 2]])
    expect((await get('/v1/images')).data.map((one: any) => one.boards)).toEqual([[id], [id], ['favourites']])
    const [row] = await api.parts.store.boards.listOf((await api.parts.store.images.get(ids('boat')[0]!))!.owner)
    expect(Buffer.from(row!.name).toString('latin1')).not.toContain('Quillwort')
    await post(`/v1/boards/${id}/pictures`, { remove: [ids('boat')[0]] })
    expect((await post(`/v1/boards/${id}`, { name: 'Sea' })).data[1]).toMatchObject({ name: 'Sea', pictures: 1 })

    for (const [method, path, body] of [['POST', `/v1/boards/${id}`, { name: 'x' }], ['POST', `/v1/boards/${id}/pictures`, { add: ids('his') }], ['DELETE', `/v1/boards/${id}`, undefined]] as const) {
      expectError(await ask(api, method, path, body, bob), 404, 'not_found')
    }
    expect((await get('/v1/boards', bob)).data).toHaveLength(1)
    await ask(api, 'DELETE', `/v1/boards/${id}`, undefined, ann)
    expect((await get('/v1/boards')).data).toHaveLength(1)
    expect((await get('/v1/images')).data).toHaveLength(3)
  })

  it('lose a picture that is deleted, are told as held, and go when all is erased', async () => {
    const other = await draw(api, { prompt: 'to go', size: '64x64' }, bob)
    await post('/v1/boards/favourites/pictures', { add: [...ids('his'), other.images[0].id] }, bob)
    await ask(api, 'DELETE', `/v1/images/${other.images[0].id}`, undefined, bob)
    expect((await get('/v1/boards', bob)).data[0].pictures).toBe(1)
    expect((await get('/v1/holdings', bob)).held.find((one: any) => one.kind === 'boards').count).toBe(1)
    const { owner } = (await api.parts.store.images.get(ids('his')[0]!))!
    await ask(api, 'DELETE', '/v1/session', undefined, bob)
    expect(await api.parts.store.boards.countOf(owner)).toBe(0)
  })
})

it('packs pictures under their words and seeds', async () => {
  const response = await api.fetch(`/v1/images/archive?ids=${[...ids('fox'), ...ids('boat'), ...ids('his')].join()}`, { headers: ann.headers }, here)
  expect(response.headers.get('content-type')).toBe('application/zip')
  const names = Object.keys(unzipSync(new Uint8Array(await response.arrayBuffer())))
  expect(names).toHaveLength(4)
  expect(names[0]).toBe('gesso-a-red-fox-in-the-snow-7.png')
  expect(names.at(-1)).toBe('LICENCE.txt')
  expect(names[1]).toMatch(/^gesso-海上的蓝色小船-\d+\.png$/)
  expectError(await ask(api, 'GET', `/v1/images/archive?ids=${ids('his').join()}`, undefined, ann), 404, 'not_found')
})

it('keeps preferences sealed, changes what is said and leaves the rest', async () => {
  expect(await get('/v1/preferences')).toEqual({})
  await post('/v1/preferences', { theme: 'dark', notices_seen: ['outputs@1'] })
  expect(await post('/v1/preferences', { language: 'zh', notices_seen: ['outputs@2'] })).toEqual({ theme: 'dark', language: 'zh', notices_seen: ['outputs@1', 'outputs@2'] })
  expect(await post('/v1/preferences', { theme: null })).toEqual({ language: 'zh', notices_seen: ['outputs@1', 'outputs@2'] })
  const { owner } = (await api.parts.store.images.get(ids('fox')[0]!))!
  expect(Buffer.from((await api.parts.store.preferences.get(owner, ''))!.sealed).toString('latin1')).not.toContain('outputs')
  expectError(await ask(api, 'POST', '/v1/preferences', { theme: 'pink' }, ann), 400, 'field_invalid')
})
