// Draws without a server: the whole way of a generation through the core, with everything in memory.

import { assembleParts, machineClock, machineRandom } from '../assemble.ts'
import { loadCharter } from '../charter/load.ts'
import { readConfig, type Config } from '../config.ts'
import { scopes, type Caller } from '../core/callers.ts'
import { Refused, Stated } from '../core/errors.ts'
import { accept, CancelAsked, run } from '../core/generate.ts'
import { readGeneration, readImage, type GenerationView } from '../core/images.ts'
import type { ImageEngine, Parts } from '../core/ports.ts'
import { endStates } from '../core/rows.ts'
import { createPainter } from '../engines/painter/engine.ts'
import { homeOf } from '../home.ts'
import { guardOutbound } from '../outbound/door.ts'
import { createMemoryVault } from '../sealing/memory-vault.ts'
import { createMemoryFiles } from '../storage/memory-files.ts'
import { createMemoryStore } from '../storage/memory.ts'
import { rules } from '../trust/index.ts'
import type { Drawing, DrawnPictures, Show } from './draw-input.ts'
import { Failure } from './exit.ts'

/** @throws Stated, Refused or Failure */
export async function drawHere({ request, modelFolder }: Drawing, show: Show, stop: AbortSignal): Promise<DrawnPictures> {
  const config = readConfig()
  const charter = await loadCharter('local')
  guardOutbound({ rules, charter })
  const painter = await createPainter({ folder: modelFolder ?? config.painterFolder, threads: config.threads })
  const parts = await partsOf(charter, painter, config)
  const caller = ownerOf(parts)
  const cancel = new AbortController()
  stop.addEventListener('abort', () => cancel.abort(new CancelAsked()), { once: true })
  try {
    const id = await accept(parts, caller, request)
    parts.announcements.subscribe(id, 0, (event) => show(event, request.pictures ?? 1))
    const view = await drawToEnd(parts, caller, id, cancel.signal)
    if (view.state === 'finished') return await collect(parts, caller, view)
    if (view.state === 'cancelled') throw new Failure('interrupted', 'Stopped.', 'cancelled')
    const code = view.error ?? 'internal'
    throw view.state === 'refused' ? new Refused('local', code) : new Stated(code, { folder: modelFolder ?? config.painterFolder, reason: 'its graphs do not load', reference: id })
  } finally {
    await painter.close()
    await parts.store.close()
  }
}

/** Labels are signed with the keys that a server of this machine left, if there are any; none are written here. */
async function partsOf(charter: Parts['charter'], painter: ImageEngine, config: Config): Promise<Parts> {
  return assembleParts({
    charter,
    log: { write: () => undefined },
    store: createMemoryStore(),
    files: createMemoryFiles(machineClock),
    vault: createMemoryVault(machineRandom),
    engines: [painter],
    labels: { folder: homeOf(config.home).labels, make: false },
  })
}

function ownerOf({ sealing }: Parts): Caller {
  const pair = sealing.createPair()
  return { kind: 'owner', owner: 'owner', ownerKey: pair.publicKey, scopes, unlock: async () => pair.privateKey }
}

/** After an engine fault the core puts it back in line; then it is taken again. */
async function drawToEnd(parts: Parts, caller: Caller, id: string, signal: AbortSignal): Promise<GenerationView> {
  for (;;) {
    const now = parts.clock.now()
    const taken = await parts.store.generations.take('command', now, new Date(now.getTime() + 86_400_000))
    if (taken) await run(parts, taken, signal)
    const view = await readGeneration(parts, caller, id)
    if (endStates.includes(view.state)) return view
    if (!taken) throw new Failure('failed', 'The order was lost; try again.')
  }
}

async function collect(parts: Parts, caller: Caller, { images, outcome, words }: GenerationView): Promise<DrawnPictures> {
  if (!outcome) throw new Failure('failed', 'The picture came without its facts; try again.')
  const { width, height, seeds } = outcome
  const files = await Promise.all(images.map((image) => readImage(parts, caller, image.id)))
  return {
    pictures: files.map(({ bytes, image }) => ({ bytes, seed: seeds[image.number] ?? 0, width, height })),
    facts: {
      model: outcome.model,
      version: outcome.version,
      engine: outcome.engine,
      prompt: outcome.prompt,
      negative_prompt: words.negativePrompt ?? '',
      style: words.style ?? null,
      steps: outcome.steps ?? null,
      guidance: outcome.guidance ?? null,
      format: words.format,
      warnings: outcome.warnings,
    },
  }
}
