// The proof of imports-say-so.

import { unzipSync, zipSync } from 'fflate'
import sharp from 'sharp'
import { expect } from 'vitest'
import { prove, type World } from './prove.ts'

prove(
  {
    rule: 'imports-say-so',
    sentence: 'A picture that you bring in from elsewhere says in its metadata that it was imported and when; this server never signs it as made here.',
  },
  async (world) => {
    const { image } = await world.draw({ width: 128, height: 128, steps: 1 })
    const bytesOf = async (id: string, variant = '') => Buffer.from(await (await world.fetch(`/v1/images/${id}/content${variant}`)).arrayBuffer())
    expect(await verdictOf(world, await bytesOf(image.id))).toBe('made-here')
    const copy = unzipSync(new Uint8Array(await (await world.fetch('/v1/export')).arrayBuffer()))
    const stranger = new Uint8Array(await sharp({ create: { width: 128, height: 128, channels: 3, background: '#88aacc' } }).png().toBuffer())
    const archive = zipSync({ ...copy, [`pictures/${image.id}.png`]: stranger })
    const brought = await world.fetch('/v1/import', { method: 'POST', body: archive as Uint8Array<ArrayBuffer>, headers: { 'content-type': 'application/zip' } })
    expect(await brought.json()).toEqual({ object: 'import', generations: 1, pictures: 1, left_out: [] })

    const [newest] = (await world.get('/v1/generations')).body.data
    expect([newest.prompt, newest.outcome.engine, newest.imported_at === newest.created_at]).toEqual(['a red fox in the snow', 'imported', true])
    const [again] = newest.images
    for (const variant of ['', '?variant=small']) {
      const file = await bytesOf(again.id, variant)
      const { xmp } = await sharp(file).metadata()
      expect(xmp?.toString()).toContain(`<gesso:Imported>${newest.created_at.slice(0, 19)}Z</gesso:Imported>`)
      expect(xmp?.toString()).toContain('according to its copy')
      expect(file.includes('c2pa')).toBe(false)
      expect(await verdictOf(world, file)).not.toBe('made-here')
    }
    expect((await sharp(await bytesOf(again.id)).raw().toBuffer()).equals(await sharp(stranger).raw().toBuffer())).toBe(true)
  },
)

async function verdictOf(world: World, file: Buffer): Promise<string> {
  const answered = await world.fetch('/v1/verify', { method: 'POST', body: new Uint8Array(file), headers: { 'content-type': 'application/octet-stream' } })
  return ((await answered.json()) as { verdict: string }).verdict
}
