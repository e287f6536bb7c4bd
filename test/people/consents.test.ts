// Consents as a whole: nothing is chosen for anybody beforehand, each choice changes its own thing only, and each leaves a record.

import ts from 'typescript'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sourceFiles, visit, type SourceFile } from '../source-files.ts'
import type { Api } from '../api/memory-app.ts'
import { browserOf, createPeopleApp, signInByCode, type Browser } from './app.ts'

const far = { id: 'far', driver: 'openai-compatible', url: 'http://127.0.0.1:9/v1', place: { name: 'Far Ltd', country: 'US' }, terms: 'https://far.example/terms', retention: '30 days', models: ['far-1'] }
const charter = {
  access: { who: 'accounts' },
  engines: ['painter', far],
  routing: { consent: 'terms' },
  statistics: { counted: true },
  training: { from: ['people'] },
  devices: { camera: { enabled: true }, screen: { enabled: true } },
}

let api: Api
let ann: Browser
beforeAll(async () => {
  api = await createPeopleApp({ charter })
  ann = browserOf(api)
  await signInByCode(api, ann, { mail: 'ann@example.org' })
})
afterAll(() => api.close())

interface Standing {
  purposes: Record<string, boolean>
  devices: Record<string, boolean>
}

const read = async (): Promise<Standing> => {
  const [{ body: choices }, { body: consents }] = [await ann.get('/v1/choices'), await ann.get('/v1/consents')]
  return {
    purposes: Object.fromEntries(choices.purposes.map(({ purpose, allowed }: any) => [purpose, allowed])),
    devices: Object.fromEntries(consents.devices.map(({ device, allowed }: any) => [device, allowed])),
  }
}

/** Boxes that a page ticks by itself. */
function tickedIn({ path, tree }: SourceFile): string[] {
  const found: string[] = []
  visit(tree, (node) => {
    if (!ts.isJsxAttribute(node)) return
    const name = node.name.getText()
    const value = node.initializer?.getText()
    if (name === 'defaultChecked' || (name === 'checked' && (value === undefined || value === '{true}'))) found.push(path)
  })
  return found
}

test('nobody finds a switch switched on: what needs a yes is off, and no objection was made for them', async () => {
  const { body } = await ann.get('/v1/choices')
  expect(body.purposes.map(({ purpose }: any) => purpose)).toEqual(['analytics', 'sharing', 'training'])
  for (const { allowed, usual, since } of body.purposes) expect([allowed === usual, since]).toEqual([true, null])
  expect(body.purposes.find(({ purpose }: any) => purpose === 'training').allowed).toBe(false)
  expect((await ann.get('/v1/consents')).body).toMatchObject({ devices: [{ allowed: false, since: null }, { allowed: false, since: null }], records: [] })
  // Nor does any page of the studio begin with a ticked box.
  const pages = sourceFiles('studio').filter(({ path }) => path.endsWith('.tsx'))
  expect(pages.length).toBeGreaterThan(50)
  expect(pages.flatMap(tickedIn)).toEqual([])
})

test('each choice changes its own thing and nothing else, forth and back, and is recorded with what was shown', async () => {
  const first = await read()
  const digests = Object.fromEntries((await ann.get('/v1/consents')).body.devices.map(({ device, digest }: any) => [device, digest]))
  for (const purpose of ['analytics', 'sharing', 'training'] as const) {
    const other = !first.purposes[purpose]
    expect((await ann.post('/v1/choices', { purpose, allowed: other })).status).toBe(200)
    expect(await read()).toEqual({ ...first, purposes: { ...first.purposes, [purpose]: other } })
    await ann.post('/v1/choices', { purpose, allowed: !other })
    expect(await read()).toEqual(first)
  }
  for (const device of ['camera', 'screen'] as const) {
    await ann.post('/v1/consents', { matter: device, allowed: true, digest: digests[device] })
    expect(await read()).toEqual({ ...first, devices: { ...first.devices, [device]: true } })
    await ann.post('/v1/consents', { matter: device, allowed: false })
    expect(await read()).toEqual(first)
  }
  const { records } = (await ann.get('/v1/consents')).body
  expect(records.map(({ matter }: any) => matter).reverse()).toEqual(['analytics', 'analytics', 'sharing', 'sharing', 'training', 'training', 'camera', 'camera', 'screen', 'screen'])
  for (const record of records) expect(record).toMatchObject({ digest: expect.stringMatching(/^[0-9a-f]{64}$/), version: expect.stringMatching(/^ver_/), language: 'en', at: expect.any(String) })
  expect(new Set(records.map(({ matter, digest }: any) => `${matter} ${digest}`)).size).toBe(5)
})

test('what was said goes with everything else of an account, and can be taken along', async () => {
  const held = async () => (await ann.get('/v1/holdings')).body.held.find(({ kind }: any) => kind === 'consents').count
  expect(await held()).toBe(10)
  expect((await ann.post('/v1/erasure')).body.state).toBe('done')
  expect(await held()).toBe(0)
})
