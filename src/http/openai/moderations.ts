// POST /v1/moderations: what the rules of this server take words and pictures for. Where none judges, it says so.

import { Stated } from '../../core/errors.ts'
import type { Judged, Judgement } from '../../core/rules.ts'
import { readUploads } from '../../core/uploads.ts'
import { json, type AskOfCaller } from '../ask.ts'
import { readBody } from '../body.ts'
import { moderationRequestSchema } from '../schemas/clients.ts'

export async function moderate(ask: AskOfCaller): Promise<Response> {
  const { value: body } = await readBody(ask, moderationRequestSchema)
  const parts = typeof body.input === 'string' ? [body.input] : body.input
  const found: Found[] = []
  for (const [place, part] of parts.entries()) {
    const judged = await readPart(ask, part, place)
    found.push({ kind: judged.kind === 'text' ? 'text' : 'image', judgement: await judge(ask, judged) })
  }
  // Texts are judged one by one; parts are one message, and clients look at its first result only.
  const results = parts.every((part) => typeof part === 'string') ? found.map((one) => describe([one])) : [describe(found)]
  return json({ id: `modr_${Buffer.from(ask.parts.random.bytes(12)).toString('hex')}`, model: 'gesso-rules', results })
}

type Part = string | { type: 'text'; text: string } | { type: 'image_url'; image_url: string | { url: string } }

export async function readPart({ parts, caller }: AskOfCaller, part: Part, place: number): Promise<Judged> {
  if (typeof part === 'string') return { kind: 'text', text: part }
  if (part.type === 'text') return { kind: 'text', text: part.text }
  const text = typeof part.image_url === 'string' ? part.image_url : part.image_url.url
  const { pictures } = await readUploads(parts, caller, { images: [{ field: `input[${place}]`, source: { kind: 'text', text } }] })
  const [pixels] = pictures
  if (!pixels) throw new Stated('upload_unreadable', { field: 'input' }, 'input')
  return { kind: 'picture', pixels }
}

/** What all judging rules say together. @throws Stated `not_offered` where there is none */
export async function judge({ parts }: AskOfCaller, content: Judged): Promise<Judgement> {
  const judges = parts.rules.filter((rule) => rule.judge && (rule.appliesTo?.(parts.charter) ?? true))
  if (judges.length === 0) throw new Stated('not_offered', { what: 'moderation: no rule of this server judges content' })
  const all: Judgement[] = []
  for (const rule of judges) if (rule.judge) all.push(await rule.judge(content, parts.charter))
  const scores: Record<string, number> = {}
  for (const one of all) for (const [category, score] of Object.entries(one.scores)) scores[category] = Math.max(score, scores[category] ?? 0)
  return { flagged: all.some((one) => one.flagged), scores, blocked: [...new Set(all.flatMap((one) => one.blocked))] }
}

interface Found {
  kind: 'text' | 'image'
  judgement: Judgement
}

function describe(found: readonly Found[]) {
  const categories = [...new Set(found.flatMap(({ judgement }) => Object.keys(judgement.scores)))]
  const each = <T>(value: (category: string) => T): Record<string, T> => Object.fromEntries(categories.map((category) => [category, value(category)]))
  return {
    flagged: found.some(({ judgement }) => judgement.flagged),
    categories: each((one) => found.some(({ judgement }) => judgement.blocked.includes(one))),
    category_scores: each((one) => Math.max(...found.map(({ judgement }) => judgement.scores[one] ?? 0))),
    category_applied_input_types: each((one) => [...new Set(found.filter(({ judgement }) => judgement.scores[one] !== undefined).map(({ kind }) => kind))]),
  }
}
