// People's rights over HTTP: erasing, requests and their clocks, receipts, share links, holdings, choices.

import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createKey, hashOf } from '../../src/identity/keys.ts'
import { createMemoryApp, elsewhere, here, type Api } from './memory-app.ts'
import { ask, draw, expectError, type Way } from './requests.ts'

const day = 86_400_000
const http = { operatorKeyHash: hashOf('an-operator-key') }
const reviewed = { deletion: 'reviewed', reviewReason: 'An account may hold money.', refusalGrounds: ['law', 'abuse'], erasureDays: 15, accessDays: 20 }
let accounts: Api
let visitors: Api
beforeAll(async () => {
  accounts = await createMemoryApp({ http, charter: { access: { who: 'accounts' }, rights: reviewed } })
  visitors = await createMemoryApp({ charter: { access: { who: 'sessions' }, sessions: { atEnd: 'keep-links' } } })
})
afterAll(() => Promise.all([accounts.close(), visitors.close()]))

const operator: Way = { headers: { authorization: 'Bearer an-operator-key' }, connection: elsewhere }
const account = async (owner: string): Promise<Way> => {
  const { key } = await createKey(accounts.parts, owner, ['images:make', 'images:read', 'images:delete'])
  return { headers: { authorization: `Bearer ${key}` }, connection: elsewhere }
}
const visit = async (): Promise<Way> => {
  const { headers } = await ask(visitors, 'POST', '/v1/session')
  return { headers: { cookie: headers.get('set-cookie')!.split(';')[0]! }, connection: here }
}

describe('erasing everything where it is reviewed', () => {
  it('is a request with a due date, once, that the operator alone decides', async () => {
    const [ann, bob] = [await account('owner/ann'), await account('owner/bob')]
    const made = await draw(accounts, {}, ann)
    const asked = await ask(accounts, 'POST', '/v1/erasure', undefined, ann)
    expect([asked.status, asked.body.state, asked.body.receipt]).toEqual([202, 'open', null])
    expect((Date.parse(asked.body.due_at) - Date.parse(asked.body.asked_at)) / day).toBe(15)
    expect((await ask(accounts, 'POST', '/v1/erasure', undefined, ann)).body.id).toBe(asked.body.id)
    expect((await ask(accounts, 'GET', `/v1/images/${made.images[0].id}`, undefined, ann)).status).toBe(200)

    const decide = (body: object, way: Way) => ask(accounts, 'POST', `/v1/requests/${asked.body.id}/decide`, body, way)
    for (const way of [ann, bob]) expectError(await decide({ decision: 'grant' }, way), 403, 'scope_missing')
    for (const ground of [undefined, 'crime']) expectError(await decide({ decision: 'refuse', ground }, operator), 400, 'field_invalid')
    const granted = await decide({ decision: 'grant' }, operator)
    expect([granted.status, granted.body.state, granted.body.receipt.reason]).toEqual([200, 'done', 'erasure'])
    expectError(await decide({ decision: 'grant' }, operator), 409, 'request_decided')
    expect([404, 410]).toContain((await ask(accounts, 'GET', `/v1/images/${made.images[0].id}`, undefined, ann)).status)
    expect(JSON.stringify(await accounts.parts.store.requests.get(asked.body.id))).not.toContain('owner/ann')
  })

  it('is refused for a listed ground only, which is told', async () => {
    const cat = await account('owner/cat')
    const made = await draw(accounts, {}, cat)
    const { body } = await ask(accounts, 'POST', '/v1/erasure', undefined, cat)
    const refused = await ask(accounts, 'POST', `/v1/requests/${body.id}/decide`, { decision: 'refuse', ground: 'law' }, operator)
    expect(refused.body).toMatchObject({ state: 'refused', ground: 'law', receipt: null })
    expect((await ask(accounts, 'GET', `/v1/requests/${body.id}`, undefined, { connection: elsewhere })).body).toMatchObject({ state: 'refused', ground: 'law' })
    expect((await ask(accounts, 'GET', `/v1/images/${made.images[0].id}`, undefined, cat)).status).toBe(200)
  })

  it('leaves others alone, and lets its owner go on under a new key', async () => {
    const [dan, eve] = [await account('owner/dan'), await account('owner/eve')]
    const [his, hers] = [await draw(accounts, {}, dan), await draw(accounts, {}, eve)]
    const { body } = await ask(accounts, 'POST', '/v1/erasure', undefined, dan)
    await ask(accounts, 'POST', `/v1/requests/${body.id}/decide`, { decision: 'grant' }, operator)
    expect([404, 410]).toContain((await ask(accounts, 'GET', `/v1/images/${his.images[0].id}/content`, undefined, dan)).status)
    expect((await ask(accounts, 'GET', `/v1/images/${hers.images[0].id}/content`, undefined, eve)).status).toBe(200)
    const next = await draw(accounts, {}, dan)
    expect((await ask(accounts, 'GET', `/v1/images/${next.images[0].id}/content`, undefined, dan)).status).toBe(200)
  })

  it('has clocks for the other rights too, which the operator sees until they are answered', async () => {
    const fay = await account('owner/fay')
    const { body } = await ask(accounts, 'POST', '/v1/requests', { kind: 'access' }, fay)
    expect((Date.parse(body.due_at) - Date.parse(body.asked_at)) / day).toBe(20)
    const open = async () => (await ask(accounts, 'GET', '/v1/requests', undefined, operator)).body.data.map(({ id }: any) => id)
    expect(await open()).toContain(body.id)
    expect((await ask(accounts, 'POST', `/v1/requests/${body.id}/decide`, { decision: 'grant' }, operator)).body.state).toBe('done')
    expect(await open()).not.toContain(body.id)
    expectError(await ask(accounts, 'POST', '/v1/requests', { kind: 'erasure' }, fay), 400, 'field_invalid')
    expectError(await ask(accounts, 'GET', '/v1/requests/rqt_nobody'), 404, 'not_found')
  })
})

describe('a visitor', () => {
  it('clears the history and goes on; a reset gives a new session', async () => {
    const way = await visit()
    const made = await draw(visitors, {}, way)
    const cleared = await ask(visitors, 'POST', '/v1/session/clear', undefined, way)
    expect(cleared.body.reason).toBe('session-clear')
    expect((await ask(visitors, 'GET', '/v1/generations', undefined, way)).body.data).toEqual([])
    expectError(await ask(visitors, 'GET', `/v1/images/${made.images[0].id}`, undefined, way), 404, 'not_found')
    await draw(visitors, {}, way)
    const reset = await ask(visitors, 'POST', '/v1/session/reset', undefined, way)
    expect([reset.body.receipt.reason, reset.body.session.kind]).toEqual(['session-end', 'session'])
    expect(reset.headers.get('set-cookie')).toMatch(/^gesso-session=[\w-]{43}/)
    expectError(await ask(visitors, 'GET', '/v1/generations', undefined, way), 401, 'session_missing')
    expect((await ask(visitors, 'GET', `/v1/requests/${reset.body.receipt.id}`)).body.receipt).toEqual(reset.body.receipt)
  })

  it('keeps the session there is when another one is asked for', async () => {
    const way = await visit()
    const made = await draw(visitors, {}, way)
    const again = await ask(visitors, 'POST', '/v1/session', undefined, way)
    expect([again.status, again.body.kind, again.headers.get('set-cookie')]).toEqual([200, 'session', null])
    expect((await ask(visitors, 'GET', `/v1/images/${made.images[0].id}/content`, undefined, way)).status).toBe(200)
    // A cookie that opens nothing any more gets a new one.
    await ask(visitors, 'DELETE', '/v1/session', undefined, way)
    const fresh = await ask(visitors, 'POST', '/v1/session', undefined, way)
    expect([fresh.body.kind, fresh.headers.get('set-cookie')?.startsWith('gesso-session=')]).toEqual(['session', true])
  })

  it('ends the session by erasing everything, and what was said goes with it', async () => {
    const way = await visit()
    const request = await ask(visitors, 'POST', '/v1/requests', { kind: 'objection', words: 'to all of it' }, way)
    const erased = await ask(visitors, 'POST', '/v1/erasure', undefined, way)
    expect([erased.body.state, erased.body.receipt.reason]).toEqual(['done', 'session-end'])
    expect(erased.headers.get('clear-site-data')).toContain('storage')
    expectError(await ask(visitors, 'GET', '/v1/holdings', undefined, way), 401, 'session_missing')
    const kept = await visitors.parts.store.requests.get(request.body.id)
    expect([kept?.state, kept?.owner, kept?.words]).toEqual(['open', undefined, undefined])
  })

  it('stops what is being drawn, and no preview of it is shown', async () => {
    const still = await createMemoryApp({ charter: { access: { who: 'sessions' }, sharing: { enabled: false } }, worker: false })
    const { headers } = await ask(still, 'POST', '/v1/session')
    const way = { headers: { cookie: headers.get('set-cookie')!.split(';')[0]! }, connection: here }
    const { body } = await ask(still, 'POST', '/v1/generations', { prompt: 'a red fox' }, way)
    const stream = await still.fetch(`/v1/generations/${body.id}/events`, { headers: way.headers })
    const receipt = (await ask(still, 'DELETE', '/v1/session', undefined, way)).body
    expect(receipt.stores).toContainEqual({ store: 'queue', state: 'removed', count: 1 })
    expect(await stream.text()).toContain('"phase":"ended"')
    expect(await still.parts.store.generations.countUnfinished()).toBe(0)
    expect(await still.parts.store.ledger.balance('house/reserved')).toBe(0n)
    await still.close()
  })

  it('leaves nothing of a picture that was being drawn when the session ended', async () => {
    const way = await visit()
    const { body } = await ask(visitors, 'POST', '/v1/generations', { prompt: 'a red fox', size: '512x512', steps: 50, pictures: 4 }, way)
    const { generations, ledger } = visitors.parts.store
    for (let tries = 0; (await generations.get(body.id))?.state !== 'running' && tries < 400; tries++) await new Promise((resolve) => setTimeout(resolve, 10))
    expect((await generations.get(body.id))?.state).toBe('running')
    await ask(visitors, 'DELETE', '/v1/session', undefined, way)
    expect(await generations.get(body.id)).toBeUndefined()
    // The worker goes on to the next order, and nothing of this one comes up again.
    await draw(visitors, {}, await visit())
    expect(await visitors.parts.store.images.ofGeneration(body.id)).toEqual([])
    expect([await generations.countUnfinished(), await ledger.balance('house/reserved')]).toEqual([0, 0n])
  })

  it('shares, lists and takes back what is theirs and nothing else', async () => {
    const [way, other] = [await visit(), await visit()]
    const image = (await draw(visitors, {}, way)).images[0].id
    const share = await ask(visitors, 'POST', `/v1/images/${image}/shares`, { days: 3 }, way)
    expect([share.status, (Date.parse(share.body.expires_at) - Date.parse(share.body.created_at)) / day]).toEqual([201, 3])
    expectError(await ask(visitors, 'POST', `/v1/images/${image}/shares`, {}, other), 404, 'not_found')
    expectError(await ask(visitors, 'DELETE', `/v1/shares/${share.body.id}`, undefined, other), 404, 'not_found')
    expect((await ask(visitors, 'GET', `/v1/images/${image}/shares`, undefined, way)).body.data.map(({ id }: any) => id)).toEqual([share.body.id])
    expect((await ask(visitors, 'GET', '/v1/shares', undefined, other)).body.data).toEqual([])
    for (const days of [0, 31, 1.5]) expectError(await ask(visitors, 'POST', `/v1/images/${image}/shares`, { days }, way), 400, 'field_invalid')
    const path = new URL(share.body.url).pathname
    const opened = await visitors.fetch(path, {}, elsewhere)
    expect([opened.status, opened.headers.get('referrer-policy'), opened.headers.get('cache-control')]).toEqual([200, 'no-referrer', 'private, no-store'])
    await ask(visitors, 'DELETE', `/v1/shares/${share.body.id}`, undefined, way)
    for (const address of [path, `${path}?variant=small`]) expectError(await ask(visitors, 'GET', address), 410, 'gone')
    expectError(await ask(visitors, 'DELETE', `/v1/shares/${share.body.id}`, undefined, way), 404, 'not_found')
  })

  it('deletes some, and hears which were not there', async () => {
    const [way, other] = [await visit(), await visit()]
    const [mine, theirs] = [await draw(visitors, { pictures: 2 }, way), await draw(visitors, {}, other)]
    const ids = [mine.images[0].id, theirs.images[0].id, 'img_nobody']
    const answered = await ask(visitors, 'POST', '/v1/images/delete', { ids }, way)
    expect(answered.body).toEqual({ object: 'deleted_images', deleted: [ids[0]], missing: ids.slice(1) })
    expect((await ask(visitors, 'GET', `/v1/images/${ids[1]}`, undefined, other)).status).toBe(200)
    expectError(await ask(visitors, 'POST', '/v1/images/delete', { ids: [] }, way), 400, 'field_invalid')
  })

  it('sees what is held, kind by kind', async () => {
    const way = await visit()
    const made = await draw(visitors, { pictures: 2 }, way)
    await ask(visitors, 'POST', `/v1/images/${made.images[0].id}/shares`, {}, way)
    const { body } = await ask(visitors, 'GET', '/v1/holdings', undefined, way)
    const held = Object.fromEntries(body.held.map((one: any) => [one.kind, one]))
    expect(held.pictures).toMatchObject({ count: 2, bytes: made.images[0].size + made.images[1].size, until: 'deadline', readable_by_server: false, next: made.images[0].deadline })
    expect([held.words.count, held.shares.count, held.addresses.count, held.session.count]).toEqual([1, 1, 0, 1])
    expect(body.logs.every((log: any) => log.names_you === false && log.days === 90)).toBe(true)
    // Every table that knows owners is told of.
    const told = new Set(body.held.flatMap(({ tables }: any) => tables))
    expect([...told]).toEqual(expect.arrayContaining(['choices', 'generations', 'idempotency', 'images', 'links', 'requests', 'sessions']))
  })

  it('gets a copy part by part as it is read, and nothing after the end', async () => {
    const way = await visit()
    await draw(visitors, {}, way)
    const response = await visitors.fetch('/v1/export', { headers: way.headers })
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="gesso-copy-.*\.zip"$/)
    expect(Object.keys(unzipSync(new Uint8Array(await response.arrayBuffer())))).toContain('copy.json')
    await ask(visitors, 'DELETE', '/v1/session', undefined, way)
    expectError(await ask(visitors, 'GET', '/v1/export', undefined, way), 401, 'session_missing')
  })
})

describe('Global Privacy Control', () => {
  it('is honoured and told; of what this server does not do, nothing can be chosen', async () => {
    const way = await visit()
    const signal = { ...way, headers: { ...way.headers, 'sec-gpc': '1' } }
    const privacy = async (by: Way) => (await ask(visitors, 'GET', '/v1/session', undefined, by)).body.privacy
    const nothing = { purposes: [], never: ['analytics', 'sharing', 'training'] }
    expect([await privacy(way), await privacy(signal)]).toEqual([{ global_privacy_control: false, ...nothing }, { global_privacy_control: true, ...nothing }])
    for (const purpose of nothing.never) expectError(await ask(visitors, 'POST', '/v1/choices', { purpose, allowed: false }, way), 400, 'field_invalid')
    expect((await ask(visitors, 'GET', '/.well-known/gpc.json')).body).toMatchObject({ gpc: true })
  })
})

describe('putting right', () => {
  it('adds a note to a generation that goes where the words go', async () => {
    const [way, other] = [await visit(), await visit()]
    const made = await draw(visitors, {}, way)
    const note = (text: string | null, by: Way) => ask(visitors, 'POST', `/v1/generations/${made.id}/note`, { note: text }, by)
    expect((await note('  it was a vixen  ', way)).body).toMatchObject({ id: made.id, note: 'it was a vixen', prompt: made.prompt })
    expectError(await note('mine now', other), 404, 'not_found')
    expectError(await note('a'.repeat(2001), way), 400, 'field_invalid')
    expectError(await note('bell \u0007', way), 400, 'prompt_unreadable')
    const copied = unzipSync(new Uint8Array(await (await visitors.fetch('/v1/export', { headers: way.headers })).arrayBuffer()))
    expect(JSON.parse(new TextDecoder().decode(copied[`generations/${made.id}.json`])).note).toBe('it was a vixen')
    const row = await visitors.parts.store.generations.get(made.id)
    expect(Buffer.from(row!.note!).includes('vixen')).toBe(false)
    expect((await note(null, way)).body.note).toBe(null)
  })

  it('asks the operator in sealed words, which die with the answer', async () => {
    const gus = await account('owner/gus')
    expectError(await ask(accounts, 'POST', '/v1/requests', { kind: 'correction' }, gus), 400, 'field_invalid')
    const asked = await ask(accounts, 'POST', '/v1/requests', { kind: 'correction', words: 'My invoice names me Guss.' }, gus)
    expect([asked.status, asked.text.includes('Guss')]).toEqual([202, false])
    const row = await accounts.parts.store.requests.get(asked.body.id)
    expect(Buffer.from(row!.words!).includes('Guss')).toBe(false)
    const listed = async () => (await ask(accounts, 'GET', '/v1/requests', undefined, operator)).body.data.find(({ id }: any) => id === asked.body.id)
    expect((await listed()).words).toBe('My invoice names me Guss.')
    expectError(await ask(accounts, 'GET', '/v1/requests', undefined, gus), 403, 'scope_missing')
    expectError(await ask(accounts, 'POST', `/v1/requests/${asked.body.id}/decide`, { decision: 'refuse', ground: 'harm' }, operator), 400, 'field_invalid')
    expect((await ask(accounts, 'POST', `/v1/requests/${asked.body.id}/decide`, { decision: 'refuse', ground: 'law' }, operator)).body).toMatchObject({ state: 'refused', ground: 'law' })
    expect([(await accounts.parts.store.requests.get(asked.body.id))?.words, await accounts.parts.vault.names(`object/${asked.body.id}`)]).toEqual([undefined, []])
    for (let more = 0; more < 20; more++) await ask(accounts, 'POST', '/v1/requests', { kind: 'access' }, gus)
    expectError(await ask(accounts, 'POST', '/v1/requests', { kind: 'access' }, gus), 429, 'too_many_requests')
  })
})

describe('a server that ends', () => {
  it('tells everybody, until when their things can be taken along', async () => {
    const ending = { announced_at: '2026-11-22T12:00:00.000Z', not_before: '2026-12-22T00:00:00.000Z' }
    const leaving = await createMemoryApp({ http: { ending: async () => ending }, worker: false })
    const [session, trust] = [await ask(leaving, 'GET', '/v1/session'), await ask(leaving, 'GET', '/v1/trust')]
    expect([session.body.ending, trust.body.ending]).toEqual([ending, ending])
    expect((await ask(visitors, 'GET', '/v1/trust')).body.ending).toBe(null)
    await leaving.close()
  })

})
