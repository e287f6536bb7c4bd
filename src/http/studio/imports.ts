// Bringing a copy in over HTTP: the archive is checked whole, its JSON against the shapes of a copy, then handed to the core.

import { Stated } from '../../core/errors.ts'
import { checkImports, importCopy, type ComingGeneration, type ComingPicture } from '../../core/imports.ts'
import { json, type AskOfCaller } from '../ask.ts'
import { readBytes } from '../body.ts'
import { comingSchema, copyFiles, importTypes, type ComingBody } from '../schemas/copy.ts'
import { openArchive, type Archive } from './archive.ts'

/** A generation's JSON: a prompt and its pictures' facts. */
const mostJsonBytes = 1_048_576
/** One at a time: an archive stands in memory while it is taken in. */
let busy = false

export async function importAll(ask: AskOfCaller): Promise<Response> {
  const { parts, caller, request } = ask
  checkImports(parts)
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (!importTypes.some((one) => one === type)) throw new Stated('content_type_unsupported', { type: type ? 'another' : 'none', accepted: importTypes.join(', ') }, 'Content-Type')
  if (busy) throw new Stated('import_busy')
  busy = true
  try {
    const { bytes, pictures } = parts.charter.imports
    const archive = openArchive(await readBytes(ask, bytes), { bytes, pictures })
    const { generations, pictures: count, leftOut } = await importCopy(parts, caller, generationsOf(archive))
    return json({ object: 'import', generations, pictures: count, left_out: leftOut })
  } finally {
    busy = false
  }
}

/** Oldest first, so that the newest stays the newest. @throws Stated `import_json`, before anything is kept */
function generationsOf(archive: Archive): ComingGeneration[] {
  parse(archive, 'copy.json', copyFiles['copy.json'])
  const files = archive.names.filter((name) => /^generations\/[\w-]{1,60}\.json$/.test(name))
  const coming = files.map((file) => ({ file, answer: parse(archive, file, comingSchema) }))
  coming.sort((a, b) => (a.answer.created_at < b.answer.created_at ? -1 : 1))
  return coming.filter(({ answer }) => answer.state === 'finished').map(({ file, answer }) => comingOf(archive, file, answer))
}

function comingOf(archive: Archive, file: string, answer: ComingBody): ComingGeneration {
  const { outcome } = answer
  const clip = (text: string): string => [...text].slice(0, 80).join('')
  const pictures = answer.images.map((image): ComingPicture => {
    const extension = image.format === 'jpeg' ? 'jpg' : image.format
    const name = `pictures/${image.id.replace(/[^\w-]/g, '')}.${extension}`
    return { file: name, format: image.format, seed: image.seed ?? answer.seed, read: () => archive.read(name) }
  })
  const words = {
    prompt: answer.prompt,
    enhanced: answer.enhanced_prompt ?? undefined,
    negativePrompt: answer.negative_prompt,
    style: answer.style ? clip(answer.style) : undefined,
    steps: answer.steps ?? undefined,
    guidance: answer.guidance ?? undefined,
    format: answer.format,
    model: clip(outcome?.model ?? answer.model),
    version: clip(outcome?.version ?? ''),
    madeAt: outcome ? new Date(outcome.made_at) : undefined,
    promptSent: outcome?.prompt_sent ?? answer.prompt,
  }
  return { file, words, pictures }
}

type Shape<T> = { safeParse(value: unknown): { success: true; data: T } | { success: false } }

/** The names of generations were checked before, so that they may stand in a sentence. */
function parse<T>(archive: Archive, file: string, shape: Shape<T>): T {
  const bytes = archive.sizeOf(file) <= mostJsonBytes ? archive.read(file) : undefined
  if (!bytes) throw new Stated('import_json', { file })
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Stated('import_json', { file })
  }
  const checked = shape.safeParse(value)
  if (!checked.success) throw new Stated('import_json', { file })
  return checked.data
}
