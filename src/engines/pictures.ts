// Pictures between the program's pixels and a vendor's files: decoded with limits, brought to the ordered size, checked.

import sharp from 'sharp'
import { EngineFault } from '../core/errors.ts'
import type { Warning } from '../core/orders.ts'
import type { Bytes, Mask, Picture, Pixels } from '../core/ports.ts'
import { createSharpPixels } from '../pixels/sharp.ts'
import { createStandingChild } from '../pixels/standing-child.ts'
import { resample } from '../pixels/resample.ts'
import { cutOut, fitIn, fitMask, isNative, keepUnmasked, type Canvas } from './canvas.ts'

const { encode } = createSharpPixels()

/** Opens what an engine answered with. */
export interface AnswerDecoder {
  /** @throws EngineFault for anything but a whole PNG, JPEG or WebP */
  decode(file: Bytes): Promise<Pixels>
  close(): void
}

/** One for each engine: an engine may be broken into, and what it sends is opened where it can do no harm, beside no other engine's. */
export function createAnswerDecoder(): AnswerDecoder {
  const child = createStandingChild()
  return {
    async decode(file) {
      const picture = await child.decode(file)
      if (!picture) throw new EngineFault('The answer is not a whole picture.')
      const { width, height, rgb } = picture
      return { width, height, rgb }
    },
    close: () => child.close(),
  }
}

/** Base64, with or without a data: address around it. @throws EngineFault */
export function fromBase64(text: string): Bytes {
  const plain = text.startsWith('data:') ? text.slice(text.indexOf(',') + 1) : text
  const bytes = Buffer.from(plain, 'base64')
  if (bytes.length === 0) throw new EngineFault('The picture in the answer is empty.')
  return new Uint8Array(bytes)
}

/** A reference as a vendor gets it, and as it is needed to finish what comes back. */
export interface Given {
  file: Bytes
  maskFile?: Bytes
  whole: Pixels
  wholeMask?: Bytes
}

/** `maskFor` says how the vendor reads a mask: by transparency (OpenAI) or by white (diffusers, stable-diffusion.cpp). */
export async function giveReference({ pixels, mask }: { pixels: Pixels; mask?: Mask }, canvas: Canvas, maskFor: 'transparent' | 'white'): Promise<Given> {
  const fitted = await fitIn(pixels, canvas)
  const fittedMask = mask && (await fitMask(mask, canvas))
  const { native } = canvas
  const file = await encode({ ...native, rgb: fitted.native }, 'png', {})
  const maskFile = fittedMask && (await maskPng({ ...native, alpha: fittedMask.native }, maskFor))
  return { file, maskFile, whole: fitted.ordered, wholeMask: fittedMask?.ordered }
}

async function maskPng({ width, height, alpha }: Mask, kind: 'transparent' | 'white'): Promise<Bytes> {
  const raw = { width, height, channels: 1 as const }
  if (kind === 'white') return new Uint8Array(await sharp(alpha, { raw }).png().toBuffer())
  const rgba = new Uint8Array(width * height * 4)
  alpha.forEach((value, place) => (rgba[place * 4 + 3] = 255 - value))
  return new Uint8Array(await sharp(rgba, { raw: { width, height, channels: 4 } }).png().toBuffer())
}

/** What a vendor drew, at the ordered size; outside of a mask it is the reference, byte for byte. */
export async function finishPicture(drawn: Pixels, seed: number, canvas: Canvas, given?: Given): Promise<Picture> {
  checkDrawn(drawn)
  const { native, ordered } = canvas
  const own = drawn.width === native.width && drawn.height === native.height
  const cut = own ? await cutOut(drawn, canvas) : { ...ordered, rgb: await resample(drawn, { cover: ordered }) }
  const kept = given?.wholeMask ? keepUnmasked(cut, given.whole, given.wholeMask) : cut
  return { ...kept, seed }
}

/** Several engines answer with one flat colour when they are broken. */
function checkDrawn({ width, height, rgb }: Pixels): void {
  if (width < 16 || height < 16) throw new EngineFault('The picture is too small to be one.')
  for (let place = 3; place < rgb.length; place++) if (rgb[place] !== rgb[place - 3]) return
  throw new EngineFault('The picture is one flat colour.')
}

export function sizeWarnings(canvas: Canvas): Warning[] {
  if (isNative(canvas)) return []
  const { native, ordered } = canvas
  return [{ field: 'size', code: 'resized', message: `This model draws ${native.width}x${native.height}; the picture was resampled to ${ordered.width}x${ordered.height}.` }]
}

export function ignored(field: string): Warning {
  return { field, code: 'ignored', message: `This engine cannot use "${field}"; it was left out.` }
}
