// From the fields that OpenAI's clients send to a request of ours, and to the shape of the answer they want.

import { Stated } from '../../core/errors.ts'
import type { GenerationRequest, Reference, Warning } from '../../core/orders.ts'
import type { ModelCard } from '../../core/ports.ts'
import type { AskOfCaller } from '../ask.ts'
import { chooseModel, given, readSize, warnOfIdle, warnOfUnknown } from '../making.ts'
import type { CommonBody } from '../schemas/openai.ts'

export interface Shape {
  response: 'b64_json' | 'url'
  stream: boolean
  /** Most previews of each picture in a stream. */
  partials: number
  quality?: string
}

export interface Asked {
  kind: 'image_generation' | 'image_edit'
  request: GenerationRequest
  /** What makes a repeated request the same request. */
  text: string
  warnings: Warning[]
  shape: Shape
}

export interface Sent {
  body: CommonBody
  prompt: string
  text: string
  unknown: readonly string[]
  reference?: Reference
}

/** @throws Stated */
export function askedOf(ask: AskOfCaller, kind: Asked['kind'], { body, prompt, text, unknown, reference }: Sent): Asked {
  const { card, warnings } = chooseModel(ask.parts, body.model)
  warnings.push(...warnOfUnknown(ask, unknown), ...idleFields(ask, body, card))
  const style = given(body.style)
  const steps = given(body.steps)
  const quality = given(body.quality)
  const asked = quality === undefined ? undefined : stepsOf(quality, card)
  if (quality !== undefined && asked === 'nothing') warnings.push(warnOfIdle(ask, 'quality', card.id))
  const request: GenerationRequest = {
    prompt,
    negativePrompt: given(body.negative_prompt),
    style: style && isStyle(card, style) ? style : undefined,
    model: given(body.model),
    ...readSize(body.size, card),
    pictures: given(body.n),
    seed: given(body.seed),
    steps: steps ?? (typeof asked === 'number' ? asked : undefined),
    guidance: given(body.guidance),
    format: given(body.output_format),
    compression: given(body.output_compression),
    reference,
    endUser: given(body.user),
    withoutMark: body.watermark_enabled === false,
  }
  const partials = given(body.partial_images) ?? 0
  if (!Number.isInteger(partials) || partials < 0 || partials > 3) {
    throw new Stated('field_invalid', { field: 'partial_images', reason: 'it must be a whole number from 0 to 3' }, 'partial_images')
  }
  const stream = body.stream === true
  if (partials > 0 && !stream) warnings.push(warnOfIdle(ask, 'partial_images', card.id))
  return { kind, request, text, warnings, shape: { response: body.response_format === 'url' ? 'url' : 'b64_json', stream, partials, quality } }
}

/** Part of the model's usual steps. */
const efforts: Record<string, number> = { low: 0.5, medium: 0.8, high: 1.25, hd: 1.25, xhigh: 1.6, max: 2 }
const usualQualities = ['auto', 'standard']

/** undefined = the usual ones; `nothing` = the model or this word knows no such choice. */
export function stepsOf(quality: string, { steps }: ModelCard): number | 'nothing' | undefined {
  if (usualQualities.includes(quality)) return undefined
  const effort = efforts[quality]
  if (effort === undefined || !steps) return 'nothing'
  return Math.min(steps.most, Math.max(steps.least, Math.round(steps.usual * effort)))
}

/** Fields of OpenAI's that change nothing here; their usual values go without saying. */
function idleFields(ask: AskOfCaller, body: CommonBody, card: ModelCard): Warning[] {
  const silent: Record<string, readonly unknown[]> = { background: ['auto', 'opaque'], moderation: ['auto'] }
  const idle = Object.entries(silent).filter(([field, usual]) => {
    const value = given(body[field])
    return value !== undefined && !usual.includes(value)
  })
  const warnings = idle.map(([field]) => warnOfIdle(ask, field, card.id))
  const openaiStyle = ['vivid', 'natural'].includes(body.style ?? '')
  if (openaiStyle && !isStyle(card, body.style ?? '')) warnings.push(warnOfIdle(ask, 'style', card.id))
  else if (body.style && !isStyle(card, body.style)) {
    throw new Stated('field_invalid', { field: 'style', reason: `use one of: ${card.styles.map((style) => style.id).join(', ')}` }, 'style')
  }
  return warnings
}

function isStyle(card: ModelCard, style: string): boolean {
  return card.styles.some(({ id }) => id === style)
}
