// Reads a multipart body: its fields by name, its files, and one text that names all of it.

import { createHash } from 'node:crypto'
import { Stated } from '../core/errors.ts'
import type { Bytes } from '../core/ports.ts'
import type { Ask } from './ask.ts'
import { clip, readBytes, typeOf } from './body.ts'

export interface FormFile {
  /** Name of the field, without brackets: `image` for `image`, `image[]` and `image[0]`. */
  field: string
  name: string
  bytes: Bytes
}

export interface Form {
  fields: Record<string, string>
  files: FormFile[]
  /** The same for the same fields and bytes, whatever stands between them. */
  text: string
}

export const formType = 'multipart/form-data'

/** @throws Stated `content_type_unsupported`, `body_too_large`, `body_not_form` */
export async function readForm(ask: Ask, most: number): Promise<Form> {
  const type = typeOf(ask)
  if (type !== formType) throw new Stated('content_type_unsupported', { type: clip(type || 'none'), accepted: formType }, 'Content-Type')
  const bytes = await readBytes(ask, most)
  const entries = await parse(bytes, ask.request.headers.get('content-type') ?? '')
  const fields: Record<string, string> = {}
  const files: FormFile[] = []
  for (const [name, value] of entries) {
    const field = name.replace(/\[\d*\]$/, '')
    if (typeof value === 'string') fields[name] = value
    else files.push({ field, name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) })
  }
  const digests = files.map(({ field, bytes: of }) => [field, createHash('sha256').update(of).digest('hex')])
  return { fields, files, text: JSON.stringify([Object.entries(fields).toSorted(), digests]) }
}

async function parse(bytes: Bytes, type: string): Promise<Array<[string, string | File]>> {
  try {
    const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
    return [...form.entries()]
  } catch {
    throw new Stated('body_not_form')
  }
}

/** Text fields as JSON would have them: `4` for the numbers named, true and false for the switches named. */
export function typed(fields: Record<string, string>, kinds: { numbers: readonly string[]; switches: readonly string[] }): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (kinds.numbers.includes(name) && value.trim() !== '' && Number.isFinite(Number(value))) return [name, Number(value)]
      if (kinds.switches.includes(name) && /^(true|false)$/i.test(value)) return [name, value.toLowerCase() === 'true']
      return [name, value]
    }),
  )
}
