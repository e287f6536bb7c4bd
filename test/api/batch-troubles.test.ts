// Batches in trouble: edits inside of them, a used-up day, an empty balance, no engine, a stop half way; each line says what became of it, and the books balance.

import { afterEach, describe, expect, it } from 'vitest'
import sharp from 'sharp'
import { runBatch } from '../../src/core/batch-lines.ts'
import type { Parts } from '../../src/core/ports.ts'
import { EngineFault } from '../../src/core/errors.ts'
import { lineDrawer } from '../../src/http/inner.ts'
import { callerInAbsence } from '../../src/identity/keys.ts'
import { vaultCaller } from '../../src/identity/owner.ts'
import { hashOf } from '../../src/identity/keys.ts'
import { join, makeKey, operatorKey } from '../accounts/world.ts'
import { createPeopleApp } from '../people/app.ts'
import { createMemoryApp, here, type Api } from './memory-app.ts'

const open: Api[] = []
afterEach(async () => {
  for (const api of open.splice(0)) await api.close()
})

interface World {
  api: Api
  owner: string
  fetch(path: string, init?: RequestInit): Promise<any>
}

const opened = (api: Api): Api => {
  open.push(api)
  return api
}

async function keyed(charter: object, parts?: (real: Parts) => Partial<Parts>): Promise<World> {
  const api = opened(await createPeopleApp({ charter: { batches: { atOnce: 1 }, ...charter }, parts, worker: true, http: { operatorKeyHash: hashOf(operatorKey) } }))
  const ann = await join(api, 'ann')
  const { key } = await makeKey(ann)
  return worldOf(api, `owner/${ann.account}`, { authorization: `Bearer ${key}` })
}

function worldOf(api: Api, owner: string, headers: Record<string, string> = {}): World {
  return { api, owner, fetch: async (path, init) => api.fetch(path, { ...init, headers: { ...headers, ...(init?.headers as Record<string, string>) } }, here) }
}

const json = (body: unknown): RequestInit => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
const tiny = { prompt: 'a fox', size: '64x64', steps: 1 }

async function make({ fetch }: World, bodies: object[], endpoint = '/v1/images/generations'): Promise<string> {
  const form = new FormData()
  form.append('purpose', 'batch')
  form.append('file', new Blob([bodies.map((body, place) => JSON.stringify({ custom_id: `line ${place}`, method: 'POST', url: endpoint, body })).join('\n')]), 'lines.jsonl')
  const file = await (await fetch('/v1/files', { method: 'POST', body: form })).json()
  const answer = await fetch('/v1/batches', json({ input_file_id: file.id, endpoint }))
  expect(answer.status).toBe(200)
  return (await answer.json()).id
}

async function work({ api: { parts } }: World, pauses: number[] = [], before: () => Promise<void> = async () => undefined): Promise<void> {
  const now = parts.clock.now()
  const batch = await parts.store.batches.take(now, new Date(now.getTime() + 60_000))
  const drawer = lineDrawer(parts, { allowedHosts: [] }, (of) => callerInAbsence(parts, of))
  const draw: typeof drawer = async (of, line, stop) => {
    const drawn = await drawer(of, line, stop)
    await before()
    return drawn
  }
  await runBatch(parts, batch!, await vaultCaller(parts, 'key', batch!.owner), { draw, pause: async (milliseconds) => void pauses.push(milliseconds), hold: 60_000 }, new AbortController().signal)
  await parts.store.batches.letGo(batch!.id)
}

async function read({ fetch }: World, id: string) {
  const body = await (await fetch(`/v1/batches/${id}`)).json()
  const linesOf = async (file: string | null): Promise<any[]> => (file ? (await (await fetch(`/v1/files/${file}/content`)).text()).trim().split('\n').map((line: string) => JSON.parse(line)) : [])
  return { body, done: await linesOf(body.output_file_id), failed: await linesOf(body.error_file_id) }
}

const codes = (lines: any[]): string[] => lines.map(({ response }) => response.body.error.code)

/** What all accounts of the ledger hold together, and what is still set aside. */
async function books({ api, owner }: World): Promise<bigint[]> {
  const of = (account: Parameters<typeof api.parts.store.ledger.balance>[0]) => api.parts.store.ledger.balance(account)
  const all = await Promise.all([of(`customer/${owner}`), of('house/revenue'), of('house/reserved'), of('house/grants')])
  return [all.reduce((sum, one) => sum + one, 0n), all[0]!, all[2]!]
}

const priced = (real: Parts): Partial<Parts> => ({ router: { ...real.router, find: (model) => { const found = real.router.find(model); return found && { ...found, facts: { ...found.facts, pricePerPicture: 4n } } } } })

describe('a batch in trouble', () => {
  it('of edits draws each from its picture, and says which line had none', async () => {
    const world = worldOf(opened(await createMemoryApp({ charter: { batches: { atOnce: 1 } } })), 'owner/local')
    const red = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#c02010' } }).png().toBuffer()
    const form = new FormData()
    form.append('purpose', 'vision')
    form.append('file', new Blob([new Uint8Array(red)]), 'red.png')
    const file = await (await world.fetch('/v1/files', { method: 'POST', body: form })).json()
    const image_url = `data:image/png;base64,${red.toString('base64')}`
    const edit = (images: unknown) => ({ prompt: 'a blue fox', size: '64x64', images })
    const id = await make(world, [edit([{ image_url }]), edit([{ file_id: file.id }]), edit([{ image_url: 'data:image/png;base64,AAAA' }]), { prompt: 'nothing to change' }], '/v1/images/edits')
    await work(world)
    const { body, done, failed } = await read(world, id)
    expect(body, JSON.stringify(failed)).toMatchObject({ status: 'completed', request_counts: { total: 4, completed: 2, failed: 2 } })
    expect(done.map(({ custom_id, response }) => [custom_id, response.status_code, response.body.data.length])).toEqual([['line 0', 200, 1], ['line 1', 200, 1]])
    expect(failed[0].response.body.error.code).toBe('upload_unreadable')
    const drawn = await (await world.fetch(`/v1/generations/${done[0].response.body.generation}`)).json()
    expect(drawn.state).toBe('finished')
  })

  it('that uses up the day fails line by line; the pictures of failed lines are given back', async () => {
    const world = await keyed({ tiers: { user: { picturesPerDay: 3 } } })
    const id = await make(world, [tiny, { ...tiny, n: 2 }, tiny, tiny])
    await work(world)
    const { body, failed } = await read(world, id)
    expect(body).toMatchObject({ status: 'completed', request_counts: { total: 4, completed: 2, failed: 2 } })
    expect(codes(failed)).toEqual(['quota_exceeded', 'quota_exceeded'])
    expect(failed[0].response.status_code).toBe(429)
    expect((await (await world.fetch('/v1/limits')).json()).pictures_today).toMatchObject({ most: 3, used: 3 })
  })

  it('with an empty balance fails line by line, and charges what was drawn', async () => {
    const world = await keyed({ tiers: { user: { freePicturesPerDay: 0 }, paid: { freePicturesPerDay: 0 } } }, priced)
    await world.api.parts.store.ledger.write({ id: 'gift', kind: 'release', generation: 'gift', at: new Date(), entries: [{ account: 'house/grants', amount: -9n }, { account: `customer/${world.owner}`, amount: 9n }] })
    const id = await make(world, [tiny, tiny, tiny, tiny])
    await work(world)
    const { body, failed } = await read(world, id)
    expect(body).toMatchObject({ status: 'completed', request_counts: { total: 4, completed: 2, failed: 2 } })
    expect(codes(failed)).toEqual(['balance_too_low', 'balance_too_low'])
    expect(await books(world)).toEqual([0n, 1n, 0n])
  })

  it('without an engine waits longer and longer, then fails its lines; nothing is charged and the day is not used up', async () => {
    let away = 3
    const world = await keyed({ tiers: { user: { picturesPerDay: 5 } } }, (real) => ({
      router: { ...real.router, async generate(...given) {
        if (away-- > 0) throw new EngineFault('nobody', 'engine_unavailable')
        return real.router.generate(...given)
      } },
    }))
    const back = await make(world, [tiny])
    const pauses: number[] = []
    await work(world, pauses)
    expect((await read(world, back)).body).toMatchObject({ status: 'completed', request_counts: { completed: 1, failed: 0 } })
    expect(pauses).toEqual([2_000, 4_000, 8_000])
    away = 1000
    const never = await make(world, [tiny])
    await work(world)
    const { body, failed } = await read(world, never)
    expect(body).toMatchObject({ status: 'completed', request_counts: { completed: 0, failed: 1 } })
    expect(codes(failed)).toEqual(['engine_failed'])
    expect(away).toBe(970)
    expect((await (await world.fetch('/v1/limits')).json()).pictures_today.used).toBe(1)
  }, 30_000)

  it('stopped half way keeps what was drawn, charges for that alone, and answers nothing for the rest', async () => {
    const world = await keyed({ tiers: { user: { freePicturesPerDay: 0 }, paid: { freePicturesPerDay: 0 } } }, priced)
    await world.api.parts.store.ledger.write({ id: 'gift', kind: 'release', generation: 'gift', at: new Date(), entries: [{ account: 'house/grants', amount: -90n }, { account: `customer/${world.owner}`, amount: 90n }] })
    const id = await make(world, [tiny, tiny, tiny])
    await work(world, [], async () => void (await world.fetch(`/v1/batches/${id}/cancel`, { method: 'POST' })))
    const { body, done } = await read(world, id)
    expect(body).toMatchObject({ status: 'cancelled', request_counts: { total: 3, completed: 1, failed: 0 }, error_file_id: null })
    expect(done).toHaveLength(1)
    expect(await books(world)).toEqual([0n, 86n, 0n])
  })
})
