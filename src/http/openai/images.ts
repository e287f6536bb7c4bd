// POST /v1/images/generations: what OpenAI's clients send, drawn, and answered in their shape.

import { Stated } from '../../core/errors.ts'
import { readGeneration, readImage, type GenerationView } from '../../core/images.ts'
import { createLink } from '../../core/links.ts'
import type { Warning } from '../../core/orders.ts'
import type { Outcome } from '../../core/packing.ts'
import type { ModelCard } from '../../core/ports.ts'
import type { ImageRow } from '../../core/rows.ts'
import { json, type AskOfCaller } from '../ask.ts'
import { readBody } from '../body.ts'
import { joinWarnings } from '../describe.ts'
import { waitForEnd } from '../ending.ts'
import { acceptOnce, chooseModel, given, readSize, warnOfIdle, warnOfUnknown } from '../making.ts'
import { imagesRequestSchema, type ImagesAnswer, type ImagesBody } from '../schemas/openai.ts'

export async function generateImages(ask: AskOfCaller): Promise<Response> {
  const { parts, caller, request, connection } = ask
  const { value: body, text, unknown } = await readBody(ask, imagesRequestSchema)
  const { card, warnings } = chooseModel(parts, body.model)
  if (body.stream) throw new Stated('field_unsupported', { model: card.id, field: 'stream' }, 'stream')
  warnings.push(...warnOfUnknown(ask, unknown), ...idleFields(ask, body, card))
  const style = given(body.style)
  const id = await acceptOnce(
    ask,
    {
      prompt: body.prompt,
      negativePrompt: given(body.negative_prompt),
      style: style && isStyle(card, style) ? style : undefined,
      model: given(body.model),
      ...readSize(body.size, card),
      pictures: given(body.n),
      seed: given(body.seed),
      steps: given(body.steps),
      guidance: given(body.guidance),
      format: given(body.output_format),
    },
    text,
  )
  const row = await waitForEnd(parts, id, { closing: connection.closing, hungUp: request.signal })
  if (row.error) throw new Stated(row.error, { reference: id })
  const view = await readGeneration(parts, caller, id)
  const { outcome } = view
  if (!outcome || view.images.length === 0) throw new Stated('gone')
  const images = view.images.toSorted((a, b) => a.number - b.number)
  const data = await Promise.all(images.map((image) => describe(ask, image, view, outcome, body)))
  return json(answer(view, outcome, data, warnings), 200, { 'x-gesso-generation': id, 'x-gesso-model': `${outcome.model}@${outcome.version}` })
}

/** Fields of OpenAI's that change nothing here; their usual values go without saying. */
function idleFields(ask: AskOfCaller, body: ImagesBody, card: ModelCard): Warning[] {
  const silent: Record<string, readonly unknown[]> = {
    quality: ['auto', 'standard'],
    background: ['auto', 'opaque'],
    moderation: ['auto'],
    output_compression: [100],
    partial_images: [0],
  }
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

async function describe(ask: AskOfCaller, image: ImageRow, view: GenerationView, outcome: Outcome, body: ImagesBody): Promise<ImagesAnswer['data'][number]> {
  const { parts, caller, origin } = ask
  const where =
    body.response_format === 'url'
      ? { url: `${origin}/i/${(await createLink(parts, caller, image.id)).token}` }
      : { b64_json: Buffer.from((await readImage(parts, caller, image.id)).bytes).toString('base64') }
  return {
    id: image.id,
    ...where,
    seed: outcome.seeds[image.number] ?? view.words.seed,
    revised_prompt: outcome.prompt === view.words.prompt ? undefined : outcome.prompt,
  }
}

function answer(view: GenerationView, outcome: Outcome, data: ImagesAnswer['data'], warnings: Warning[]): ImagesAnswer {
  const { words } = view
  return {
    created: Math.floor(view.createdAt.getTime() / 1000),
    data,
    model: outcome.model,
    version: outcome.version,
    engine: outcome.engine,
    generation: view.id,
    size: `${outcome.width}x${outcome.height}`,
    output_format: words.format as ImagesAnswer['output_format'],
    settings: {
      seed: words.seed,
      steps: outcome.steps ?? null,
      guidance: outcome.guidance ?? null,
      width: outcome.width,
      height: outcome.height,
      negative_prompt: words.negativePrompt ?? '',
      style: words.style ?? null,
    },
    warnings: joinWarnings(warnings, outcome.warnings),
    usage: {
      pictures: data.length,
      milliseconds: (view.endedAt ?? view.createdAt).getTime() - view.createdAt.getTime(),
      input_tokens: 0,
      output_tokens: 0,
      total_tokens: 0,
      input_tokens_details: { text_tokens: 0, image_tokens: 0 },
    },
  }
}
