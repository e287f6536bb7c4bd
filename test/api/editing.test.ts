import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Generation } from '../../client/index.ts'
import { createMemoryApp, type Api } from './memory-app.ts'

let api: Api
beforeAll(async () => {
  api = await createMemoryApp()
})
afterAll(() => api.close())

const side = 512

async function send(path: string, body: object): Promise<Response> {
  return api.fetch(path, { method: 'POST', headers: { 'content-type': 'application/json', prefer: 'respond-async' }, body: JSON.stringify(body) })
}

/** Accepted and drawn to its end. */
async function made(path: string, body: object): Promise<Generation> {
  const accepted = await send(path, body)
  const { id } = (await accepted.json()) as Generation
  expect(accepted.status).toBe(202)
  let now: Generation
  do now = (await (await api.fetch(`/v1/generations/${id}`)).json()) as Generation
  while (!['finished', 'failed', 'refused'].includes(now.state) && (await new Promise((resolve) => setTimeout(resolve, 20, true))))
  expect([now.state, now.error]).toEqual(['finished', null])
  return now
}

const first = (generation: Generation) => generation.images[0]?.id ?? ''

async function pixelsOf(image: string) {
  const file = Buffer.from(await (await api.fetch(`/v1/images/${image}/content`)).arrayBuffer())
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height, file }
}

/** White where it is to be drawn anew, with a soft edge. */
async function discMask(): Promise<{ address: string; plane: Buffer }> {
  const plane = Buffer.from(Array.from({ length: side * side }, (_, at) => Math.max(0, Math.min(255, 16 * (130 - Math.hypot((at % side) - 250, Math.floor(at / side) - 300))))))
  const file = await sharp(plane, { raw: { width: side, height: side, channels: 1 } }).png().toBuffer()
  return { address: `data:image/png;base64,${file.toString('base64')}`, plane }
}

/** Pixels outside of the mask that differ, and pixels inside of it that do. */
function differences(before: Buffer, after: Buffer, mask: Buffer): { outside: number; inside: number } {
  const count = { outside: 0, inside: 0 }
  for (let pixel = 0; pixel < mask.length; pixel++) {
    const at = pixel * 3
    const same = before[at] === after[at] && before[at + 1] === after[at + 1] && before[at + 2] === after[at + 2]
    if (!same) count[mask[pixel] === 0 ? 'outside' : 'inside']++
  }
  return count
}

describe('editing', () => {
  it('check 18: leaves every byte outside of the mask as it was, marks included, edit after edit', async () => {
    const begin = await made('/v1/generations', { prompt: 'a red fox in the snow', seed: 7, width: side, height: side })
    const { address, plane } = await discMask()
    let before = first(begin)
    for (const seed of [1, 2]) {
      const edit = await made('/v1/images/edits', { prompt: 'a blue boat', image: { file_id: before }, mask: address, seed })
      expect(edit.reference).toEqual({ image: before, how: 'mask', strength: 1 })
      const after = first(edit)
      const [was, is] = [await pixelsOf(before), await pixelsOf(after)]
      const { outside, inside } = differences(was.data, is.data, plane)
      expect(outside).toBe(0)
      expect(inside).toBeGreaterThan(10_000)
      before = after
    }
    const { file } = await pixelsOf(before)
    const bare = await sharp(file).png().toBuffer()
    const report = await (await api.fetch('/v1/verify', { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: new Uint8Array(bare) })).json()
    expect(report.layers.find(({ layer }: { layer: string }) => layer === 'invisible')).toMatchObject({ finding: 'ours' })
  }, 90_000)

  it('marks what comes from elsewhere everywhere, and a mark that is painted over anew', async () => {
    const { address, plane } = await discMask()
    const stranger = await sharp({ create: { width: side, height: side, channels: 3, background: '#7a8899', noise: { type: 'gaussian', mean: 120, sigma: 25 } } }).png().toBuffer()
    const edit = await made('/v1/images/edits', { prompt: 'a boat', image: `data:image/png;base64,${stranger.toString('base64')}`, mask: address, seed: 3 })
    const { data, width } = await pixelsOf(first(edit))
    const given = await sharp(stranger).removeAlpha().raw().toBuffer()
    expect(differences(given, data, plane).outside).toBeGreaterThan(50_000)
    const corner = data.subarray(((side - 16) * width + side - 60) * 3, ((side - 16) * width + side - 20) * 3)
    expect(Math.max(...corner)).toBeGreaterThan(200)
    expect(edit.reference?.image).toBeNull()
  })

  it('draws beyond the edges, and keeps what was there', async () => {
    const begin = await made('/v1/generations', { prompt: 'a red fox', seed: 7, width: 512, height: 512 })
    const wider = await made('/v1/images/edits', { prompt: 'a red fox', image: { file_id: first(begin) }, extend_left: 64, extend_bottom: 128, seed: 4 })
    expect([wider.reference?.how, wider.width, wider.height]).toEqual(['extend', 576, 640])
    const [was, is] = [await pixelsOf(first(begin)), await pixelsOf(first(wider))]
    // The visible mark of the first lies in the middle now; a new one stands in the new corner.
    let changed = 0
    for (let y = 0; y < 256; y++) for (let x = 0; x < 512 * 3; x++) if (was.data[y * 512 * 3 + x] !== is.data[(y * 576 + 64) * 3 + x]) changed++
    expect(changed).toBe(0)
    const wrong = await send('/v1/images/edits', { prompt: 'a fox', image: { file_id: first(begin) }, extend_left: 1000 })
    expect([wrong.status, (await wrong.json()).error.code]).toEqual([400, 'size_invalid'])
  })

  it('makes larger by resampling, and says so', async () => {
    const begin = await made('/v1/generations', { prompt: 'a red fox', seed: 7, width: 128, height: 64 })
    const larger = await made(`/v1/images/${first(begin)}/enlarge`, { factor: 3 })
    expect(larger).toMatchObject({ prompt: 'a red fox', model: 'lanczos', outcome: { engine: 'lanczos', width: 384, height: 192 }, reference: { how: 'enlarge', image: first(begin) } })
    const { data, width, height } = await pixelsOf(first(larger))
    expect([width, height]).toEqual([384, 192])
    const given = await sharp((await pixelsOf(first(begin))).file).resize(384, 192, { fit: 'fill', kernel: 'lanczos3' }).removeAlpha().raw().toBuffer()
    const upper = 384 * 3 * 100
    const away = data.subarray(0, upper).reduce((sum, byte, at) => sum + Math.abs(byte - (given[at] ?? 0)), 0) / upper
    expect(away).toBeLessThan(3)
    const wrong = await send(`/v1/images/${first(larger)}/enlarge`, { factor: 9 })
    expect([wrong.status, (await wrong.json()).error.param]).toEqual([400, 'factor'])
  })

  it('knows the tree of a picture, and its branches', async () => {
    const begin = await made('/v1/generations', { prompt: 'a fox', width: 64, height: 64 })
    const edit = (image: string, prompt: string) => made('/v1/images/edits', { prompt, image: { file_id: image }, size: '64x64' })
    const one = await edit(first(begin), 'one')
    const two = await edit(first(begin), 'two')
    const three = await edit(first(one), 'three')
    const tree = await (await api.fetch(`/v1/images/${first(three)}/versions`)).json()
    expect(tree.root).toBe(first(begin))
    const parents = (tree.data as Generation[]).map(({ prompt, reference }) => [prompt, reference?.image])
    expect(parents).toEqual([['a fox', undefined], ['one', first(begin)], ['two', first(begin)], ['three', first(one)]])
    await api.fetch(`/v1/images/${first(begin)}`, { method: 'DELETE' })
    const rest = await (await api.fetch(`/v1/images/${first(two)}/versions`)).json()
    expect([rest.root, (rest.data as Generation[]).map(({ prompt }) => prompt)]).toEqual([first(begin), ['one', 'two', 'three']])
  })

  it('keeps drafts sealed, replaces them, and lets them go with their time', async () => {
    const content = JSON.stringify({ words: 'a red fox', mask: 'x'.repeat(3_000_000) })
    expect((await send('/v1/drafts/make', { content })).status).toBe(200)
    expect((await (await api.fetch('/v1/drafts/make')).json()).content).toBe(content)
    const [row] = (await api.parts.store.drafts.listOf('owner/local', '')).slice(0, 1)
    expect(row?.name).toBe('make')
    const kept = await api.parts.store.drafts.get('owner/local', '', 'make')
    expect(Buffer.from(kept?.sealed ?? []).includes('red fox')).toBe(false)
    expect((await send('/v1/drafts/BAD%20NAME', { content })).status).toBe(400)
    expect((await api.fetch('/v1/drafts/make', { method: 'DELETE' })).status).toBe(204)
    expect((await (await api.fetch('/v1/drafts/make')).json()).content).toBeNull()
    await send('/v1/drafts/make', { content: 'brief' })
    api.clock.advance(31 * 86_400_000)
    expect((await (await api.fetch('/v1/drafts/make')).json()).content).toBeNull()
    expect(await api.parts.store.drafts.removeDue(api.parts.clock.now())).toBe(1)
  })
})
