// What the first checked download of a model was: later ones must bring the same, unless they are told to renew it.

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Failure } from './exit.ts'
import { sha256Of, type Wanted } from './pull-download.ts'

const pinSchema = z.object({ file: z.string(), url: z.string(), revision: z.string().optional(), size: z.number(), sha256: z.string() })
export type Pin = z.output<typeof pinSchema>

const fileOf = (folder: string): string => join(folder, 'pulled.json')

/** By the file's name in the folder; empty where nothing was fetched yet. @throws Failure */
export async function readPins(folder: string): Promise<Map<string, Pin>> {
  const text = await readFile(fileOf(folder), 'utf8').catch(() => undefined)
  if (text === undefined) return new Map()
  try {
    return new Map(z.array(pinSchema).parse(JSON.parse(text)).map((pin) => [pin.file, pin]))
  } catch {
    throw new Failure('usage', `${fileOf(folder)} cannot be read. Take --renew to fetch the newest files and write it anew.`)
  }
}

/** @throws Failure when the hub now has something else under the same name */
export function checkPin(pin: Pin | undefined, { url, size, sha256 }: Wanted): void {
  if (!pin || (pin.size === size && (sha256 === undefined || pin.sha256 === sha256))) return
  throw new Failure('failed', `${url} is another file than the one that was fetched first (SHA-256 ${pin.sha256}). If you know why, take --renew.`)
}

export async function writePins(folder: string, fetched: ReadonlyArray<{ file: string; wanted: Wanted }>): Promise<void> {
  const pins: Pin[] = []
  for (const { file, wanted } of fetched) {
    pins.push({ file, url: wanted.url, revision: wanted.revision, size: wanted.size, sha256: wanted.sha256 ?? (await sha256Of(join(folder, file))) })
  }
  await writeFile(fileOf(folder), `${JSON.stringify(pins, null, 1)}\n`)
}
