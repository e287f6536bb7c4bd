// POST /v1/images/edits and /v1/images/variations: pictures that start from pictures, sent as a form or as JSON.

import { Stated } from '../../core/errors.ts'
import { extend, sides, type Margins } from '../../core/extending.ts'
import { keptBytes } from '../../core/files.ts'
import type { Reference, Warning } from '../../core/orders.ts'
import { readUploads, type Upload } from '../../core/uploads.ts'
import type { AskOfCaller } from '../ask.ts'
import { checkAgainst, isJson, parseObject, readText, typeOf } from '../body.ts'
import { formType, readForm, typed } from '../form.ts'
import { given } from '../making.ts'
import { editsRequestSchema, formKinds, variationsRequestSchema, type EditsBody } from '../schemas/openai.ts'
import { askedOf, type Asked } from './asked.ts'
import { makeAsked } from './images.ts'

/** How much of a picture changes when nobody says: under a mask, by words, in a variation. */
const usualStrength = { masked: 1, edited: 0.6, faithful: 0.35, varied: 0.5 }

export async function editImages(ask: AskOfCaller): Promise<Response> {
  return makeAsked(ask, await readEditsBody(ask))
}

export async function readEditsBody(ask: AskOfCaller): Promise<Asked> {
  const { body, images, mask, text, unknown } = isJson(typeOf(ask)) ? await readJsonEdits(ask) : await readFormEdits(ask)
  const strength = given(body.strength) ?? (mask ? usualStrength.masked : body.input_fidelity === 'high' ? usualStrength.faithful : usualStrength.edited)
  const { reference, warnings } = await referenceOf(ask, images, mask, strength)
  const margins = marginsOf(body)
  // New margins hold nothing yet: they are drawn anew, however much of the rest may change.
  const extended = margins ? extend({ ...reference, strength: given(body.strength) ?? usualStrength.masked }, margins) : reference
  const asked = askedOf(ask, 'image_edit', { body, prompt: body.prompt, text, unknown, reference: extended })
  // Made smaller, what was there would not stay as it is: then it is refused for its size.
  const { width, height } = extended.pixels
  const request = margins ? { ...asked.request, width: asked.request.width ?? width, height: asked.request.height ?? height } : asked.request
  return { ...asked, request, warnings: [...asked.warnings, ...warnings] }
}

function marginsOf({ extend_left: left, extend_top: top, extend_right: right, extend_bottom: bottom }: EditsBody): Margins | undefined {
  const margins = { left: left ?? 0, top: top ?? 0, right: right ?? 0, bottom: bottom ?? 0 }
  return sides.some((side) => margins[side] !== 0) ? margins : undefined
}

export async function varyImage(ask: AskOfCaller): Promise<Response> {
  const form = await readForm(ask, ask.parts.charter.uploads.bodyBytes)
  const { value: body, unknown } = checkAgainst(ask, variationsRequestSchema, typed(form.fields, formKinds))
  const images = form.files.filter(({ field }) => field === 'image').slice(0, 1)
  const { reference, warnings } = await referenceOf(ask, uploadsOf(images), undefined, given(body.strength) ?? usualStrength.varied)
  const asked = askedOf(ask, 'image_edit', { body, prompt: '', text: form.text, unknown, reference: { ...reference, how: 'vary' } })
  return makeAsked(ask, { ...asked, warnings: [...asked.warnings, ...warnings] })
}

interface EditsSent {
  body: EditsBody
  images: Upload[]
  mask?: Upload
  text: string
  unknown: string[]
}

async function readFormEdits(ask: AskOfCaller): Promise<EditsSent> {
  const form = await readForm(ask, ask.parts.charter.uploads.bodyBytes)
  const { value: body, unknown } = checkAgainst(ask, editsRequestSchema, typed(form.fields, formKinds))
  const [mask] = uploadsOf(form.files.filter(({ field }) => field === 'mask'), 'mask')
  return { body, images: uploadsOf(form.files.filter(({ field }) => field === 'image')), mask, text: form.text, unknown }
}

const uploadsOf = (files: ReadonlyArray<{ bytes: Uint8Array }>, name = 'image'): Upload[] =>
  files.map(({ bytes }, place) => ({ field: files.length > 1 ? `${name}[${place}]` : name, source: { kind: 'file', bytes } }))

async function readJsonEdits(ask: AskOfCaller): Promise<EditsSent> {
  const text = await readText(ask, ask.parts.charter.uploads.bodyBytes)
  const { value: body, unknown } = checkAgainst(ask, editsRequestSchema, parseObject(text, ask.language))
  const given = [body.images ?? [], body.image ?? []].flat()
  const images: Upload[] = []
  for (const [place, one] of given.entries()) images.push(await uploadOf(ask, one, body.images ? `images[${place}]` : 'image'))
  return { body, images, mask: body.mask ? await uploadOf(ask, body.mask, 'mask') : undefined, text, unknown }
}

type Source = NonNullable<EditsBody['mask']>

async function uploadOf({ parts, caller }: AskOfCaller, source: Source, field: string): Promise<Upload> {
  if (typeof source === 'string') return { field, source: { kind: 'text', text: source } }
  if ('image_url' in source) return { field, source: { kind: 'text', text: source.image_url } }
  // A picture made here is named by its own id, a stored file by its file's.
  if (source.file_id.startsWith('img_')) return { field, source: { kind: 'image', id: source.file_id } }
  return { field, source: { kind: 'file', bytes: await keptBytes(parts, caller, source.file_id) } }
}

async function referenceOf({ parts, caller }: AskOfCaller, images: Upload[], mask: Upload | undefined, strength: number): Promise<{ reference: Reference; warnings: Warning[] }> {
  if (!(strength >= 0 && strength <= 1)) throw new Stated('field_invalid', { field: 'strength', reason: 'it must be a number from 0 to 1' }, 'strength')
  if (images.length === 0) throw new Stated('field_invalid', { field: 'image', reason: `send the picture to change, as a file of ${formType} or in JSON as "images"` }, 'image')
  const { pictures, mask: plane, origins, warnings } = await readUploads(parts, caller, { images, mask })
  const [pixels, ...more] = pictures
  if (!pixels) throw new Stated('upload_unreadable', { field: 'image' }, 'image')
  const first = images[0]?.source
  const image = first?.kind === 'image' ? first.id : undefined
  return { reference: { pixels, strength, mask: plane, more: more.length > 0 ? more : undefined, origins, image, how: plane ? 'mask' : 'edit' }, warnings }
}
