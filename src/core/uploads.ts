// Pictures that people send with an order: taken within limits, opened in a limited process, kept as pixels only.
//
// For routes, `readUploads(parts, caller, inputs)` is the one way in: give it each picture as it came (bytes of a
// form's part, text of a JSON field, id of a picture made here) and it answers with pixels for `request.reference`:
//   const { pictures: [first, ...more], mask, origins, warnings } = await readUploads(parts, caller, { images, mask })
//   reference: { pixels: first, strength, mask, more, origins }
// Put `origins` in: they are the signed histories of what was sent, and the new picture's signature names them.

import { needAccountFor, type Caller } from './callers.ts'
import { Stated } from './errors.ts'
import { readImage } from './images.ts'
import type { Warning } from './orders.ts'
import type { Bytes, ImageFormat, Mask, Parts, Pixels } from './ports.ts'

/** A picture as it came. */
export type UploadSource =
  /** A part of a form, or a stored file. */
  | { kind: 'file'; bytes: Bytes }
  /** A field of JSON: a data URL, plain base64, or an http(s) address (fetched only where the charter lets it). */
  | { kind: 'text'; text: string }
  /** A picture made here that belongs to the caller, by its id. */
  | { kind: 'image'; id: string }

export interface Upload {
  /** Name of the request's field, for errors and warnings, e.g. `image[1]`. */
  field: string
  source: UploadSource
}

export interface UploadInputs {
  images: readonly Upload[]
  /** Of the same size as the first picture. Transparent = draw anew; one without transparency: white = draw anew. */
  mask?: Upload
  /** Without a mask, what can be seen through in the first picture is drawn anew. Usual: no, it becomes white. */
  transparencyIsMask?: boolean
}

export interface ReadUploads {
  /** In the order of `images`; upright, sRGB, on white, together at most `uploads.keptMegapixels`. */
  pictures: Pixels[]
  /** Of the first picture's size. */
  mask?: Mask
  /** The signed histories (C2PA manifest stores) that came with the pictures. */
  origins: Origin[]
  warnings: Warning[]
}

/** The signed history of a picture that was sent, and what checking it found while the picture was there. */
export interface Origin {
  /** Which of the pictures, from 0. */
  picture?: number
  /** C2PA manifest store (JUMBF), as it came. */
  manifest: Bytes
  format: ImageFormat
  /** Label of the manifest that speaks for the picture. */
  label: string
  /** What held, and what did not, as C2PA status codes. */
  whole: OriginFinding[]
  faults: OriginFinding[]
}

export interface OriginFinding {
  code: string
  /** Where in the manifest. */
  url?: string
}

/** What the limited process is told. */
export interface UploadLimits {
  /** Most pixels of a picture that is opened. */
  pixels: number
  /** Most pixels that it may have afterwards. */
  kept: number
}

/** What the limited process answers for one file. */
export interface OpenedUpload extends Pixels {
  /** One byte a pixel, 255 = opaque; absent where all of it is. */
  alpha?: Bytes
  /** Size of the upright picture as it was sent. */
  given: { width: number; height: number }
  format: ImageFormat
  /** Whether it brings a signed history (C2PA). */
  signed: boolean
}

export type UploadFault = 'unreadable' | 'disguised' | 'too-many-pixels'

/** Of all histories of a request; those beyond are left behind, and their pictures count as ones without. */
const mostManifestBytes = 2_097_152

/** @throws Stated one of the errors in upload-errors.ts, naming the field; nothing is kept of what was sent */
export async function readUploads(parts: Parts, caller: Caller, inputs: UploadInputs): Promise<ReadUploads> {
  const { images, mask } = inputs
  const { uploads } = parts.charter
  if (images.some(({ source }) => source.kind !== 'image') || mask) needAccountFor(parts.charter, caller, 'uploads')
  if (images.length > uploads.pictures) throw new Stated('uploads_too_many', { most: uploads.pictures }, images[uploads.pictures]?.field)
  if (mask && images.length === 0) throw new Stated('mask_without_picture', {}, mask.field)
  const all = mask ? [...images, mask] : images
  const files: Bytes[] = []
  for (const upload of all) files.push(await bytesOf(parts, caller, upload))
  const opened = await openAll(parts, all, files)
  const pictures = opened.slice(0, images.length)
  return {
    pictures: pictures.map(({ width, height, rgb }) => ({ width, height, rgb })),
    mask: maskOf(pictures[0], mask && opened.at(-1), inputs),
    origins: await originsOf(parts, files, pictures),
    warnings: pictures.flatMap((picture, place) => warnOfSize(picture, images[place]?.field ?? 'image')),
  }
}

async function bytesOf(parts: Parts, caller: Caller, { field, source }: Upload): Promise<Bytes> {
  const { fileBytes } = parts.charter.uploads
  const within = (bytes: Bytes): Bytes => {
    if (bytes.length > fileBytes) throw new Stated('upload_too_large', { field, most: fileBytes }, field)
    return bytes
  }
  if (source.kind === 'file') return within(source.bytes)
  if (source.kind === 'image') return (await readImage(parts, caller, source.id)).bytes
  if (/^https?:/i.test(source.text)) return within(await fetchPicture(parts, source.text, field))
  return within(decodeBase64(source.text, field, fileBytes))
}

async function fetchPicture(parts: Parts, address: string, field: string): Promise<Bytes> {
  const { remote, fileBytes } = parts.charter.uploads
  if (!remote || !parts.fetchPicture) throw new Stated('remote_off', { field }, field)
  return parts.fetchPicture(address, { field, mostBytes: fileBytes })
}

function decodeBase64(text: string, field: string, most: number): Bytes {
  const base64 = text.replace(/^data:[\w/+.-]*(;[\w=-]+)*,/i, '')
  if (base64.length > (most + 2) * 1.4) throw new Stated('upload_too_large', { field, most }, field)
  try {
    const binary = atob(base64)
    return Uint8Array.from({ length: binary.length }, (_, place) => binary.charCodeAt(place))
  } catch {
    throw new Stated('upload_unreadable', { field }, field)
  }
}

/** All of them in one limited process; the pixels that may be kept are shared out evenly. */
async function openAll(parts: Parts, all: readonly Upload[], files: Bytes[]): Promise<OpenedUpload[]> {
  const { megapixels, keptMegapixels } = parts.charter.uploads
  if (all.length === 0) return []
  const limits: UploadLimits = { pixels: megapixels * 1_000_000, kept: Math.floor((keptMegapixels * 1_000_000) / all.length) }
  const opened = await parts.pixels.openUploads(files, limits)
  return all.map(({ field }, place) => {
    const one = opened[place] ?? 'unreadable'
    if (one === 'unreadable') throw new Stated('upload_unreadable', { field }, field)
    if (one === 'disguised') throw new Stated('upload_disguised', { field }, field)
    if (one === 'too-many-pixels') throw new Stated('upload_too_many_pixels', { field, most: megapixels }, field)
    return one
  })
}

async function originsOf({ labels }: Parts, files: readonly Bytes[], pictures: readonly OpenedUpload[]): Promise<Origin[]> {
  const origins: Origin[] = []
  let bytes = 0
  for (const [picture, { signed, format }] of pictures.entries()) {
    const file = files[picture]
    const origin = signed && file ? await labels.readOrigin(file, format) : undefined
    if (!origin || bytes + origin.manifest.length > mostManifestBytes) continue
    bytes += origin.manifest.length
    origins.push({ ...origin, picture })
  }
  return origins
}

const sizeOf = ({ width, height }: { width: number; height: number }): string => `${width}x${height}`

function maskOf(first: OpenedUpload | undefined, mask: OpenedUpload | undefined, { mask: upload, transparencyIsMask }: UploadInputs): Mask | undefined {
  if (!first) return undefined
  const { width, height } = first
  if (!mask) return transparencyIsMask && first.alpha ? { width, height, alpha: inverse(first.alpha) } : undefined
  if (sizeOf(mask.given) !== sizeOf(first.given)) {
    throw new Stated('mask_size_differs', { mask: sizeOf(mask.given), picture: sizeOf(first.given) }, upload?.field)
  }
  return { width, height, alpha: mask.alpha ? inverse(mask.alpha) : brightnessOf(mask) }
}

const inverse = (alpha: Bytes): Bytes => alpha.map((opaque) => 255 - opaque)

function brightnessOf({ rgb }: Pixels): Bytes {
  return Uint8Array.from({ length: rgb.length / 3 }, (_, pixel) => {
    const [red = 0, green = 0, blue = 0] = rgb.subarray(pixel * 3, pixel * 3 + 3)
    return Math.round(0.299 * red + 0.587 * green + 0.114 * blue)
  })
}

function warnOfSize(picture: OpenedUpload, field: string): Warning[] {
  const [given, kept] = [sizeOf(picture.given), sizeOf(picture)]
  return given === kept ? [] : [{ field, code: 'resized', message: `The picture of ${given} pixels was made smaller, ${kept}, before it was used.` }]
}
