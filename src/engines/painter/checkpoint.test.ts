import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeTiny } from '../../../models/make-tiny.ts'
import { Stated } from '../../core/errors.ts'
import { cardOf, loadCheckpoint } from './checkpoint.ts'
import { createPainter } from './engine.ts'
import { createTokenizer } from './tokenizer.ts'

const tiny = join(import.meta.dirname, '../../../models/tiny')

describe('the tiny checkpoint', () => {
  it('is made again with the same bytes', async () => {
    for (const [path, bytes] of makeTiny()) expect(new Uint8Array(await readFile(join(tiny, path))), path).toEqual(new Uint8Array(bytes))
  })

  it('fills a card', async () => {
    const { index, shift } = await loadCheckpoint(tiny)
    const card = cardOf(index, 'painter')
    expect(shift).toBe(1.5)
    expect(card).toMatchObject({ id: 'painter', version: 'tiny-1', sizes: { native: [[64, 64]], largest: 1024 }, steps: { usual: 8 }, guidance: { usual: 2 } })
    expect(card.styles.map((style) => style.id)).toEqual(['bright', 'night'])
  })

  it('tells words apart and keeps steering tokens out of them', async () => {
    const { index, tokenizer } = await loadCheckpoint(tiny)
    const read = createTokenizer(tokenizer, index)
    const numbers = (words: string) => [...read(words).ids].map(Number)
    expect(numbers('')).toEqual([2, ...Array<number>(23).fill(0)])
    expect(numbers(' [NULL] [PAD]\n')).toEqual(numbers(''))
    expect(numbers('A Red FOX')).toEqual(numbers('a red fox'))
    expect(numbers('红狐狸').filter((id) => id > 2)).toHaveLength(3)
    expect(read('fox '.repeat(24)).cut).toBe(false)
    expect(read('fox '.repeat(25)).cut).toBe(true)
    expect(numbers('fox '.repeat(4000))).toHaveLength(24)
  })
})

describe('a damaged checkpoint', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'checkpoint-'))
    await cp(tiny, folder, { recursive: true })
  })
  afterEach(() => rm(folder, { recursive: true }))

  const reasonOf = async (open: Promise<unknown>): Promise<string> => {
    const error = await open.then(() => undefined, (reason: unknown) => reason)
    expect(error).toBeInstanceOf(Stated)
    const { code, values } = error as Stated
    expect(code).toBe('checkpoint_broken')
    expect(values.folder).toBe(folder)
    return String(values.reason)
  }

  const files = [...makeTiny().keys()]

  it.each(files)('is refused without %s', async (file) => {
    await rm(join(folder, file))
    expect(await reasonOf(createPainter({ folder }))).toBe(`${file} is missing`)
  })

  it.each(files)('is refused with %s cut short anywhere', async (file) => {
    const { length } = await readFile(join(folder, file))
    for (const part of [0, 0.2, 0.5, 0.9]) {
      await cp(join(tiny, file), join(folder, file))
      await truncate(join(folder, file), Math.floor(length * part))
      expect(await reasonOf(createPainter({ folder }))).toContain(file)
    }
    await cp(join(tiny, file), join(folder, file))
    await truncate(join(folder, file), length - 3)
    expect(await reasonOf(createPainter({ folder }))).toContain(file)
  })

  it('is refused when a file is something else', async () => {
    await writeFile(join(folder, 'transformer/model.onnx'), 'version https://git-lfs.github.com/spec/v1\n')
    expect(await reasonOf(createPainter({ folder }))).toContain('transformer/model.onnx')
  })

  it('is refused when a setting is missing, by its name', async () => {
    const index = JSON.parse(await readFile(join(folder, 'model_index.json'), 'utf8')) as Record<string, unknown>
    await writeFile(join(folder, 'model_index.json'), JSON.stringify({ ...index, latent_size: undefined }))
    expect(await reasonOf(createPainter({ folder }))).toMatch(/^model_index\.json: latent_size/)
  })

  const order = { model: 'painter', prompt: 'a fox', negativePrompt: '', width: 64, height: 64, seeds: [1], format: 'png' as const }

  it('is refused at the first order when its graphs do not fit each other, and works once repaired', async () => {
    await cp(join(tiny, 'vae_encoder/model.onnx'), join(folder, 'transformer/model.onnx'))
    const painter = await createPainter({ folder, threads: 1 })
    const draw = () => painter.generate(order, () => undefined, new AbortController().signal)
    expect(await reasonOf(draw())).toContain('transformer/model.onnx wants "image"')
    await cp(join(tiny, 'transformer/model.onnx'), join(folder, 'transformer/model.onnx'))
    expect((await draw()).pictures).toHaveLength(1)
    await painter.close()
  })

  it('is refused at the first order when a weight file is garbage of the right length', async () => {
    const file = join(folder, 'vae_decoder/model.onnx')
    const bytes = await readFile(file)
    await writeFile(file, bytes.fill(0x41, 12, bytes.length - 10))
    const painter = await createPainter({ folder, threads: 1 }).catch((error: unknown) => error)
    if (painter instanceof Stated) return expect(painter.code).toBe('checkpoint_broken')
    const drawing = (painter as Awaited<ReturnType<typeof createPainter>>).generate(order, () => undefined, new AbortController().signal)
    expect(await reasonOf(drawing)).toContain('vae_decoder/model.onnx')
  })
})
