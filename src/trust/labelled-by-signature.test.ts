// The proof of labelled-by-signature, with the reference reader of the C2PA.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { initSync, WasmReader } from '@contentauth/c2pa-wasm'
import sharp from 'sharp'
import { expect } from 'vitest'
import { prove, type World } from './prove.ts'

const rule = 'labelled-by-signature'

initSync({ module: readFileSync(createRequire(import.meta.url).resolve('@contentauth/c2pa-wasm/c2pa.wasm')) })

async function signatureOf(file: Uint8Array, mime: string) {
  const reader = await WasmReader.fromBytes(mime, file)
  const report = JSON.parse(reader.json())
  return { state: report.validation_state as string, manifest: report.manifests[report.active_manifest] }
}

async function fileOf(world: World, address: string) {
  const response = await world.fetch(address)
  return { mime: response.headers.get('content-type') ?? '', bytes: new Uint8Array(await response.arrayBuffer()) }
}

const places = (haystack: Uint8Array, needle: string): number => Buffer.from(haystack).indexOf(needle)

prove(
  {
    rule,
    sentence: 'Every picture and thumbnail is signed (C2PA) when all else is done; whoever changes the file afterwards, or writes another model into it, breaks the signature.',
  },
  async (world) => {
    for (const format of ['png', 'jpeg', 'webp']) {
      const { image } = await world.draw({ format })
      for (const address of [`/v1/images/${image.id}/content`, `/v1/images/${image.id}/content?variant=small`]) {
        const { bytes, mime } = await fileOf(world, address)
        const { state, manifest } = await signatureOf(bytes, mime)
        expect([address, state]).toEqual([address, 'Valid'])
        const [made] = manifest.assertions.find(({ label }: { label: string }) => label.startsWith('c2pa.actions')).data.actions
        expect(made).toMatchObject({
          action: 'c2pa.created',
          digitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
          softwareAgent: { name: expect.stringContaining('painter') },
        })
        expect((await sharp(bytes).metadata()).format).toBe(mime.split('/')[1])

        const forged = bytes.slice()
        forged.set(new TextEncoder().encode('painteR'), places(forged, 'painter'))
        const lied = await signatureOf(forged, mime).catch(() => ({ state: 'unreadable' }))
        expect(lied.state).not.toBe('Valid')
        const changed = bytes.slice()
        const middle = mime === 'image/jpeg' ? changed.length - 40 : places(changed, mime === 'image/png' ? 'IDAT' : 'VP8') + 60
        changed[middle] = (changed[middle] ?? 0) ^ 1
        expect((await signatureOf(changed, mime)).state).not.toBe('Valid')
      }
    }
  },
)

prove(
  { rule, sentence: 'Anybody can have a picture checked here without signing in; what is sent for checking is kept nowhere.', options: { charter: { access: { who: 'accounts' } } } },
  async (world) => {
    // Made without a signature of anybody, then the same by way of this instance.
    const foreign = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#3a7' } }).png().toBuffer()
    const ask = async (file: Uint8Array) => {
      const response = await world.fetch('/v1/verify', { method: 'POST', body: file as Uint8Array<ArrayBuffer>, headers: { 'content-type': 'image/png' } })
      expect(response.status).toBe(200)
      return response.json()
    }
    const before = await everything(world)
    const report = await ask(foreign)
    expect(report.verdict).toBe('no-mark')
    expect(await everything(world)).toEqual(before)

    const key = await world.get('/v1/verify')
    expect(key.body.authority).toContain('BEGIN CERTIFICATE')
    await world.probe()
    const [probe] = await world.sql("select holds, numbers from reports where rule = 'labelled-by-signature' and kind = 'probe'")
    expect(probe).toMatchObject({ holds: true })
    expect(probe.numbers.layersFound).toBeGreaterThan(0)
  },
)

/** Every file's name and size, and the count of every row. */
async function everything(world: World) {
  const files = [...(await world.disk('.'))].filter(([path]) => !path.includes('/logs/')).map(([path, bytes]) => `${path} ${bytes.length}`)
  const tables = ['images', 'generations', 'links']
  const counts = await Promise.all(tables.map((table) => world.sql(`select count(*) from ${table}`)))
  return { files: files.sort(), counts: counts.map(([row]) => row.count) }
}
