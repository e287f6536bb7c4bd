// The proof of copy-is-complete.

import { createHash } from 'node:crypto'
import { unzipSync } from 'fflate'
import { expect } from 'vitest'
import { copyFiles } from '../http/schemas/copy.ts'
import { prove, type World } from './prove.ts'

const options = { charter: { access: { who: 'sessions' }, retention: { imageDays: 30 }, sessions: { atEnd: 'keep-links' } } }

prove(
  {
    rule: 'copy-is-complete',
    sentence:
      'You can take a copy of everything of yours at any time: every prompt, setting and picture, links, choices and open requests, in one archive with documented JSON; what it lacks it lists with the reason, and nothing of anybody else is in it.',
    options,
  },
  async (world) => {
    const [mine, theirs] = [await visit(world), await visit(world)]
    const orders = [
      { prompt: 'a red fox in the snow', negative_prompt: 'a zeppelin', seed: 7, pictures: 2, steps: 2, guidance: 3, width: 64, height: 128, format: 'webp' },
      { prompt: 'ein blaues Boot 狐狸', seed: 8, width: 64, height: 64, format: 'jpeg', steps: 1 },
    ]
    const made = [await mine.draw(orders[0] ?? {}), await mine.draw(orders[1] ?? {})]
    const lost = await mine.draw({ prompt: 'a lost boat', width: 64, height: 64, steps: 1 })
    for (const file of (await world.disk('files')).keys()) if (file.includes(lost.images[0].id)) await world.unlink(file)
    const strange = await theirs.draw({ prompt: 'quixotrophic', width: 64, height: 64, steps: 1 })
    const shares = [await mine.post(`/v1/images/${made[0].images[0].id}/shares`, { days: 3 }), await theirs.post(`/v1/images/${strange.images[0].id}/shares`, {})]
    const asked = (await mine.post('/v1/requests', { kind: 'correction', words: 'it was a vixen' })).body
    await mine.post(`/v1/generations/${made[0].id}/note`, { note: 'drawn for Ann' })
    made[0].note = 'drawn for Ann'

    const { files, whole } = await mine.copy()
    const json = (name: string) => JSON.parse(new TextDecoder().decode(files[name]))
    // Every field that was sent, and every byte that came back.
    for (const [place, generation] of made.entries()) {
      const copied = json(`generations/${generation.id}.json`)
      expect(copied).toMatchObject(orders[place] ?? {})
      expect(copied).toEqual(generation)
      for (const image of generation.images) {
        const file = files[`pictures/${image.id}.${image.format === 'jpeg' ? 'jpg' : image.format}`]
        expect(digestOf(file)).toBe(digestOf(await mine.bytes(image.url)))
      }
    }
    expect(json('links.json').map(({ id, kind, image }: any) => [id, kind, image])).toEqual([[shares[0]?.body.id, 'share', made[0].images[0].id]])
    expect(json('choices.json')).toEqual({ global_privacy_control: false, purposes: [], never: ['analytics', 'sharing', 'training'] })
    expect(json('requests.json').map(({ id, kind }: any) => [id, kind])).toEqual([[asked.id, 'correction']])
    expect(json('missing.json')).toMatchObject({ missing: [{ what: 'picture', id: lost.images[0].id, why: 'file-lost' }], next: null })
    expect(json('copy.json')).toMatchObject({ generations: 3, pictures: 3 })
    // As documented, no file more, and nothing of the other visitor.
    for (const name of Object.keys(files).filter((one) => one.endsWith('.json'))) {
      const shape = copyFiles[name.replace(/^generations\/.*/, 'generations/<id>.json') as keyof typeof copyFiles]
      expect(shape.safeParse(json(name)).error, name).toBeUndefined()
    }
    const names = Object.keys(files).filter((name) => !/^(generations|pictures)\//.test(name))
    expect(names.filter((name) => !(name in copyFiles))).toEqual([])
    expect(Object.keys(files)).toHaveLength(3 + 3 + names.length)
    for (const word of ['quixotrophic', strange.id, strange.images[0].id, shares[1]?.body.id]) expect(whole.includes(Buffer.from(word))).toBe(false)
    expect((await world.fetch('/v1/export')).status).toBe(401)
  },
)

async function visit(world: World) {
  const started = await world.fetch('/v1/session', { method: 'POST' })
  const headers = { cookie: started.headers.get('set-cookie')?.split(';')[0] ?? '' }
  const bytes = async (path: string) => Buffer.from(await (await world.fetch(path, { headers })).arrayBuffer())
  return {
    bytes,
    post: (path: string, body: unknown) => world.post(path, body, headers),
    async draw(order: Record<string, unknown>): Promise<any> {
      const { status, body } = await world.post('/v1/generations', order, headers)
      expect(status).toBe(202)
      return world.ended(body.id, headers)
    },
    async copy() {
      const archive = await bytes('/v1/export')
      const files = unzipSync(archive)
      return { files, whole: Buffer.concat([archive, ...Object.values(files)]) }
    },
  }
}

const digestOf = (bytes: Uint8Array | undefined): string => createHash('sha256').update(bytes ?? new Uint8Array(0)).digest('hex')
