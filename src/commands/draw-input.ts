// Turns the words of a `gesso draw` call into a checked request.

import { readFile } from 'node:fs/promises'
import { formatOf } from './draw-files.ts'
import { Failure } from './exit.ts'
import type { GenerationRequest, Warning } from '../core/orders.ts'
import type { Mask } from '../core/ports.ts'
import { createSharpPixels } from '../pixels/sharp.ts'
import type { GenerationEvent } from '../core/rows.ts'

export interface Drawing {
  request: GenerationRequest
  out: string | undefined
  modelFolder: string | undefined
  server: string | undefined
  key: string | undefined
}

export interface DrawnPictures {
  pictures: Array<{ bytes: Uint8Array; seed: number; width: number; height: number }>
  /** What was used to make them. */
  facts: {
    model: string
    version: string
    engine: string
    prompt: string
    negative_prompt: string
    style: string | null
    steps: number | null
    guidance: number | null
    format: string
    warnings: Warning[]
  }
}

/** Hears how far it is. */
export type Show = (news: Pick<GenerationEvent, 'phase' | 'place' | 'picture' | 'step' | 'steps'>, pictures: number) => void

type Given = Record<string, unknown> & { _: string[] }

/** @throws Failure `usage` */
export async function readDrawing(given: Given): Promise<Drawing> {
  if (given._.join('').trim() === '') throw new Failure('usage', 'Say what to draw, e.g. gesso draw "a red fox in the snow" -o fox.png', 'prompt_missing')
  const out = text(given, 'out')
  const size = readSize(text(given, 'size'))
  const image = text(given, 'image')
  const server = text(given, 'server')
  if (server !== undefined && !/^https?:\/\//.test(server)) throw new Failure('usage', '--server wants an address such as http://127.0.0.1:3000.')
  if (server !== undefined && image !== undefined) throw new Failure('usage', '--image works on this machine only: leave --server out.')
  if (server !== undefined && text(given, 'model-folder') !== undefined) throw new Failure('usage', '--model-folder is for drawing here: leave --server out.')
  if (image === undefined && (text(given, 'strength') ?? text(given, 'mask')) !== undefined) throw new Failure('usage', '--strength and --mask change a picture: give it with --image.')
  const request: GenerationRequest = {
    prompt: given._.join(' '),
    negativePrompt: text(given, 'negative'),
    style: text(given, 'style'),
    model: text(given, 'model'),
    ...size,
    pictures: number(given, 'count'),
    seed: number(given, 'seed'),
    steps: number(given, 'steps'),
    guidance: number(given, 'guidance'),
    format: formatOf(out),
    reference: image === undefined ? undefined : await readReference(image, number(given, 'strength') ?? 0.6, text(given, 'mask')),
  }
  return { request, out, modelFolder: text(given, 'model-folder'), server: server?.replace(/\/+$/, ''), key: text(given, 'key') }
}

async function readReference(image: string, strength: number, maskFile: string | undefined): Promise<GenerationRequest['reference']> {
  if (strength < 0 || strength > 1) throw new Failure('usage', '--strength must be from 0 (keep) to 1 (draw anew).')
  const pixels = await readPixels(image, '--image')
  if (maskFile === undefined) return { pixels, strength }
  const { width, height, rgb } = await readPixels(maskFile, '--mask')
  if (width !== pixels.width || height !== pixels.height) {
    throw new Failure('usage', `--mask is ${width}x${height} and --image ${pixels.width}x${pixels.height}; they must have the same size.`)
  }
  const mask: Mask = { width, height, alpha: Uint8Array.from({ length: width * height }, (_, pixel) => rgb[pixel * 3] ?? 0) }
  return { pixels, strength, mask }
}

async function readPixels(file: string, option: string) {
  let bytes: Uint8Array
  try {
    bytes = await readFile(file)
  } catch (error) {
    throw new Failure('usage', `${option} ${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`)
  }
  return createSharpPixels()
    .decode(bytes)
    .catch(() => {
      throw new Failure('usage', `${option} ${file} is not a whole PNG, JPEG or WebP picture.`)
    })
}

function text(given: Given, name: string): string | undefined {
  const value = given[name]
  if (value === '') throw new Failure('usage', `--${name} needs a value. See gesso draw --help.`)
  return typeof value === 'string' ? value : undefined
}

function number(given: Given, name: string): number | undefined {
  const words = text(given, name)
  if (words === undefined) return undefined
  const value = Number(words)
  if (!Number.isFinite(value) || words.trim() === '') throw new Failure('usage', `--${name} must be a number; it is "${words}".`)
  return value
}

function readSize(words: string | undefined): { width?: number; height?: number } {
  if (words === undefined || words === 'auto') return {}
  const [, width, height] = /^(\d{1,6})[x×](\d{1,6})$/i.exec(words) ?? []
  if (width === undefined || height === undefined) throw new Failure('usage', `--size must be like 512x512; it is "${words}".`)
  return { width: Number(width), height: Number(height) }
}
