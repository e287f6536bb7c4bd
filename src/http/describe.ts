// From the core's views to the API's JSON: generations and images, the same on every surface.

import type { Language } from '../core/errors.ts'
import { endStates, type GenerationRow, type ImageRow } from '../core/rows.ts'
import type { GenerationView } from '../core/images.ts'
import type { Warning } from '../core/orders.ts'
import type { Outcome } from '../core/packing.ts'
import type { Parts } from '../core/ports.ts'
import { atOnceOf, elapsedOf, secondsUntilReady } from '../core/waiting.ts'
import { sentenceOfEnd } from './errors.ts'
import type { GenerationAnswer } from './schemas/generation.ts'
import type { ImageBody } from './schemas/image.ts'

export interface Standing {
  phase: GenerationAnswer['phase']
  place?: number
  seconds?: { least: number; most: number }
  /** From how many real durations; 0 = its engine has drawn nothing like it yet, and nothing is said. */
  timings?: number
}

/** Where an unfinished generation stands; nothing but the phase for an ended one. */
export async function standingOf(parts: Parts, row: GenerationRow): Promise<Standing> {
  if (endStates.includes(row.state)) return { phase: 'ended' }
  const before = await parts.store.generations.lineBefore(row.id)
  const seconds = secondsUntilReady({ row, before, atOnce: atOnceOf(parts.router, row), elapsed: elapsedOf(row, parts.clock.now()) })
  return { phase: row.state === 'waiting' ? 'waiting' : newestPhase(parts, row.id), place: before.place, seconds, timings: row.expectedFrom ?? 0 }
}

function newestPhase(parts: Parts, id: string): GenerationAnswer['phase'] {
  let phase: GenerationAnswer['phase'] = 'painting'
  const forget = parts.announcements.subscribe(id, 0, (event) => {
    if (event.phase !== 'waiting' && event.phase !== 'ended') phase = event.phase
  })
  forget()
  return phase
}

/** `added` are warnings that only the answer to the request itself can give. */
export async function describeGeneration(parts: Parts, view: GenerationView, language: Language, added: Warning[] = []): Promise<GenerationAnswer> {
  const { words, outcome } = view
  const row = endStates.includes(view.state) ? undefined : await parts.store.generations.get(view.id)
  return {
    id: view.id,
    object: 'generation',
    state: view.state,
    ...(row ? await standingOf(parts, { ...row, state: view.state }) : { phase: endStates.includes(view.state) ? 'ended' : 'waiting' }),
    created_at: view.createdAt.toISOString(),
    ended_at: view.endedAt?.toISOString() ?? null,
    deadline: view.deadline?.toISOString() ?? null,
    charter: view.charterVersion,
    prompt: words.prompt,
    enhanced_prompt: words.enhanced ?? null,
    note: view.note ?? null,
    negative_prompt: words.negativePrompt ?? '',
    style: words.style ?? null,
    model: words.model,
    width: words.width,
    height: words.height,
    pictures: words.pictures,
    seed: words.seed,
    seed_asked: words.seedAsked,
    steps: words.steps ?? null,
    guidance: words.guidance ?? null,
    format: words.format as GenerationAnswer['format'],
    reference: words.reference ? { image: words.reference.image ?? null, how: words.reference.how ?? (words.reference.mask ? 'mask' : 'edit'), strength: words.reference.strength } : null,
    imported_at: words.imported?.at ?? null,
    outcome: outcome && describeOutcome(outcome),
    warnings: joinWarnings(added, outcome?.warnings ?? []),
    error: view.error ? { code: view.error, message: sentenceOfEnd(view.error, view, language) } : null,
    images: view.images.toSorted((a, b) => a.number - b.number).map((image) => describeImage(image, outcome)),
  }
}

export function describeImage(image: ImageRow, outcome: Outcome | undefined): ImageBody {
  return {
    id: image.id,
    object: 'image',
    generation: image.generation,
    number: image.number,
    seed: outcome?.seeds[image.number] ?? null,
    width: outcome?.width ?? null,
    height: outcome?.height ?? null,
    format: image.format,
    size: image.size,
    url: `/v1/images/${image.id}/content`,
    small_url: `/v1/images/${image.id}/content?variant=small`,
    created_at: image.createdAt.toISOString(),
    deadline: image.deadline?.toISOString() ?? null,
  }
}

/** Each once: what was known at the request is told again by the outcome. */
export function joinWarnings(first: readonly Warning[], then: readonly Warning[]): Warning[] {
  const seen = new Set<string>()
  return [...first, ...then].filter(({ field, code, message }) => {
    const key = `${field}\n${code}\n${message}`
    return !seen.has(key) && seen.add(key)
  })
}

function describeOutcome(outcome: Outcome): NonNullable<GenerationAnswer['outcome']> {
  return {
    engine: outcome.engine,
    model: outcome.model,
    version: outcome.version,
    made_at: outcome.madeAt,
    prompt_sent: outcome.prompt,
    seeds: outcome.seeds,
    width: outcome.width,
    height: outcome.height,
    steps: outcome.steps ?? null,
    guidance: outcome.guidance ?? null,
  }
}
