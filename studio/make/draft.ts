// What is in the form before it is sent: kept in memory and in this tab's own history entry, nowhere else.

import type { GenerationOrder, ModelCard } from '../api.ts'
import { shapeOfSize, sizeOfShape, smallestSide, type Shape, type Size } from './shapes.ts'

/**
 * Numbers are kept as typed, so that a half-typed one is not changed under the fingers. The draft lives in
 * `history.state`: it survives a reload and ends with the tab. localStorage, sessionStorage and IndexedDB stay empty.
 */
export interface Draft {
  prompt: string
  /** A better wording that was accepted: drawn instead of the prompt. Empty = none. */
  enhanced: string
  avoid: string
  style: string | null
  shape: Shape
  exact: { width: string; height: string } | null
  pictures: number
  model: string | null
  seed: string
  seedLocked: boolean
  steps: string
  guidance: string
}

export const emptyDraft: Draft = {
  prompt: '',
  enhanced: '',
  avoid: '',
  style: null,
  shape: 'square',
  exact: null,
  pictures: 1,
  model: null,
  seed: '',
  seedLocked: false,
  steps: '',
  guidance: '',
}

export const largestSeed = 4_294_967_295

export function sizeOf(draft: Draft, card: ModelCard): Size {
  if (!draft.exact) return sizeOfShape(draft.shape, card.sizes)
  return { width: Number(draft.exact.width), height: Number(draft.exact.height) }
}

export type Problem = 'prompt' | 'length' | 'seed' | 'size' | 'steps' | 'guidance'

/** What must be put right before it can be sent. */
export function problemsOf(draft: Draft, card: ModelCard, mostCharacters: number): Problem[] {
  const problems: Problem[] = []
  const length = [...draft.prompt].length
  if (draft.prompt.trim() === '') problems.push('prompt')
  if (length > mostCharacters) problems.push('length')
  if (draft.seedLocked && !wholeBetween(draft.seed, 0, largestSeed)) problems.push('seed')
  const { width, height } = sizeOf(draft, card)
  const fits = (side: number) => Number.isInteger(side) && side >= smallestSide && side <= card.sizes.largest
  if (!fits(width) || !fits(height)) problems.push('size')
  if (draft.steps !== '' && card.steps && !wholeBetween(draft.steps, card.steps.least, card.steps.most)) problems.push('steps')
  if (draft.guidance !== '' && card.guidance && !between(draft.guidance, card.guidance.least, card.guidance.most)) problems.push('guidance')
  return problems
}

/** How many values of the Advanced drawer are not the usual ones. */
export function changedValues(draft: Draft): number {
  return [draft.seedLocked, draft.steps !== '', draft.guidance !== '', draft.exact !== null].filter(Boolean).length
}

export function usualValues(draft: Draft): Draft {
  return { ...draft, seed: '', seedLocked: false, steps: '', guidance: '', exact: null }
}

/** What is sent: only what was chosen, so that the server's own usual values stay in force. */
export function orderOf(draft: Draft, card: ModelCard): GenerationOrder {
  const { width, height } = sizeOf(draft, card)
  return {
    prompt: draft.prompt.trim(),
    ...(draft.enhanced.trim() !== '' && { enhanced_prompt: draft.enhanced.trim() }),
    model: card.id,
    width,
    height,
    pictures: Math.min(draft.pictures, card.mostPictures),
    ...(card.abilities.negativePrompt && draft.avoid.trim() !== '' && { negative_prompt: draft.avoid.trim() }),
    ...(card.styles.some((style) => style.id === draft.style) && { style: draft.style ?? undefined }),
    ...(card.abilities.seed && draft.seedLocked && { seed: Number(draft.seed) }),
    ...(card.steps && draft.steps !== '' && { steps: Number(draft.steps) }),
    ...(card.guidance && draft.guidance !== '' && { guidance: Number(draft.guidance) }),
  }
}

/** A finished or running one as a draft again. */
export function draftFrom(made: MadeWith, card: ModelCard): Draft {
  const size = { width: made.width, height: made.height }
  const shape = shapeOfSize(size, card.sizes)
  const asTyped = (value: number | null | undefined, usual: number | undefined) =>
    value === null || value === undefined || value === usual ? '' : String(value)
  return {
    ...emptyDraft,
    prompt: made.prompt,
    enhanced: made.enhanced_prompt ?? '',
    avoid: made.negative_prompt ?? '',
    style: made.style ?? null,
    shape: shape ?? 'square',
    exact: shape ? null : { width: String(size.width), height: String(size.height) },
    pictures: made.pictures,
    model: made.model,
    seed: String(made.seed),
    steps: asTyped(made.steps, card.steps?.usual),
    guidance: asTyped(made.guidance, card.guidance?.usual),
  }
}

export interface MadeWith extends Size {
  prompt: string
  enhanced_prompt?: string | null
  negative_prompt?: string | null
  style?: string | null
  model: string
  pictures: number
  seed: number
  steps?: number | null
  guidance?: number | null
}

/** Anything may stand in a history entry, so only what has the right kind is taken. */
export function draftFromState(state: unknown): Draft {
  const kept = (state as { draft?: Partial<Record<keyof Draft, unknown>> } | null)?.draft
  if (typeof kept !== 'object' || kept === null) return emptyDraft
  const draft = { ...emptyDraft }
  for (const key of Object.keys(emptyDraft) as Array<keyof Draft>) {
    const value = kept[key]
    const nullable = emptyDraft[key] === null
    if (value !== undefined && (nullable || typeof value === typeof emptyDraft[key])) Object.assign(draft, { [key]: value })
  }
  return draft
}

function between(text: string, least: number, most: number): boolean {
  const value = Number(text)
  return text.trim() !== '' && Number.isFinite(value) && value >= least && value <= most
}

function wholeBetween(text: string, least: number, most: number): boolean {
  return between(text, least, most) && Number.isInteger(Number(text))
}
