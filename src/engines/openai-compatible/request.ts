// Writes an order as a request to OpenAI's Images API, or to a server that speaks it with an accent.

import type { EngineEntry, EngineModel } from '../../charter/sections/engines.ts'
import type { Order } from '../../core/orders.ts'
import type { Canvas } from '../canvas.ts'
import type { Given } from '../pictures.ts'

type Quirks = EngineEntry['quirks']
type Fields = Record<string, string | number | boolean>

export interface Body {
  path: string
  body: string | Uint8Array
  type: string
}

/** `stream` asks for events with previews, where the entry says that the server knows them. */
export async function writeRequest(order: Order, seed: number, model: EngineModel, quirks: Quirks, canvas: Canvas, given: Given | undefined, stream: boolean): Promise<Body> {
  const fields = renamed(fieldsOf(order, seed, model, quirks, canvas, stream), quirks)
  if (!given) return { path: '/images/generations', body: JSON.stringify(fields), type: 'application/json' }
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, String(value))
  form.append(quirks.names?.image ?? 'image', png(given.file), 'image.png')
  if (given.maskFile) form.append(quirks.names?.mask ?? 'mask', png(given.maskFile), 'mask.png')
  const whole = new Response(form)
  return { path: '/images/edits', body: new Uint8Array(await whole.arrayBuffer()), type: whole.headers.get('content-type') ?? 'multipart/form-data' }
}

function fieldsOf(order: Order, seed: number, model: EngineModel, quirks: Quirks, canvas: Canvas, stream: boolean): Fields {
  const sends = (name: string): boolean => quirks.sends?.some((one) => one === name) ?? false
  const { width, height } = canvas.native
  const fields: Fields = { model: model.sends ?? model.id, prompt: order.prompt, n: 1, size: `${width}x${height}` }
  if (sends('response_format')) fields.response_format = 'b64_json'
  if (sends('seed')) fields.seed = seed
  if (sends('negative_prompt') && order.negativePrompt) fields.negative_prompt = order.negativePrompt
  if (sends('steps') && order.steps !== undefined) fields.num_inference_steps = order.steps
  if (sends('guidance') && order.guidance !== undefined) fields.guidance_scale = order.guidance
  if (sends('strength') && order.reference) fields.strength = order.reference.strength
  if (stream && quirks.stream) Object.assign(fields, { stream: true, partial_images: quirks.stream })
  return { ...fields, ...quirks.add }
}

function renamed(fields: Fields, { names = {} }: Quirks): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [names[name] ?? name, value]))
}

const png = (file: Uint8Array): Blob => new Blob([new Uint8Array(file)], { type: 'image/png' })
