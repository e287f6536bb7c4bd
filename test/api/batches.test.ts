// Files and batches: quotas, dates, a batch that goes on after a break, its end by time, and what erasing leaves.

import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { runBatch, type LineWork } from '../../src/core/batch-lines.ts'
import { Stated } from '../../src/core/errors.ts'
import { lineDrawer } from '../../src/http/inner.ts'
import { callerInAbsence, createKey } from '../../src/identity/keys.ts'
import { vaultCaller } from '../../src/identity/owner.ts'
import { sweepClients } from '../../src/jobs/schedule.ts'
import { createMemoryApp, here, type Api } from './memory-app.ts'
import { ask, expectError } from './requests.ts'

const lineOf = (custom_id: string, body: object = { prompt: 'a fox', size: '64x64', steps: 1 }): string => JSON.stringify({ custom_id, method: 'POST', url: '/v1/images/generations', body })

async function send(api: Api, text: string, purpose = 'batch', more: Record<string, string> = {}): Promise<{ status: number; body: any }> {
  const form = new FormData()
  for (const [name, value] of Object.entries({ purpose, ...more })) form.append(name, value)
  form.append('file', new Blob([text]), 'lines.jsonl')
  const answer = await api.fetch('/v1/files', { method: 'POST', body: form }, here)
  return { status: answer.status, body: await answer.json() }
}

async function make(api: Api, lines: string[], more: object = {}): Promise<string> {
  const file = await send(api, lines.join('\n'))
  const { body } = await ask(api, 'POST', '/v1/batches', { input_file_id: file.body.id, endpoint: '/v1/images/generations', ...more })
  return body.id
}

/** Works on the next batch as a server does, once. */
async function work(api: Api, draw?: LineWork['draw'], stop = new AbortController()): Promise<void> {
  const { parts } = api
  const now = parts.clock.now()
  const batch = await parts.store.batches.take(now, new Date(now.getTime() + 60_000))
  const drawer = lineDrawer(parts, { allowedHosts: [] }, (of) => callerInAbsence(parts, of))
  await runBatch(parts, batch!, await vaultCaller(parts, 'key', batch!.owner), { draw: draw ?? drawer, pause: async () => undefined, hold: 60_000 }, stop.signal)
  await parts.store.batches.letGo(batch!.id)
}

const read = async (api: Api, id: string) => (await ask(api, 'GET', `/v1/batches/${id}`)).body
const linesOf = async (api: Api, file: string): Promise<any[]> => {
  const answer = await api.fetch(`/v1/files/${file}/content`, {}, here)
  return (await answer.text()).trim().split('\n').map((line) => JSON.parse(line))
}

describe('a batch', () => {
  it('goes on where it was after a break, and draws no line twice', async () => {
    const api = await createMemoryApp({ charter: { batches: { atOnce: 1 } } })
    const id = await make(api, ['one', 'two', 'three'].map((name) => lineOf(name)))
    const stop = new AbortController()
    const drawer = lineDrawer(api.parts, { allowedHosts: [] }, (batch) => callerInAbsence(api.parts, batch))
    let drawn = 0
    // The second line is drawn, and the server dies before that is written down.
    await work(api, async (batch, line, signal) => {
      const answer = await drawer(batch, line, signal)
      if (++drawn === 2) {
        stop.abort()
        throw new Error('killed')
      }
      return answer
    }, stop)
    expect(await read(api, id)).toMatchObject({ status: 'in_progress', request_counts: { total: 3, completed: 1, failed: 0 } })
    await work(api)
    const done = await read(api, id)
    expect(done).toMatchObject({ status: 'completed', request_counts: { total: 3, completed: 3, failed: 0 }, error_file_id: null })
    expect((await linesOf(api, done.output_file_id)).map(({ custom_id }) => custom_id)).toEqual(['one', 'two', 'three'])
    expect((await ask(api, 'GET', '/v1/generations')).body.data).toHaveLength(3)
    await api.close()
  })

  it('waits with a line while the line is full, and fails only what cannot be drawn', async () => {
    const api = await createMemoryApp({ charter: { batches: { atOnce: 1 } } })
    const id = await make(api, [lineOf('one'), lineOf('two', { prompt: '' })])
    const drawer = lineDrawer(api.parts, { allowedHosts: [] }, (batch) => callerInAbsence(api.parts, batch))
    let refused = 0
    await work(api, async (batch, line, signal) => {
      if (refused++ < 3) throw new Stated('too_many_waiting', { waiting: 1, most: 1 })
      return drawer(batch, line, signal)
    })
    const done = await read(api, id)
    expect(done.request_counts).toEqual({ total: 2, completed: 1, failed: 1 })
    expect((await linesOf(api, done.error_file_id))[0].response.body.error).toMatchObject({ code: 'prompt_missing', param: 'prompt' })
    await api.close()
  })

  it('ends by its time: what was drawn is there, the rest says why it is not', async () => {
    const api = await createMemoryApp({ charter: { batches: { atOnce: 1, hours: 1 } } })
    const id = await make(api, [lineOf('one'), lineOf('two'), lineOf('three')])
    const drawer = lineDrawer(api.parts, { allowedHosts: [] }, (batch) => callerInAbsence(api.parts, batch))
    await work(api, async (batch, line, signal) => {
      const answer = await drawer(batch, line, signal)
      api.clock.advance(2 * 3_600_000)
      return answer
    })
    const done = await read(api, id)
    expect(done).toMatchObject({ status: 'expired', request_counts: { total: 3, completed: 1, failed: 2 } })
    expect((await linesOf(api, done.error_file_id)).map(({ custom_id, response }) => [custom_id, response.body.error.code])).toEqual([['two', 'batch_over'], ['three', 'batch_over']])
    await api.close()
  })

  it('is drawn within the limits of the key that sent it, and no longer than the key lives', async () => {
    const api = await createMemoryApp({ charter: { access: { who: 'accounts' }, batches: { atOnce: 1 } } })
    const { key, row } = await createKey(api.parts, 'owner/ann', ['images:make', 'images:read', 'images:delete'])
    const way = { headers: { authorization: `Bearer ${key}` } }
    const form = new FormData()
    form.append('purpose', 'batch')
    form.append('file', new Blob([['one', 'two', 'three'].map((name) => lineOf(name)).join('\n')]), 'lines.jsonl')
    const file: any = await (await api.fetch('/v1/files', { method: 'POST', body: form, headers: way.headers }, here)).json()
    const { body } = await ask(api, 'POST', '/v1/batches', { input_file_id: file.id, endpoint: '/v1/images/generations' }, way)
    const drawer = lineDrawer(api.parts, { allowedHosts: [] }, (batch) => callerInAbsence(api.parts, batch))
    await work(api, async (batch, line, stop) => {
      const answer = await drawer(batch, line, stop)
      await api.parts.store.keys.revoke(row.id, api.parts.clock.now())
      return answer
    })
    expect(await api.parts.store.batches.get(body.id)).toMatchObject({ state: 'completed', completed: 1, failed: 2, key: row.id })
    expect(await api.parts.store.generations.countUnfinished('owner/ann')).toBe(0)
    expect((await api.parts.store.generations.listOf('owner/ann', { limit: 9 })).map((one) => one.key)).toEqual([row.id])
    await api.close()
  })

  it.each([
    ['not JSON', 'nonsense', 1],
    ['another endpoint', JSON.stringify({ custom_id: 'a', method: 'POST', url: '/v1/chat/completions', body: {} }), 1],
    ['the same custom_id twice', `${lineOf('a')}\n\n${lineOf('a')}`, 3],
    ['nothing', '\n', null],
  ])('of a file with %s fails as a whole and names the line', async (_, text, line) => {
    const api = await createMemoryApp({ worker: false })
    const id = await make(api, [text])
    await work(api)
    const failed = await read(api, id)
    expect(failed).toMatchObject({ status: 'failed', output_file_id: null })
    expect(failed.errors.data[0]).toMatchObject({ code: 'batch_file_invalid', line })
    await api.close()
  })

  it('goes with its answers when its time is over, and with everything of its owner', async () => {
    const api = await createMemoryApp()
    const id = await make(api, [lineOf('one')])
    await work(api)
    const { output_file_id: output, input_file_id: input } = await read(api, id)
    expect((await ask(api, 'GET', '/v1/holdings')).body.held.filter(({ kind }: any) => ['files', 'batches'].includes(kind)).map(({ count }: any) => count)).toEqual([1, 2])
    await ask(api, 'POST', '/v1/erasure')
    for (const path of [`/v1/files/${output}`, `/v1/files/${input}`, `/v1/batches/${id}`]) expectError(await ask(api, 'GET', path), 404, 'not_found')
    for (const name of [`object/${id}`, `object/${input}`]) expect(await api.parts.vault.privateKey(name as any)).toBeUndefined()
    expect(await api.parts.files.read(`kept/${input}`)).toBeUndefined()

    const later = await make(api, [lineOf('two')])
    await work(api)
    const { output_file_id } = await read(api, later)
    api.clock.advance(31 * 86_400_000)
    expectError(await ask(api, 'GET', `/v1/files/${output_file_id}`), 410, 'gone')
    await sweepClients(api.parts)
    expectError(await ask(api, 'GET', `/v1/batches/${later}`), 404, 'not_found')
    expect((await ask(api, 'GET', '/v1/files')).body.data).toEqual([])
    await api.close()
  })
})

describe('a file', () => {
  it('counts against its owner\'s room, and goes by its own date', async () => {
    const api = await createMemoryApp({ charter: { files: { count: 2, bytes: 2000, each: 1500 } }, worker: false })
    expect((await send(api, 'x'.repeat(1600))).body.error.code).toBe('body_too_large')
    const first = await send(api, 'x'.repeat(1200), 'vision', { 'expires_after[anchor]': 'created_at', 'expires_after[seconds]': '3600' })
    expect(first.status).toBe(200)
    expect((await send(api, 'x'.repeat(1200))).body.error.code).toBe('files_full')
    expect((await send(api, 'x')).status).toBe(200)
    expect((await send(api, 'x')).body.error.code).toBe('files_full')
    api.clock.advance(3_601_000)
    expectError(await ask(api, 'GET', `/v1/files/${first.body.id}/content`), 410, 'gone')
    await sweepClients(api.parts)
    expect((await send(api, 'x')).status).toBe(200)
    await api.close()
  })

  it('that a batch reads stays until the batch has ended', async () => {
    const api = await createMemoryApp({ worker: false })
    const id = await make(api, [lineOf('one')])
    const { input_file_id } = await read(api, id)
    expectError(await ask(api, 'DELETE', `/v1/files/${input_file_id}`), 409, 'file_in_use')
    await api.close()
  })

  it('is sealed: neither its name nor its words lie in the database or the files', async () => {
    const api = await createMemoryApp({ worker: false })
    const { body } = await send(api, 'quixotrophic words')
    const row = await api.parts.store.keptFiles.get(body.id)
    const bytes = await api.parts.files.read(`kept/${body.id}`)
    const seen = `${JSON.stringify(row)} ${Buffer.from(row!.facts).toString('latin1')} ${Buffer.from(bytes!).toString('latin1')}`
    expect(seen).not.toMatch(/quixotrophic|lines\.jsonl/)
    await api.close()
  })
})

describe('a hold', () => {
  it('keeps a file and a batch with its requests, record and pictures, past their erasure, and nothing else', async () => {
    const api = await createMemoryApp()
    const [held, other] = [(await send(api, 'words that a court asks for', 'vision')).body.id, (await send(api, 'other words', 'vision')).body.id]
    const id = await make(api, [lineOf('one'), lineOf('two', { prompt: '' })], { metadata: { project: 'herons' } })
    await work(api)
    const batch = await read(api, id)
    const [made] = (await ask(api, 'GET', '/v1/generations')).body.data
    const unheld = (await ask(api, 'POST', '/v1/generations', { prompt: 'not meant', width: 64, height: 64, steps: 1 })).body.id
    const order = { reason: 'order 7 of the court of Aa', placed_by: 'Eve', ends_at: new Date(api.parts.clock.now().getTime() + 90 * 86_400_000).toISOString() }
    expectError(await ask(api, 'POST', '/v1/holds', { ...order, files: ['file_none'] }), 404, 'not_found')
    // Named by the file of its answers, a batch is meant.
    const placed = await ask(api, 'POST', '/v1/holds', { ...order, files: [held, batch.output_file_id] })
    expect(placed.status, placed.text).toBe(201)
    const named = await ask(api, 'POST', '/v1/holds', { ...order, batches: [id] })
    const everything = await ask(api, 'POST', '/v1/holds', { ...order, owner: 'owner/local' })
    const things = [[id, 'batch'], [held, 'file'], [batch.input_file_id, 'file'], [made.images[0].id, 'picture'], [`${held}-facts`, 'words'], [`${batch.input_file_id}-facts`, 'words'], [made.id, 'words']]
    const kept = (answer: { body: any }) => answer.body.things.map(({ id: name, kind }: any) => `${kind} ${name}`).sort()
    expect(kept(placed)).toEqual(things.map(([name, kind]) => `${kind} ${name}`).sort())
    expect(kept(named)).toEqual(kept(placed).filter((thing: string) => !thing.includes(held)))
    expect(kept(everything)).toEqual(expect.arrayContaining([...kept(placed), `file ${other}`]))

    const erased = await ask(api, 'POST', '/v1/erasure', {})
    expect(erased.status, erased.text).toBe(200)
    expect(erased.body.receipt.kept_by_law[0].what).toBe('1 pictures, 1 prompts, 2 files, 1 batches')
    expectError(await ask(api, 'GET', `/v1/files/${held}/content`), 404, 'not_found')
    const files = unzipSync(new Uint8Array(await (await api.fetch(`/v1/holds/${placed.body.id}/copy`, {}, here)).arrayBuffer()))
    const text = (name: string) => new TextDecoder().decode(files[name])
    expect(Object.keys(files)).toHaveLength(things.length)
    expect([text(`files/${held}`), text(`files/${batch.input_file_id}`)]).toEqual(['words that a court asks for', [lineOf('one'), lineOf('two', { prompt: '' })].join('\n')])
    expect(JSON.parse(text(`words/${held}-facts.json`))).toMatchObject({ file: held, name: 'lines.jsonl', purpose: 'vision' })
    expect(JSON.parse(text(`batches/${id}.json`))).toMatchObject({ state: 'completed', metadata: { project: 'herons' }, lines: [{ custom_id: 'one', generation: made.id, error: null }, { custom_id: 'two', generation: null, error: 'prompt_missing' }] })
    expect(text(`words/${made.id}.json`)).toContain('a fox')
    for (const name of Object.keys(files)) expect(text(name)).not.toMatch(new RegExp(`other words|not meant|${unheld}`))
    await api.close()
  })
})

describe('an answer that takes long', () => {
  it('shows signs of life and is whole JSON in the end', async () => {
    const api = await createMemoryApp({ http: { patience: 30 }, worker: false })
    const answer = await api.fetch('/v1/images/generations', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ prompt: 'a fox', size: '64x64', steps: 1 }) }, here)
    expect([answer.status, answer.headers.get('x-gesso-generation')]).toEqual([200, expect.stringMatching(/^gen_/)])
    api.app.startWorker('late')
    const text = await answer.text()
    expect(text).toMatch(/^ +\{/)
    expect(JSON.parse(text).data).toHaveLength(1)
    await api.close()
  })

  it('breaks off when it ends badly, so that nobody takes it for a success', async () => {
    const api = await createMemoryApp({ http: { patience: 30 }, worker: false })
    const answer = await api.fetch('/v1/images/generations', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ prompt: 'a fox' }) }, here)
    const id = answer.headers.get('x-gesso-generation')
    await ask(api, 'POST', `/v1/generations/${id}/cancel`)
    await expect(answer.text()).rejects.toThrow('GET /v1/generations/{id} tells why')
    await api.close()
  })
})
