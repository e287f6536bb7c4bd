// Reads a JSON body within the limit and against its schema; every fault is stated with the field's name.

import type { z } from '@hono/zod-openapi'
import { Stated, type ErrorCode, type Language } from '../core/errors.ts'
import type { Ask } from './ask.ts'

export interface ReadBody<T> {
  value: T
  /** The text as it came: what makes a repeated request the same request. */
  text: string
  /** Names of fields that the schema does not know. */
  unknown: string[]
}

/** @throws Stated */
export async function readBody<T extends z.ZodObject>(ask: Ask, schema: T): Promise<ReadBody<z.output<T>>> {
  const type = typeOf(ask)
  if (!isJson(type)) throw new Stated('content_type_unsupported', { type: clip(type || 'none'), accepted: 'application/json' }, 'Content-Type')
  const text = await readText(ask)
  return { ...checkAgainst(ask, schema, parseObject(text, ask.language)), text }
}

/** Media type of the body, without its parameters. */
export function typeOf({ request }: Ask): string {
  return (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
}

export const isJson = (type: string): boolean => /^application\/([\w.-]+\+)?json$/.test(type)

/** Fields that came by any way. @throws Stated naming the field */
export function checkAgainst<T extends z.ZodObject>(ask: Ask, schema: T, data: Record<string, unknown>): Omit<ReadBody<z.output<T>>, 'text'> {
  const result = schema.safeParse(data)
  if (!result.success) throw faultOf(result.error.issues, data, ask)
  return { value: result.data, unknown: Object.keys(data).filter((name) => !Object.hasOwn(schema.shape, name)) }
}

/** The query by its schema. @throws Stated `field_invalid` */
export function readQuery<T extends z.ZodObject>(ask: Ask, schema: T): z.output<T> {
  const data = Object.fromEntries(ask.query)
  const result = schema.safeParse(data)
  if (!result.success) throw faultOf(result.error.issues, data, ask)
  return result.data
}

/** What people sent, short and printable enough for a sentence. */
export function clip(text: string, most = 40): string {
  const printable = text.replace(/[^\x20-\x7e×]/g, '?')
  return printable.length > most ? `${printable.slice(0, most)}…` : printable
}

/** A body of any kind. @throws Stated `body_too_large`, at the first byte beyond the limit */
export async function readBytes({ request }: Ask, most: number): Promise<Uint8Array> {
  const tooLarge = () => new Stated('body_too_large', { most })
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunksOf(request)) {
    size += chunk.length
    if (size > most) throw tooLarge()
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

/** @throws Stated `body_not_text` */
export async function readText(ask: Ask, most = ask.parts.charter.limits.bodyBytes): Promise<string> {
  const bytes = await readBytes(ask, most)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Stated('body_not_text')
  }
}

/** A body that breaks off, because the client hung up, is no JSON either. */
async function* chunksOf(request: Request): AsyncGenerator<Uint8Array> {
  if (!request.body) return
  const reader = request.body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw new Stated('body_not_json')
      })
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

export function parseObject(text: string, language: Language): Record<string, unknown> {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    throw new Stated('body_not_json')
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new Stated('field_invalid', { field: 'body', reason: language === 'zh' ? '必须是 JSON 对象。' : 'it must be a JSON object.' }, 'body')
  }
  return data as Record<string, unknown>
}

type Issue = z.core.$ZodIssue

/** Fields with a sentence of their own. */
const ownSentence: Record<string, ErrorCode> = { seed: 'seed_invalid', n: 'pictures_invalid', pictures: 'pictures_invalid' }

function faultOf(issues: readonly Issue[], data: Record<string, unknown>, { parts, language }: Ask): Stated {
  const issue = issues[0]
  const field = clip(String(issue?.path[0] ?? 'body'))
  if (field === 'prompt' && (data.prompt ?? null) === null) return new Stated('prompt_missing', {}, field)
  const own = ownSentence[field]
  if (own) return new Stated(own, { most: parts.charter.limits.pictures }, field)
  const missing: Record<string, string> = data[field] === undefined && field !== 'body' ? { missing: 'yes' } : {}
  return new Stated('field_invalid', { field, reason: reasonOf(issue, language), ...missing }, field)
}

const kinds: Record<string, { en: string; zh: string }> = {
  string: { en: 'text', zh: '文本' },
  number: { en: 'a number', zh: '数字' },
  boolean: { en: 'true or false', zh: 'true 或 false' },
}

function reasonOf(issue: Issue | undefined, language: Language): string {
  const zh = language === 'zh'
  if (issue?.code === 'invalid_type') {
    const kind = kinds[issue.expected]?.[language] ?? issue.expected
    return zh ? `必须是${kind}。` : `it must be ${kind}.`
  }
  if (issue?.code === 'invalid_value') return zh ? `请使用：${issue.values.join('、')}。` : `use one of: ${issue.values.join(', ')}.`
  if (issue?.code === 'too_small') return zh ? `至少为 ${issue.minimum}。` : `the least is ${issue.minimum}.`
  if (issue?.code === 'too_big') return zh ? `最多为 ${issue.maximum}。` : `the most is ${issue.maximum}.`
  return zh ? '值不可用。' : 'the value cannot be used.'
}
