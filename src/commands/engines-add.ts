// Writes an engine into a charter file: comments and order stay, and a file that could not be used is not written.

import { readFile, writeFile } from 'node:fs/promises'
import { parseDocument, type Document } from 'yaml'
import { readCharter } from '../charter/load.ts'
import type { EngineEntry } from '../charter/sections/engines.ts'
import { Stated } from '../core/errors.ts'
import { createOnnx } from '../engines/onnx/engine.ts'
import { Failure } from './exit.ts'

export interface EngineWords {
  id: string
  driver: string
  modality?: string
  url?: string
  program?: string
  folder?: string
  model?: string
  'key-env'?: string
  place?: string
  terms?: string
  retention?: string
  price?: string
}

/** The sentence that says what was done. @throws CharterInvalid, Failure */
export async function addEngine(file: string, words: EngineWords): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Failure('usage', `There is no file ${file}. Copy one of charters/*.yaml first.`)
  })
  const document: Document = parseDocument(text)
  if (document.errors.length > 0) throw new Failure('usage', `${file} is not valid YAML: ${document.errors[0]?.message.split('\n')[0]}`)
  const before = new Set(hostsIn(document, file))
  const engines = document.get('engines')
  if (engines === undefined) document.set('engines', document.createNode(['painter']))
  const node = document.createNode(entryOf(words), { flow: true })
  document.addIn(['engines'], node)
  const charter = readCharter(document.toJS(), file)
  const entry = charter.engines.find(({ id }) => id === words.id)
  if (entry?.driver === 'onnx') await tryFolder(entry)
  await writeFile(file, document.toString({ lineWidth: 0 }))
  const more = charter.outbound.hosts.filter((host) => !before.has(host))
  const hosts = more.length > 0 ? `The program may now connect to ${more.join(', ')}.` : charter.outbound.hosts.length > 0 ? 'The program may connect to nothing more than before.' : 'Nothing leaves this machine.'
  const next = entry?.modality === 'images' ? `Try it: gesso engines check ${words.id} --charter ${file}` : `Start the server with it: GESSO_CHARTER=${file}`
  return `"${words.id}" (${entry?.driver}, ${entry?.modality}) stands in ${file}. ${hosts} ${next}`
}

/** Of a file that cannot be used yet, none. */
function hostsIn(document: Document, file: string): readonly string[] {
  try {
    return readCharter(document.toJS(), file).outbound.hosts
  } catch {
    return []
  }
}

/** Its graphs are looked at, not loaded. @throws Failure */
async function tryFolder(entry: EngineEntry): Promise<void> {
  const engine = await createOnnx(entry).catch((error: unknown) => {
    throw error instanceof Stated ? new Failure('usage', error.message, error.code) : error
  })
  await engine.close()
}

function entryOf({ id, driver, modality, url, program, folder, model, place, terms, retention, price, ...rest }: EngineWords): Record<string, unknown> {
  const [name, country] = splitPlace(place)
  const variable = rest['key-env']
  const entry = {
    id,
    driver,
    modality,
    url,
    program,
    folder,
    models: model?.split(',').map((one) => one.trim()),
    key: variable && { environment: variable },
    place: name && { name, country },
    terms,
    retention,
    price: price === undefined ? undefined : Number(price),
  }
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined && value !== ''))
}

/** `Somebody, CN`: the country is what stands last. */
function splitPlace(place: string | undefined): [string | undefined, string | undefined] {
  const at = place?.lastIndexOf(',') ?? -1
  return at < 0 ? [place, undefined] : [place?.slice(0, at).trim(), place?.slice(at + 1).trim()]
}
