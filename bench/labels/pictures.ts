// Real pictures to measure on: those of a folder, or drawn anew by the painter.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import type { Pixels } from '../../src/core/ports.ts'
import { createPainter } from '../../src/engines/painter/engine.ts'

const colours = ['red', 'blue', 'green', 'yellow', 'purple', 'white', 'black', 'orange', 'pink', 'brown']
const things = ['fox', 'house', 'tree', 'boat', 'mountain', 'cat', 'flower', 'car', 'apple', 'bird', 'horse', 'lighthouse', 'moon', 'fish', 'castle', 'dog', 'star', 'umbrella', 'guitar', 'bicycle']

export async function* picturesFrom(source: string, count: number, side: number): AsyncGenerator<Pixels> {
  if (await isCheckpoint(source)) yield* drawn(source, count, side)
  else yield* read(source, count, side)
}

const isCheckpoint = (folder: string): Promise<boolean> =>
  readFile(join(folder, 'model_index.json')).then(
    () => true,
    () => false,
  )

async function* read(folder: string, count: number, side: number): AsyncGenerator<Pixels> {
  const names = (await readdir(folder)).filter((name) => /\.(png|jpe?g|webp)$/i.test(name)).sort()
  for (const name of names.slice(0, count)) yield pixelsOf(sharp(await readFile(join(folder, name))).resize(side, side, { fit: 'cover' }))
}

async function* drawn(folder: string, count: number, side: number): AsyncGenerator<Pixels> {
  const painter = await createPainter({ folder, threads: 2 })
  try {
    for (let number = 0; number < count; number++) {
      const prompt = `a ${colours[number % colours.length]} ${things[Math.floor(number / colours.length) % things.length]} in the snow`
      const order = { model: 'painter', prompt, negativePrompt: '', width: side, height: side, seeds: [number * 7 + 1], steps: 8, guidance: 3, format: 'png' } as const
      const { pictures } = await painter.generate({ ...order, seeds: [...order.seeds] }, () => undefined, new AbortController().signal)
      if (pictures[0]) yield pictures[0]
    }
  } finally {
    await painter.close()
  }
}

export async function pixelsOf(picture: Sharp): Promise<Pixels> {
  const { data, info } = await picture.flatten({ background: '#ffffff' }).toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, rgb: new Uint8Array(data) }
}
