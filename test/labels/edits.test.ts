// A picture made from a sent one carries that one's signed history on, and says that it is a composite; end to end.

import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ImageFormat } from '../../src/core/ports.ts'
import { createMemoryApp, type Api } from '../api/memory-app.ts'
import { charterWith, labelled, readByReference } from './labelled.ts'

let api: Api
beforeAll(async () => void (api = await createMemoryApp({ charter: { labels: { visible: { shown: false } } } })))
afterAll(() => api.close())

interface Sent {
  bytes: Uint8Array
  name?: string
}

/** An edit by the OpenAI dialect, as a form. */
async function edit(images: Sent[], fields: Record<string, string> = {}): Promise<Uint8Array> {
  const form = new FormData()
  for (const { bytes, name = 'image' } of images) form.append(name, new Blob([new Uint8Array(bytes)]), 'picture')
  for (const [name, value] of Object.entries({ prompt: 'a red fox in the snow', size: '128x128', ...fields })) form.append(name, value)
  const response = await api.fetch('/v1/images/edits', { method: 'POST', body: form })
  const body = (await response.json()) as { data: Array<{ b64_json: string }> }
  expect([response.status, body]).toMatchObject([200, { data: [{}] }])
  return new Uint8Array(Buffer.from(body.data[0]?.b64_json ?? '', 'base64'))
}

const madeElsewhere = async (format: ImageFormat) => (await labelled(charterWith({ provider: 'Elsewhere' }), format, { side: 128 })).file

describe.each(['png', 'jpeg', 'webp'] as const)('an edit given as %s', (format) => {
  test.each(['png', 'jpeg', 'webp'] as const)('of a signed %s names its manifest as the one it comes from', async (of) => {
    const file = await edit([{ bytes: await madeElsewhere(of) }], { output_format: format })
    const { state, failures, actions, ingredients, manifests } = await readByReference(file, format)
    expect([state, failures]).toEqual(['Valid', ['signingCredential.untrusted']])
    expect(actions.map(({ action }) => action)).toEqual(['c2pa.opened', 'c2pa.edited'])
    expect(actions[1]?.digitalSourceType).toMatch(/compositeWithTrainedAlgorithmicMedia$/)
    expect(ingredients).toHaveLength(1)
    expect(ingredients[0]).toMatchObject({ relationship: 'parentOf', format: `image/${of}` })
    const parent = manifests[ingredients[0]?.active_manifest]
    expect(parent.signature_info.issuer).toBe('Elsewhere')
    expect(parent.assertions.find(({ label }: { label: string }) => label.startsWith('c2pa.actions')).data.actions[0].action).toBe('c2pa.created')
    const found = ingredients[0]?.validation_results.activeManifest
    expect(found.success.map(({ code }: { code: string }) => code)).toContain('claimSignature.validated')
    expect((await api.parts.labels.inspect(file)).layers[0]).toMatchObject({ finding: 'ours' })
  })
})

test('a history of three steps comes along whole', async () => {
  const first = await edit([{ bytes: await madeElsewhere('png') }])
  const second = await edit([{ bytes: first }], { output_format: 'jpeg' })
  const { state, ingredients, manifests } = await readByReference(second, 'jpeg')
  expect([state, Object.keys(manifests).length]).toEqual(['Valid', 3])
  const parent = manifests[ingredients[0]?.active_manifest]
  expect(manifests[parent.ingredients[0].active_manifest].signature_info.issuer).toBe('Elsewhere')
})

test('several pictures: the first is the one changed, the others went in; each history once', async () => {
  const bytes = await madeElsewhere('png')
  const plain = new Uint8Array(await sharp({ create: { width: 90, height: 90, channels: 3, background: '#2a6' } }).png().toBuffer())
  const { labels } = api.parts
  const text = { number: 'n', engine: 'e', model: 'm', version: '1', madeAt: new Date(), edited: true }
  const origin = await labels.readOrigin(bytes, 'png')
  expect(origin?.faults).toEqual([])
  if (!origin) throw new Error('no history')
  const file = await labels.sign(plain, 'png', { ...text, given: { pictures: 3, origins: [{ ...origin, picture: 0 }, { ...origin, picture: 2 }] } })
  const { state, failures, ingredients, manifests } = await readByReference(file, 'png')
  expect([state, failures, Object.keys(manifests).length]).toEqual(['Valid', ['signingCredential.untrusted'], 2])
  expect(ingredients.map(({ relationship }) => relationship)).toEqual(['parentOf', 'inputTo', 'inputTo'])
  expect(ingredients.map(({ active_manifest }) => active_manifest !== undefined)).toEqual([true, false, true])
})

test('a history that no longer fits its picture is carried with that said; a broken one is left out', async () => {
  const bytes = await madeElsewhere('png')
  const changed = Buffer.from(bytes)
  const pixels = changed.indexOf('IDAT')
  // Another picture's pixels in the signed file: the history is whole, the binding is not.
  const other = Buffer.from(await sharp({ create: { width: 128, height: 128, channels: 3, background: '#2a6' } }).png().toBuffer())
  const swapped = Buffer.concat([changed.subarray(0, pixels - 4), other.subarray(other.indexOf('IDAT') - 4)])
  const { state, ingredients } = await readByReference(await edit([{ bytes: swapped }]), 'png')
  expect(state).toBe('Valid')
  expect(ingredients[0]?.validation_results.activeManifest.failure.map(({ code }: { code: string }) => code)).toContain('assertion.dataHash.mismatch')
  const broken = Buffer.from(bytes)
  const at = broken.indexOf('caBX') + 60
  broken.fill(0xff, at, at + 400)
  const left = await readByReference(await edit([{ bytes: broken }]), 'png')
  expect([left.state, left.ingredients.map((one) => [one.relationship, one.active_manifest])]).toEqual(['Valid', [['parentOf', undefined]]])
})

test('a thumbnail names what its picture was made from, without the histories', async () => {
  const form = new FormData()
  form.append('image', new Blob([new Uint8Array(await madeElsewhere('png'))]), 'picture.png')
  form.append('prompt', 'a blue boat')
  form.append('size', '128x128')
  await (await api.fetch('/v1/images/edits', { method: 'POST', body: form })).json()
  const { data } = (await (await api.fetch('/v1/generations?limit=1')).json()) as { data: Array<{ images: Array<{ id: string }> }> }
  const small = new Uint8Array(await (await api.fetch(`/v1/images/${data[0]?.images[0]?.id}/content?variant=small`)).arrayBuffer())
  const { state, ingredients } = await readByReference(small, 'webp')
  expect([state, ingredients.map((one) => [one.relationship, one.active_manifest])]).toEqual(['Valid', [['parentOf', undefined]]])
})
