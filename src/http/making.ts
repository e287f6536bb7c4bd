// From a body to a request that the core accepts, with a warning for all that has no effect.

import { Stated } from '../core/errors.ts'
import { accept } from '../core/generate.ts'
import { smallestSide, type GenerationRequest, type Warning } from '../core/orders.ts'
import type { ModelCard, Parts } from '../core/ports.ts'
import type { AskOfCaller } from './ask.ts'
import { clip } from './body.ts'

const mostUnknownNamed = 20

/** The card of the model that will draw, and a warning where it goes by another name. @throws Stated `model_unknown` */
export function chooseModel(parts: Parts, asked: string | null | undefined): { card: ModelCard; warnings: Warning[] } {
  const name = asked ?? parts.charter.model
  const found = parts.router.find(name)
  if (!found) throw new Stated('model_unknown', { model: clip(name) }, 'model')
  const { card } = found
  const warnings: Warning[] = name === card.id ? [] : [{ field: 'model', code: 'aliased', message: `"${clip(name)}" is another name here; "${card.id}" draws.` }]
  return { card, warnings }
}

/** `512x512`, `512×512`, or `auto`. @throws Stated `size_invalid` */
export function readSize(size: string | null | undefined, card: ModelCard): { width?: number; height?: number } {
  if (size === null || size === undefined || size.trim().toLowerCase() === 'auto') return {}
  const sides = /^\s*(\d{1,6})\s*[x×]\s*(\d{1,6})\s*$/i.exec(size)
  if (!sides) throw new Stated('size_invalid', { size: clip(size, 24), least: smallestSide, most: card.sizes.largest }, 'size')
  return { width: Number(sides[1]), height: Number(sides[2]) }
}

/** Fields that nobody knows: a warning each, or an error where the client wants strictness. */
export function warnOfUnknown(ask: AskOfCaller, unknown: readonly string[]): Warning[] {
  const first = unknown[0]
  if (first !== undefined && isStrict(ask)) throw new Stated('field_unknown', { field: clip(first) }, clip(first))
  return unknown.slice(0, mostUnknownNamed).map((name) => ({ field: clip(name), code: 'ignored', message: `The field "${clip(name)}" is not known here; it was left out.` }))
}

/** A field that is known but has no effect: a warning, or an error where the client wants strictness. */
export function warnOfIdle(ask: AskOfCaller, field: string, model: string): Warning {
  if (isStrict(ask)) throw new Stated('field_unsupported', { model, field }, field)
  return { field, code: 'ignored', message: `"${field}" has no effect here; it was left out.` }
}

function isStrict({ request }: AskOfCaller): boolean {
  return /(^|[,;\s])handling\s*=\s*"?strict"?($|[,;\s])/i.test(request.headers.get('prefer') ?? '')
}

/** Accepts it, once for each Idempotency-Key and body. Returns the generation's id. */
export async function acceptOnce(ask: AskOfCaller, asked: GenerationRequest, text: string): Promise<string> {
  const request = isStrict(ask) ? { ...asked, strict: true } : asked
  const { told = {} } = ask
  told.model = ask.parts.router.find(asked.model ?? ask.parts.charter.model)?.card.id
  told.made = await acceptKeyed(ask, request, text)
  return told.made
}

function acceptKeyed(ask: AskOfCaller, request: GenerationRequest, text: string): Promise<string> {
  const key = ask.request.headers.get('idempotency-key')
  if (key === null) return accept(ask.parts, ask.caller, request)
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    const reason = ask.language === 'zh' ? '须为 1 到 255 个可打印的 ASCII 字符，不含空格。' : 'it must be 1 to 255 printable ASCII characters without spaces.'
    throw new Stated('field_invalid', { field: 'Idempotency-Key', reason }, 'Idempotency-Key')
  }
  return accept(ask.parts, ask.caller, request, { key, body: `${ask.route}\n${text}` })
}

/** null in JSON says the same as leaving a field out. */
export function given<T>(value: T | null | undefined): T | undefined {
  return value ?? undefined
}
