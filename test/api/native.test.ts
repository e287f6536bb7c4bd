// The native endpoints, from the order to the deletion.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGesso } from '../../client/index.ts'
import { createMemoryApp, here, type Api } from './memory-app.ts'
import { ask, collect, draw, expectError, untilEnded } from './requests.ts'

let api: Api

beforeAll(async () => {
  api = await createMemoryApp({ charter: { aliases: { 'glm-image': 'painter' } } })
})
afterAll(() => api.close())

describe('a generation', () => {
  it('is accepted at once, ends, and tells all that made it', async () => {
    const accepted = await ask(api, 'POST', '/v1/generations', { prompt: 'a green bird', negative_prompt: 'red', pictures: 2, size: '64×64', seed: 11, steps: 2, guidance: 2, format: 'jpeg', colour: 1, model: 'glm-image' })
    expect(accepted.status, accepted.text).toBe(202)
    expect(accepted.headers.get('location')).toBe(`/v1/generations/${accepted.body.id}`)
    expect(accepted.body).toMatchObject({ object: 'generation', prompt: 'a green bird', negative_prompt: 'red', width: 64, height: 64, pictures: 2, seed: 11, seed_asked: true, model: 'painter', format: 'jpeg', error: null })
    expect(accepted.body.warnings.map(({ field, code }: any) => `${field} ${code}`)).toEqual(expect.arrayContaining(['model aliased', 'colour ignored']))
    const ended = await untilEnded(api, accepted.body.id)
    expect(ended).toMatchObject({ state: 'finished', phase: 'ended', steps: 2, outcome: { engine: 'painter', model: 'painter', seeds: [11, 12], width: 64, height: 64, steps: 2 } })
    expect(ended.images.map(({ number, seed, width }: any) => [number, seed, width])).toEqual([[0, 11, 64], [1, 12, 64]])
    expect(ended.place).toBeUndefined()
  })

  it('is found in the history, page by page', async () => {
    const ids = []
    for (const prompt of ['one', 'two', 'three']) ids.unshift((await draw(api, { prompt })).id)
    const first = await ask(api, 'GET', '/v1/generations?limit=2')
    expect(first.body).toMatchObject({ object: 'list', has_more: true })
    expect(first.body.data.map(({ id }: any) => id)).toEqual(ids.slice(0, 2))
    const second = await ask(api, 'GET', `/v1/generations?limit=2&before=${first.body.next}`)
    expect(second.body.data[0]).toMatchObject({ id: ids[2], prompt: 'one' })
  })

  it('that waits tells its place and, once something was drawn, an honest range', async () => {
    const slow = await createMemoryApp({ worker: false })
    const first = await ask(slow, 'POST', '/v1/generations', { prompt: 'first' })
    const second = await ask(slow, 'POST', '/v1/generations', { prompt: 'second' })
    expect(first.body).toMatchObject({ state: 'waiting', phase: 'waiting', place: 0 })
    expect(second.body.place).toBe(1)
    expect(second.body.seconds).toBeUndefined()
    slow.app.startWorker()
    await untilEnded(slow, second.body.id)
    await slow.app.close()
    const third = await ask(slow, 'POST', '/v1/generations', { prompt: 'third', pictures: 2 })
    expect(third.body.seconds.least).toBeGreaterThanOrEqual(0)
    expect(third.body.seconds.most).toBeGreaterThanOrEqual(third.body.seconds.least)
    await slow.close()
  })

  it('is stopped while it waits; stopping it again changes nothing', async () => {
    const slow = await createMemoryApp({ worker: false })
    const { body } = await ask(slow, 'POST', '/v1/generations', { prompt: 'never' })
    const [once, twice] = [await ask(slow, 'POST', `/v1/generations/${body.id}/cancel`), await ask(slow, 'POST', `/v1/generations/${body.id}/cancel`)]
    expect(once.body).toMatchObject({ state: 'cancelled', error: { code: 'cancelled' } })
    expect(twice.status).toBe(200)
    expect(twice.body).toEqual(once.body)
    expect(await slow.parts.store.ledger.transfersOf(body.id)).toHaveLength(2)
    await slow.close()
  })
})

describe('an image', () => {
  it('gives its facts, its file and a thumbnail, kept by no cache', async () => {
    const { images } = await draw(api, { format: 'webp' })
    const facts = await ask(api, 'GET', `/v1/images/${images[0].id}`)
    expect(facts.body).toEqual(images[0])
    for (const [url, type] of [[images[0].url, 'image/webp'], [images[0].small_url, 'image/webp']]) {
      const response = await api.fetch(url)
      const bytes = new Uint8Array(await response.arrayBuffer())
      expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([200, type, 'private, no-store'])
      expect(Buffer.from(bytes.subarray(8, 12)).toString()).toBe('WEBP')
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    }
    expectError(await ask(api, 'GET', `${images[0].url}?variant=huge`), 400, 'field_invalid')
  })

  it('is shared by an address of its own until it is deleted', async () => {
    const { images } = await draw(api)
    const link = await ask(api, 'POST', `/v1/images/${images[0].id}/link`)
    expect(link.status).toBe(201)
    const path = new URL(link.body.url).pathname
    const stranger = { connection: { remoteAddress: '203.0.113.9' } }
    expect((await ask(api, 'GET', path, undefined, stranger)).status).toBe(200)
    expect((await ask(api, 'GET', new URL(link.body.small_url).pathname + '?variant=small', undefined, stranger)).headers.get('content-type')).toBe('image/webp')
    expect(api.log.filter(({ route }) => route === '/i/:token')).toHaveLength(2)
    expect(JSON.stringify(api.log)).not.toContain(path.slice(3))
    expect((await ask(api, 'DELETE', `/v1/images/${images[0].id}`)).body).toEqual({ id: images[0].id, object: 'image', deleted: true })
    expectError(await ask(api, 'GET', path, undefined, stranger), 404, 'not_found')
    expect((await ask(api, 'GET', images[0].url)).status).toBeGreaterThanOrEqual(404)
    expectError(await ask(api, 'DELETE', `/v1/images/${images[0].id}`), 404, 'not_found')
  })

  it('stops being shared when the minutes of its address are over', async () => {
    const other = await createMemoryApp({ charter: { links: { minutes: 5 } } })
    const { images } = await draw(other)
    const link = await ask(other, 'POST', `/v1/images/${images[0].id}/link`)
    other.clock.advance(5 * 60_000)
    expectError(await ask(other, 'GET', new URL(link.body.url).pathname), 410, 'gone')
    await other.close()
  })
})

describe('Idempotency-Key', () => {
  const order = { prompt: 'once only', size: '64x64', steps: 1 }
  const under = (key: string) => ({ headers: { 'idempotency-key': key } })

  it('gives the first generation again and draws nothing anew', async () => {
    const first = await ask(api, 'POST', '/v1/generations', order, under('k1'))
    const again = await ask(api, 'POST', '/v1/generations', order, under('k1'))
    expect(again.body.id).toBe(first.body.id)
    expectError(await ask(api, 'POST', '/v1/generations', { ...order, seed: 1 }, under('k1')), 422, 'idempotency_mismatch')
    expectError(await ask(api, 'POST', '/v1/generations', order, under('k'.repeat(256))), 400, 'field_invalid')
  })

  it('lets the second call wait while the first is drawn, and gives both the same picture', async () => {
    const body = { ...order, prompt: 'both at once' }
    const [one, two] = await Promise.all([ask(api, 'POST', '/v1/images/generations', body, under('k2')), ask(api, 'POST', '/v1/images/generations', body, under('k2'))])
    expect(one.status, one.text).toBe(200)
    expect(two.body.generation).toBe(one.body.generation)
    expect(two.body.data[0].b64_json).toBe(one.body.data[0].b64_json)
    expectError(await ask(api, 'POST', '/v1/generations', body, under('k2')), 422, 'idempotency_mismatch')
  })

  it('says 410 once the pictures were erased or are over', async () => {
    const body = { ...order, prompt: 'gone soon' }
    const { body: made } = await ask(api, 'POST', '/v1/images/generations', body, under('k3'))
    const { body: native } = await ask(api, 'POST', '/v1/generations', body, under('k4'))
    await untilEnded(api, native.id)
    await ask(api, 'DELETE', `/v1/images/${made.data[0].id}`)
    expectError(await ask(api, 'POST', '/v1/images/generations', body, under('k3')), 410, 'gone')
    const { body: read } = await ask(api, 'GET', `/v1/generations/${native.id}`)
    await ask(api, 'DELETE', `/v1/images/${read.images[0].id}`)
    expectError(await ask(api, 'POST', '/v1/generations', body, under('k4')), 410, 'gone')
  })
})

describe('news', () => {
  const clientOf = (of: Api) => createGesso({ baseUrl: 'http://127.0.0.1', language: 'zh', fetch: async (input, init) => of.app.http.request(input as Request, init, here) })

  it('come from the line to the end, with steps and previews', async () => {
    const { body } = await ask(api, 'POST', '/v1/generations', { prompt: 'watched', size: '64x64', steps: 6, pictures: 2 })
    const told = await collect(clientOf(api).events(body.id))
    expect(told.at(-1)).toMatchObject({ kind: 'state', data: { state: 'finished', phase: 'ended', error: null, generation: body.id } })
    expect(told.filter(({ data }) => data.phase === 'ended')).toHaveLength(1)
    const previews = told.filter(({ kind }) => kind === 'preview')
    expect(previews.length).toBeGreaterThan(0)
    for (const { data } of previews) expect(data.preview?.data_url).toMatch(/^data:image\/webp;base64,/)
    for (const { data } of told.filter(({ kind }) => kind === 'progress')) expect(data).toMatchObject({ steps: 6, preview: null })
    const numbers = told.flatMap(({ id }) => (id ? [Number(id.split('-')[1])] : []))
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    expect((await collect(clientOf(api).events(body.id))).at(-1)?.data.state).toBe('finished')
  })

  it('go on where a client left off; of what it missed, the states and the newest preview', async () => {
    const slow = await createMemoryApp({ worker: false })
    const gesso = clientOf(slow)
    const { body } = await ask(slow, 'POST', '/v1/generations', { prompt: 'interrupted', pictures: 1 })
    const publish = (news: object) => slow.parts.announcements.publish({ generation: body.id, number: 0, state: 'running', phase: 'painting', ...news })
    const preview = (byte: number) => ({ bytes: Uint8Array.of(byte), mime: 'image/webp' })
    publish({ phase: 'warming' })
    let last: string | undefined
    for await (const event of gesso.events(body.id)) {
      last = event.id ?? last
      if (event.data.phase === 'warming') break
    }
    for (const step of [1, 2, 3]) publish({ picture: 0, step, steps: 4, preview: preview(step) })
    publish({ phase: 'finishing' })
    const hear = async (lastEventId: string | undefined) => {
      const heard = []
      for await (const event of gesso.events(body.id, { lastEventId })) {
        heard.push(event.kind === 'preview' ? event.data.preview?.data_url : event.data.phase)
        if (event.data.phase === 'finishing') return heard
      }
      return heard
    }
    const newest = 'data:image/webp;base64,Aw=='
    expect(await hear(last)).toEqual([newest, 'finishing'])
    expect(await hear('another0-999')).toEqual(expect.arrayContaining(['warming', newest, 'finishing']))
    await slow.close()
  })

  it('tell the place in line, and why nothing came of it', async () => {
    const slow = await createMemoryApp({ worker: false })
    await ask(slow, 'POST', '/v1/generations', { prompt: 'before it' })
    const { body } = await ask(slow, 'POST', '/v1/generations', { prompt: 'stopped' })
    const told = []
    for await (const { data } of clientOf(slow).events(body.id)) {
      if (told.push(data) === 1) await ask(slow, 'POST', `/v1/generations/${body.id}/cancel`)
    }
    expect(told[0]).toMatchObject({ state: 'waiting', phase: 'waiting', place: 1 })
    expect(told.at(-1)).toMatchObject({ state: 'cancelled', error: { code: 'cancelled', message: '已由所有者停止。未产生费用。' } })
    await slow.close()
  })

  it('are refused plainly for what is not there', async () => {
    expectError(await ask(api, 'GET', '/v1/generations/gen_nothing/events'), 404, 'not_found')
    await expect(clientOf(api).events('gen_nothing').next()).rejects.toMatchObject({ status: 404, code: 'not_found' })
  })

  it('and all else reach the typed client', async () => {
    const { data, error } = await clientOf(api).POST('/v1/generations', { body: { prompt: 'typed', pictures: 0 } })
    expect([data, error?.error.code, error?.error.message]).toEqual([undefined, 'pictures_invalid', expect.stringContaining('图片数量')])
    expect((await clientOf(api).GET('/v1/models')).data?.data[0]).toMatchObject({ modality: 'images', card: { id: 'painter' } })
  })
})
