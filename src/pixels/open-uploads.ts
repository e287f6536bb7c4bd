// Opens pictures that people sent, small enough for an engine; runs only inside the limited process.

import sharp from 'sharp'
import type { Bytes, OpenedUpload, UploadFault, UploadLimits } from '../core/ports.ts'
import { formatOf, isDisguised, openContainer } from './container.ts'
import { mostPixels } from './limits.ts'

/** In the order of the files. One that cannot be opened is named by its fault. */
export async function openUploads(files: readonly Bytes[], limits: UploadLimits): Promise<Array<OpenedUpload | UploadFault>> {
  const opened: Array<OpenedUpload | UploadFault> = []
  // One after the other: the process has memory for one at a time.
  for (const file of files) opened.push(await openUpload(file, limits).catch((): UploadFault => 'unreadable'))
  return opened
}

async function openUpload(file: Bytes, { pixels, kept }: UploadLimits): Promise<OpenedUpload | UploadFault> {
  const format = formatOf(file)
  if (!format) return 'unreadable'
  const container = openContainer(file, format)
  if (isDisguised(container)) return 'disguised'
  const open = () => sharp(file, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 })
  const { width, height, autoOrient } = await open().metadata()
  if (width * height > pixels) return 'too-many-pixels'
  const [wide, high] = [autoOrient.width, autoOrient.height]
  const scale = Math.min(1, Math.sqrt(kept / (wide * high)))
  const size = { width: Math.max(1, Math.floor(wide * scale)), height: Math.max(1, Math.floor(high * scale)) }
  const upright = open().autoOrient().toColourspace('srgb').ensureAlpha()
  const { data } = await (scale < 1 ? upright.resize({ ...size, fit: 'fill' }) : upright).raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
  return { ...size, ...splitAlpha(data), given: { width: wide, height: high }, format, signed: container.manifest !== undefined }
}

/** Colours on white, and how opaque each pixel was; `alpha` is absent where all of it was opaque. */
function splitAlpha(rgba: Bytes): { rgb: Bytes; alpha?: Bytes } {
  const area = rgba.length / 4
  const rgb = new Uint8Array(area * 3)
  const alpha = new Uint8Array(area)
  let seeThrough = false
  for (let pixel = 0; pixel < area; pixel++) {
    const opaque = rgba[pixel * 4 + 3] ?? 255
    alpha[pixel] = opaque
    if (opaque < 255) seeThrough = true
    for (let channel = 0; channel < 3; channel++) {
      const value = rgba[pixel * 4 + channel] ?? 0
      rgb[pixel * 3 + channel] = opaque === 255 ? value : Math.round((value * opaque + 255 * (255 - opaque)) / 255)
    }
  }
  return seeThrough ? { rgb, alpha } : { rgb }
}
