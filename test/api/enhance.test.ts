// Better prompts as suggestions: screened like prompts, paid when they came, asked for elsewhere by consent, and both wordings kept.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { readCharter } from '../../src/charter/load.ts'
import { Refused } from '../../src/core/errors.ts'
import type { TrustRule } from '../../src/core/rules.ts'
import { createRelays } from '../../src/engines/relays.ts'
import { guardOutbound, type Door } from '../../src/outbound/door.ts'
import { createMemoryApp, type Api } from './memory-app.ts'
import { ask } from './requests.ts'

let says = 'a red fox in deep snow, low winter sun'
let status = 200
let heard: Array<{ messages: Array<{ role: string; content: string }>; model: string }> = []

/** A language server as vendors run them; what it answers is set by each test. */
const vendor = createServer((request, response) => {
  const parts: Uint8Array[] = []
  request.on('data', (part: Uint8Array) => parts.push(part))
  request.on('end', () => {
    heard.push(JSON.parse(Buffer.concat(parts).toString('utf8')))
    const body = { id: 'c', object: 'chat.completion', created: 1, model: 'big', choices: [{ index: 0, message: { role: 'assistant', content: says }, finish_reason: 'stop' }] }
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(status === 200 ? body : { error: { message: 'no' } }))
  })
})

/** Stands where the screening of prompts stands. */
const screening: TrustRule = {
  id: 'images-expire',
  statements: [],
  async checkRequest({ prompt }) {
    if (prompt.includes('forbidden')) throw new Refused('images-expire', 'moderation_blocked', { stage: 'input', categories: 'violence' })
  },
}

let here: Api
let away: Api
const doors: Door[] = []
const place = { place: { name: 'Wordsmith', country: 'SG' }, terms: 'https://terms.example/words', retention: '30 days' }

beforeAll(async () => {
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}/v1`
  const open = async (more: object): Promise<Api> => {
    const charter = { engines: ['painter', { id: 'writer', driver: 'openai-compatible', modality: 'language', url, models: [{ id: 'writer-1', sends: 'big' }], price: 3, ...more }], routing: { enhancer: 'writer' }, outbound: { hosts: ['words.example'] } }
    return createMemoryApp({
      charter,
      parts: ({ rules }) => {
        const settings = readCharter({ name: 'test', access: { who: 'owner' }, retention: { imageDays: 30 }, ...charter })
        const door = guardOutbound({ rules, charter: settings })
        doors.push(door)
        return { rules: [...rules, screening], relays: createRelays(settings.engines, { reach: door.fetch }) }
      },
    })
  }
  here = await open({})
  away = await open(place)
  for (const { parts } of [here, away]) {
    const entries = [{ account: 'customer/owner/local' as const, amount: 100n }, { account: 'house/grants' as const, amount: -100n }]
    await parts.store.ledger.write({ id: 'grant', kind: 'release', generation: 'grant', at: parts.clock.now(), entries })
  }
})
afterAll(async () => {
  await here.close()
  await away.close()
  for (const door of doors) door.release()
  await new Promise((resolve) => vendor.close(resolve))
})
afterEach(() => {
  says = 'a red fox in deep snow, low winter sun'
  status = 200
  heard = []
})
const enhance = (api: Api, prompt: unknown) => ask(api, 'POST', '/v1/prompts/enhance', { prompt })
const balance = (api: Api) => api.parts.store.ledger.balance('customer/owner/local')

it('shows a suggestion and draws nothing; the words reach the engine as words, not as orders', async () => {
  says = '<think>hm</think>\n"a red fox in deep snow,\nlow winter sun"'
  const before = await balance(here)
  const { status: code, body } = await enhance(here, ' a red fox ')
  expect([code, body]).toEqual([200, { object: 'prompt', prompt: ' a red fox ', enhanced_prompt: 'a red fox in deep snow, low winter sun', engine: 'writer', sent_to: 'here' }])
  expect(heard[0]).toMatchObject({ model: 'big', messages: [{ role: 'system' }, { role: 'user', content: 'a red fox' }] })
  expect(await balance(here)).toBe(before - 3n)
  expect((await ask(here, 'GET', '/v1/generations')).body.data).toEqual([])
  expect((await ask(here, 'GET', '/v1/session')).body.enhancer).toEqual({ engine: 'writer', place: null, agreed: true, price_micro: 3 })
  expect(JSON.stringify(here.log)).not.toContain('fox')
})

it('screens both wordings: what is refused is not shown, not drawn and not paid for', async () => {
  const before = await balance(here)
  expect(await enhance(here, 'a forbidden fox')).toMatchObject({ status: 400, body: { error: { code: 'moderation_blocked' } } })
  expect(heard).toEqual([])
  says = 'something forbidden with a fox'
  const refused = await enhance(here, 'a fox')
  expect(refused).toMatchObject({ status: 400, body: { error: { code: 'moderation_blocked' } } })
  expect(JSON.stringify(refused.body)).not.toContain('something')
  expect([await balance(here), await here.parts.store.ledger.balance('house/reserved')]).toEqual([before, 0n])

  const drawn = (prompt: string, enhanced: string) => ask(here, 'POST', '/v1/generations', { prompt, enhanced_prompt: enhanced })
  expect(await drawn('a forbidden fox', 'a fox')).toMatchObject({ status: 400, body: { error: { code: 'moderation_blocked' } } })
  expect(await drawn('a fox', 'a forbidden fox')).toMatchObject({ status: 400, body: { error: { code: 'moderation_blocked' } } })
  expect(await drawn('a fox', 'a \u0001 fox')).toMatchObject({ status: 400, body: { error: { code: 'prompt_unreadable', param: 'enhanced_prompt' } } })
})

it('draws what was accepted, and keeps and shows both wordings', async () => {
  const order = { prompt: 'a red fox', seed: 7, style: 'night' }
  const { status: code, body } = await ask(here, 'POST', '/v1/generations', { ...order, enhanced_prompt: 'a blue boat' })
  expect([code, body.prompt, body.enhanced_prompt]).toEqual([202, 'a red fox', 'a blue boat'])
  const ended = async (id: string) => {
    await expect.poll(async () => (await ask(here, 'GET', `/v1/generations/${id}`)).body.state, { timeout: 20_000 }).toBe('finished')
    return (await ask(here, 'GET', `/v1/generations/${id}`)).body
  }
  const made = await ended(body.id)
  expect(made).toMatchObject({ prompt: 'a red fox', enhanced_prompt: 'a blue boat', outcome: { prompt_sent: 'a blue boat, at night' } })
  expect((await ask(here, 'POST', '/v1/generations/search', { words: 'boat' })).body.data.map(({ id }: { id: string }) => id)).toEqual([body.id])
  const plain = await ask(here, 'POST', '/v1/generations', order)
  expect(await ended(plain.body.id)).toMatchObject({ enhanced_prompt: null, outcome: { prompt_sent: 'a red fox, at night' } })
})

it('sends nobody’s words elsewhere before they agreed', async () => {
  expect((await ask(away, 'GET', '/v1/session')).body.enhancer).toMatchObject({ agreed: false, place: { name: 'Wordsmith', country: 'SG', keeps_for: '30 days' } })
  expect(await enhance(away, 'a fox')).toMatchObject({ status: 403, body: { error: { code: 'consent_needed' } } })
  expect(heard).toEqual([])
  await ask(away, 'POST', '/v1/places', { place: 'Wordsmith', agreed: true })
  expect((await enhance(away, 'a fox')).body).toMatchObject({ sent_to: 'Wordsmith, SG' })
  expect((await ask(away, 'GET', '/v1/session')).body.enhancer.agreed).toBe(true)
})

it('says what is wrong, and takes no money for it', async () => {
  const before = await balance(here)
  expect(await enhance(here, '  ')).toMatchObject({ status: 400, body: { error: { code: 'prompt_missing' } } })
  expect(await enhance(here, 'x'.repeat(4001))).toMatchObject({ status: 400, body: { error: { code: 'prompt_too_long' } } })
  for (const useless of ['', '<think>for ever', 'x'.repeat(4001)]) {
    says = useless
    expect(await enhance(here, 'a fox')).toMatchObject({ status: 502, body: { error: { code: 'relay_failed' } } })
  }
  status = 500
  expect(await enhance(here, 'a fox')).toMatchObject({ status: 502, body: { error: { code: 'relay_failed' } } })
  status = 422
  expect(await enhance(here, 'a fox')).toMatchObject({ status: 502, body: { error: { code: 'relay_failed' } } })
  expect([await balance(here), await here.parts.store.ledger.balance('house/reserved')]).toEqual([before, 0n])
})

it('is not offered where the charter names nobody, and the charter names nobody that does not exist', async () => {
  const none = await createMemoryApp({ worker: false })
  expect(await enhance(none, 'a fox')).toMatchObject({ body: { error: { code: 'not_offered' } } })
  expect((await ask(none, 'GET', '/v1/session')).body.enhancer).toBeNull()
  await none.close()
  const base = { name: 'test', access: { who: 'owner' }, retention: { imageDays: 30 } }
  for (const enhancer of ['nobody', 'painter']) expect(() => readCharter({ ...base, routing: { enhancer } })).toThrow('no engine of modality "language"')
})
