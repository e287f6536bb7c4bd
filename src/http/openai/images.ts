// POST /v1/images/generations: what OpenAI's clients send, drawn, and answered in their shape.

import { completeOrder } from '../../core/orders.ts'
import { readGeneration } from '../../core/images.ts'
import { json, type AskOfCaller } from '../ask.ts'
import { readBody } from '../body.ts'
import { describeGeneration } from '../describe.ts'
import { acceptOnce, chooseModel } from '../making.ts'
import { answerInTime } from '../patience.ts'
import { imagesRequestSchema } from '../schemas/openai.ts'
import { awaitMade, describeMade, headersOf } from './answers.ts'
import { askedOf, type Asked } from './asked.ts'
import { streamMade } from './streaming.ts'

export async function generateImages(ask: AskOfCaller): Promise<Response> {
  return makeAsked(ask, await readGenerationsBody(ask))
}

export async function readGenerationsBody(ask: AskOfCaller): Promise<Asked> {
  const { value: body, text, unknown } = await readBody(ask, imagesRequestSchema)
  return askedOf(ask, 'image_generation', { body, prompt: body.prompt, text, unknown })
}

/** Accepts it and answers as the client wants: at once, in a stream, or when the pictures are there. */
export async function makeAsked(ask: AskOfCaller, asked: Asked): Promise<Response> {
  const id = await acceptOnce(ask, asked.request, asked.text)
  if (wantsNoWait(ask)) return answerAccepted(ask, id, asked)
  if (asked.shape.stream) return streamMade(ask, id, asked)
  return answerInTime(ask, id, answerMade(ask, id, asked))
}

async function answerMade(ask: AskOfCaller, id: string, { shape, warnings }: Asked): Promise<Response> {
  const made = await awaitMade(ask, id)
  return json(await describeMade(ask, made, shape, warnings), 200, headersOf(made))
}

async function answerAccepted(ask: AskOfCaller, id: string, { request, warnings }: Asked): Promise<Response> {
  const { card } = chooseModel(ask.parts, request.model)
  const view = await readGeneration(ask.parts, ask.caller, id)
  const body = await describeGeneration(ask.parts, view, ask.language, [...warnings, ...completeOrder(request, card, () => 0).warnings])
  return json(body, 202, { location: `/v1/generations/${id}`, 'x-gesso-generation': id, 'preference-applied': 'respond-async' })
}

function wantsNoWait({ request }: AskOfCaller): boolean {
  return /(^|[,;\s])respond-async($|[,;\s])/i.test(request.headers.get('prefer') ?? '')
}
