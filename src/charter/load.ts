// Reads a charter file; a wrong setting is refused with a sentence that names it.

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { contradictionsIn } from './contradictions.ts'
import { charterSchema, type Charter } from './schema.ts'
import { hostsOf } from './sections/engines.ts'

const shipped = join(import.meta.dirname, '../../charters')

export class CharterInvalid extends Error {
  override name = 'CharterInvalid'
}

/** `nameOrFile` is a shipped charter's name, or the path of a YAML file. @throws CharterInvalid */
export async function loadCharter(nameOrFile: string): Promise<Charter> {
  const file = /^[a-z][a-z0-9-]*$/.test(nameOrFile) ? join(shipped, `${nameOrFile}.yaml`) : nameOrFile
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch {
    throw new CharterInvalid(`There is no charter "${nameOrFile}". Name one of the files in charters/ or give the path of a YAML file.`)
  }
  let settings: unknown
  try {
    settings = parse(text)
  } catch (error) {
    throw new CharterInvalid(`The charter "${nameOrFile}" is not valid YAML: ${(error as Error).message.split('\n')[0]}`)
  }
  return readCharter(settings, nameOrFile)
}

/** Settings already parsed, e.g. by a test. @throws CharterInvalid */
export function readCharter(settings: unknown, name = 'charter'): Charter {
  const result = charterSchema.safeParse(settings)
  if (!result.success) throw new CharterInvalid(`The charter "${name}" cannot be used:\n${z.prettifyError(result.error)}`)
  const charter = result.data
  charter.outbound.hosts = [...new Set([...charter.outbound.hosts, ...hostsOf(charter.engines)])]
  const sentences = contradictionsIn(charter)
  if (sentences.length > 0) throw new CharterInvalid(`The charter "${name}" contradicts itself:\n${sentences.map((sentence) => `- ${sentence}`).join('\n')}`)
  const digest = createHash('sha256').update(JSON.stringify(charter)).digest('hex').slice(0, 12)
  return { ...charter, version: `${charter.name}-${digest}` }
}
