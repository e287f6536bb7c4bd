// The native endpoints of generations: have drawn, read, list, stop.

import { Stated } from '../../core/errors.ts'
import { cancel } from '../../core/generate.ts'
import { listGenerations as listViews, readGeneration as readView, type GenerationView } from '../../core/images.ts'
import { completeOrder, type GenerationRequest } from '../../core/orders.ts'
import type { ModelCard } from '../../core/ports.ts'
import { json, type AskOfCaller } from '../ask.ts'
import { readBody, readQuery } from '../body.ts'
import { describeGeneration } from '../describe.ts'
import { acceptOnce, chooseModel, given, readSize, warnOfUnknown } from '../making.ts'
import { generationRequestSchema, listQuery, type GenerationBody } from '../schemas/generation.ts'

const usualLimit = 20

export async function createGeneration(ask: AskOfCaller): Promise<Response> {
  const { parts, caller, language } = ask
  const { value: body, text, unknown } = await readBody(ask, generationRequestSchema)
  const { card, warnings } = chooseModel(parts, body.model)
  const unknownFields = warnOfUnknown(ask, unknown)
  const request = requestOf(ask, body, card)
  const id = await acceptOnce(ask, request, text)
  const view = await readAccepted(ask, id)
  const { warnings: ofOrder } = completeOrder(request, card, () => 0)
  const answer = await describeGeneration(parts, view, language, [...warnings, ...unknownFields, ...ofOrder])
  return json(answer, 202, { location: `/v1/generations/${id}`, 'x-gesso-generation': id })
}

/** A repeat may mean one whose pictures were deleted or whose time is over since. */
async function readAccepted({ parts, caller }: AskOfCaller, id: string): Promise<GenerationView> {
  const view = await readView(parts, caller, id).catch((error: unknown) => {
    throw error instanceof Stated && error.code === 'not_found' ? new Stated('gone') : error
  })
  if (view.state === 'finished' && view.images.length === 0) throw new Stated('gone')
  return view
}

function requestOf({ language }: AskOfCaller, body: GenerationBody, card: ModelCard): GenerationRequest {
  const fault = (field: string, en: string, zh: string) => new Stated('field_invalid', { field, reason: language === 'zh' ? zh : en }, field)
  const size = readSize(body.size, card)
  const width = given(body.width)
  const height = given(body.height)
  if ((width === undefined) !== (height === undefined)) throw fault(width === undefined ? 'width' : 'height', 'give width and height together.', '宽和高须一起给出。')
  const differ = size.width !== undefined && width !== undefined && (size.width !== width || size.height !== height)
  if (differ) throw fault('size', 'it differs from width and height; give one of the two.', '与宽高不一致；请只给其中一种。')
  const pictures = given(body.pictures)
  const n = given(body.n)
  if (pictures !== undefined && n !== undefined && pictures !== n) throw fault('n', 'it differs from pictures; give one of the two.', '与 pictures 不一致；请只给其中一个。')
  return {
    prompt: body.prompt,
    enhanced: given(body.enhanced_prompt)?.trim() || undefined,
    negativePrompt: given(body.negative_prompt),
    style: given(body.style),
    model: given(body.model),
    width: width ?? size.width,
    height: height ?? size.height,
    pictures: pictures ?? n,
    seed: given(body.seed),
    steps: given(body.steps),
    guidance: given(body.guidance),
    format: given(body.format),
    withoutMark: body.watermark_enabled === false,
  }
}

export async function listGenerations(ask: AskOfCaller): Promise<Response> {
  const { parts, caller, language } = ask
  const { before, limit = usualLimit } = readQuery(ask, listQuery)
  const { generations, more } = await listViews(parts, caller, { before, limit })
  const data = await Promise.all(generations.map((view) => describeGeneration(parts, view, language)))
  return json({ object: 'list', data, has_more: more, next: more ? (generations.at(-1)?.id ?? null) : null })
}

export async function readGeneration({ parts, caller, language, path }: AskOfCaller): Promise<Response> {
  return json(await describeGeneration(parts, await readView(parts, caller, path('id')), language))
}

export async function cancelGeneration({ parts, caller, language, path }: AskOfCaller): Promise<Response> {
  await cancel(parts, caller, path('id'))
  return json(await describeGeneration(parts, await readView(parts, caller, path('id')), language))
}
