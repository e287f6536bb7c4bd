// The proof of labelled-in-metadata: reads the files with other tools than those that wrote them.

import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect } from 'vitest'
import { prove, type World } from './prove.ts'

const rule = 'labelled-in-metadata'
const machineMade = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia'
const sevenFields = ['ContentProducer', 'ContentPropagator', 'Label', 'ProduceID', 'PropagateID', 'ReservedCode1', 'ReservedCode2']

/** The picture, its thumbnail and its newest preview, watched from the first step on. */
async function outputsOf(world: World, order: Record<string, unknown>) {
  const { body } = await world.post('/v1/generations', { prompt: 'a red fox in the snow', seed: 7, steps: 8, ...order })
  const news = await world.fetch(`/v1/generations/${body.id}/events`)
  world.startWorker()
  const preview = previewIn(await news.text())
  const generation = await world.ended(body.id)
  const [image] = generation.images
  const load = async (address: string) => new Uint8Array(await (await world.fetch(address)).arrayBuffer())
  return {
    image,
    generation,
    files: [await load(`/v1/images/${image.id}/content`), await load(`/v1/images/${image.id}/content?variant=small`), preview],
  }
}

function previewIn(news: string): Uint8Array {
  const url = [...news.matchAll(/data:image\/webp;base64,([A-Za-z0-9+/=]+)/g)].at(-1)?.[1]
  expect(url, 'there is a preview').toBeTruthy()
  return new Uint8Array(Buffer.from(url ?? '', 'base64'))
}

async function xmpOf(file: Uint8Array): Promise<string> {
  const { xmp } = await sharp(file).metadata()
  return xmp?.toString('utf8') ?? ''
}

const field = (xmp: string, name: string): string =>
  (new RegExp(`<${name}>([^<]*)</${name}>`).exec(xmp)?.[1] ?? '').replaceAll('&quot;', '"').replaceAll('&amp;', '&')

prove(
  {
    rule,
    sentence:
      'Every picture, preview and thumbnail says in its metadata that AI made it, in the words of the IPTC and of the Chinese standard GB 45438, with the engine, model and version that really made it, the time, and a number of its own.',
    options: { worker: false },
  },
  async (world) => {
    const numbers = new Set<string>()
    for (const format of ['png', 'jpeg', 'webp']) {
      // Whatever name the client uses for the model, the label has the real one.
      const { files, generation } = await outputsOf(world, { format, model: 'painter' })
      for (const [at, file] of files.entries()) {
        const xmp = await xmpOf(file)
        expect(field(xmp, 'Iptc4xmpExt:DigitalSourceType'), `${format} ${at}`).toBe(machineMade)
        const aigc = JSON.parse(field(xmp, 'TC260:AIGC'))
        expect(Object.keys(aigc).sort()).toEqual(sevenFields)
        expect(aigc.Label).toBe('1')
        expect(Object.values(aigc).every((value) => typeof value === 'string')).toBe(true)
        expect(field(xmp, 'gesso:Engine')).toBe('painter')
        expect(field(xmp, 'gesso:Model')).toBe('painter')
        if (generation.outcome) expect(field(xmp, 'gesso:Version')).toBe(generation.outcome.version)
        expect(Date.parse(field(xmp, 'xmp:CreateDate'))).toBeGreaterThan(Date.parse('2026-01-01'))
        numbers.add(aigc.ProduceID)
        await agreeWithOutsideTool(world, file, format)
      }
    }
    // A picture and its thumbnail share their number; a preview is known by its generation.
    expect(numbers.size).toBe(6)
  },
)

prove(
  { rule, sentence: 'That metadata holds neither the prompt nor anything about who asked.', options: { worker: false } },
  async (world) => {
    const word = 'zyzzyva'
    const { files, image } = await outputsOf(world, { prompt: `a red ${word} in the snow`, negative_prompt: `${word} at night` })
    for (const file of files) {
      expect(await xmpOf(file), 'there is metadata').toContain('AIGC')
      expect(Buffer.from(file).includes(word)).toBe(false)
      const [row] = await world.sql('select owner from images where id = $1', [image.id])
      const xmp = await xmpOf(file)
      expect(field(xmp, 'TC260:AIGC')).not.toContain(`"${row.owner}"`)
    }
  },
)

/** ExifTool, where it is installed, finds the same in XMP and in EXIF. */
async function agreeWithOutsideTool(world: World, file: Uint8Array, format: string): Promise<void> {
  if (spawnSync('exiftool', ['-ver']).status !== 0) return
  const path = join(world.home, `label.${format}`)
  await writeFile(path, file)
  const said = JSON.parse(spawnSync('exiftool', ['-json', '-G1', '-DigitalSourceType', '-AIGC', '-UserComment', path]).stdout.toString())[0]
  const values = Object.entries(said)
  expect(values.find(([name]) => name.endsWith('DigitalSourceType'))?.[1]).toBe(machineMade)
  expect(values.find(([name]) => /aigc$/i.test(name))?.[1]).toBeTruthy()
  expect(String(said['ExifIFD:UserComment'])).toContain('"Label":"1"')
}
