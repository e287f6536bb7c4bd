// Tries one engine of a charter for real: whether it is well, how long a picture takes, and what it did otherwise.

import { writeFile } from 'node:fs/promises'
import type { Charter } from '../charter/schema.ts'
import { readConfig, readVariable } from '../config.ts'
import { EngineFault, Stated } from '../core/errors.ts'
import type { ImageEngine } from '../core/ports.ts'
import { createEngines } from '../engines/index.ts'
import { guardOutbound } from '../outbound/door.ts'
import { createSharpPixels } from '../pixels/sharp.ts'
import { rules } from '../trust/index.ts'
import { Failure } from './exit.ts'

/** @throws Failure when it is not there or cannot draw */
export async function* checkEngine(charter: Charter, id: string, prompt: string, out: string | undefined): AsyncGenerator<string> {
  const entry = charter.engines.find((one) => one.id === id)
  if (!entry) throw new Failure('usage', `The charter "${charter.name}" has no engine "${id}". It has: ${charter.engines.map((one) => one.id).join(', ')}.`)
  if (entry.modality !== 'images') throw new Failure('usage', `"${id}" makes no pictures (${entry.modality}).`)
  const door = guardOutbound({ rules, charter })
  const key = entry.key && entry.key !== 'vault' ? readVariable(entry.key.environment) : undefined
  if (entry.key && !key) yield entry.key === 'vault' ? 'Its key is in the vault, which only the server opens: it is tried without.' : `Its key is missing: set ${entry.key.environment}.`
  const [engine] = await createEngines({ engines: [{ ...entry, on: true }] }, { ...readConfig(), reach: door.fetch, keys: key ? { [id]: key } : {} })
  if (!engine) throw new Failure('failed', `"${id}" could not be made.`)
  try {
    const { ready, detail } = await engine.health().catch(() => ({ ready: false, detail: 'no answer' }))
    yield `${ready ? 'well' : 'not well'}${detail ? ` (${detail})` : ''}`
    yield* draw(engine, prompt, out)
  } finally {
    await engine.close()
  }
}

async function* draw(engine: ImageEngine, prompt: string, out: string | undefined): AsyncGenerator<string> {
  const [card] = engine.facts.models
  if (!card) throw new Failure('failed', 'It has no models.')
  const [width, height] = card.sizes.native[0] ?? [512, 512]
  const order = { model: card.id, prompt, negativePrompt: '', width, height, seeds: [7], steps: card.steps?.usual, guidance: card.guidance?.usual, format: 'png' as const }
  const startedAt = performance.now()
  try {
    const { pictures, warnings } = await engine.generate(order, () => undefined, new AbortController().signal)
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    yield `${card.id} drew ${width}x${height} in ${seconds} s`
    for (const { message } of warnings) yield message
    if (out && pictures[0]) await writeFile(out, await createSharpPixels().encode(pictures[0], 'png', {}))
  } catch (error) {
    if (error instanceof EngineFault || error instanceof Stated) throw new Failure('failed', `It could not draw: ${error.message}`, error.code)
    throw error
  }
}
