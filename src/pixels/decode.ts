// Decodes one picture; runs only inside the limited process.

import sharp from 'sharp'
import type { Bytes, ImageFormat } from '../core/ports.ts'
import { mostPixels } from './limits.ts'
import type { ChildAnswer, DecodedPicture } from './limited-child.ts'

const formats: readonly string[] = ['png', 'jpeg', 'webp'] satisfies ImageFormat[]

/** @throws for anything but a whole PNG, JPEG or WebP picture; of moving ones the first picture is taken */
export async function decodePicture(file: Bytes): Promise<DecodedPicture> {
  const open = () => sharp(file, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 })
  const { format, hasAlpha } = await open().metadata()
  if (!formats.includes(format)) throw new Error('unknown format')
  const alpha = hasAlpha ? await open().extractChannel('alpha').raw({ depth: 'uchar' }).toBuffer() : undefined
  const transparent = alpha ? alpha.reduce((sum, value) => sum + (value < 255 ? 1 : 0), 0) / alpha.length : 0
  const upright = open().autoOrient().flatten({ background: '#ffffff' }).toColourspace('srgb').removeAlpha()
  const { data, info } = await upright.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, rgb: new Uint8Array(data), format: format as ImageFormat, transparent }
}

/** Answers the one message that this process gets; started with the word `stay`, one after the other. */
export function answerOnce<M, T>(work: (message: M) => Promise<T>): void {
  process[process.argv[2] === 'stay' ? 'on' : 'once']('message', (message) => {
    work(message as M)
      .then(
        (value): ChildAnswer<T> => ({ done: true, value }),
        (): ChildAnswer<T> => ({ done: false }),
      )
      .then((answer) => process.send?.(answer))
  })
}
