// Verification over HTTP: the form and papers of an account, and the verdict of an operator or a provider.

import { createHmac, timingSafeEqual } from 'node:crypto'
import { need } from '../../core/callers.ts'
import { ownAccount } from '../../core/accounts.ts'
import { Stated } from '../../core/errors.ts'
import { checkLook } from '../../core/openings.ts'
import type { VerificationRow } from '../../core/ports.ts'
import * as core from '../../core/verification.ts'
import { json, type Ask, type AskOfCaller } from '../ask.ts'
import { clip, readBody, readBytes } from '../body.ts'
import * as shapes from '../schemas/operator.ts'
import { addPaper as paperSchema } from '../schemas/operator-routes.ts'

const signedWithin = 5 * 60_000

export async function askVerification(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, shapes.verificationFormSchema)
  return json(describe(await core.startVerification(ask.parts, ask.caller, value)), 201)
}

export async function listOwnVerifications({ parts, caller }: AskOfCaller): Promise<Response> {
  const { id } = await ownAccount(parts, caller)
  return json({ object: 'list', data: (await parts.store.verifications.ofAccount(id)).map(describe) })
}

export async function addPaper(ask: AskOfCaller): Promise<Response> {
  const type = (ask.request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  const accepted = paperSchema.fileTypes ?? []
  if (!accepted.includes(type)) throw new Stated('content_type_unsupported', { type: clip(type || 'none'), accepted: accepted.join(', ') }, 'Content-Type')
  const content = await readBytes(ask, ask.parts.charter.verification.paperBytes)
  return json(describe(await core.addPaper(ask.parts, ask.caller, content)), 201)
}

export async function listVerifications({ parts }: AskOfCaller): Promise<Response> {
  return json({ object: 'list', data: (await parts.store.verifications.waiting(200)).map(describe) })
}

export async function readVerification(ask: AskOfCaller): Promise<Response> {
  const row = await named(ask)
  await checkLook(ask.parts, ask.caller, row.account)
  return json({ ...describe(row), form: (await core.readForm(ask.parts, row)) ?? null })
}

/** As a download that no browser shows: a paper may be anything. */
export async function readPaper(ask: AskOfCaller): Promise<Response> {
  const row = await named(ask)
  await checkLook(ask.parts, ask.caller, row.account)
  const number = Number(ask.path('number'))
  const content = Number.isInteger(number) && number >= 0 && number < row.papers ? await core.readPaper(ask.parts, row, number) : undefined
  if (!content) throw new Stated('not_found')
  return new Response(new Uint8Array(content), { headers: { 'content-type': 'application/octet-stream', 'content-disposition': `attachment; filename="paper-${number}"` } })
}

export async function giveVerdict(ask: AskOfCaller): Promise<Response> {
  need(ask.caller, 'operate')
  const { value } = await readBody(ask, shapes.verdictSchema)
  return json(describe(await core.giveVerdict(ask.parts, ask.path('id'), value.verified, value.reason, 'operator')))
}

/** Without a provider and its secret there is nothing here. @throws Stated `not_found`, `key_invalid` */
export async function hearVerdict(ask: Ask): Promise<Response> {
  const secret = ask.options.verificationSecret
  if (ask.parts.charter.verification.provider !== 'webhook' || !secret) throw new Stated('not_found')
  const { value, text } = await readBody(ask, shapes.providerVerdictSchema)
  await checkSignature(ask, secret, text)
  return json(describe(await core.giveVerdict(ask.parts, value.verification, value.verified, value.reason, 'program')))
}

async function checkSignature({ parts, request }: Ask, secret: string, text: string): Promise<void> {
  const id = request.headers.get('webhook-id') ?? ''
  const stamp = request.headers.get('webhook-timestamp') ?? ''
  const given = (request.headers.get('webhook-signature') ?? '').split(' ').flatMap((one) => (one.startsWith('v1,') ? [Buffer.from(one.slice(3), 'base64')] : []))
  const right = createHmac('sha256', secret).update(`${id}.${stamp}.${text}`).digest()
  const now = parts.clock.now()
  const fresh = /^\d{1,12}$/.test(stamp) && Math.abs(Number(stamp) * 1000 - now.getTime()) <= signedWithin
  const signed = given.some((one) => one.length === right.length && timingSafeEqual(one, right))
  if (!id || !fresh || !signed) throw new Stated('key_invalid')
  if (!(await parts.store.paces.once(`verdict/${id.slice(0, 100)}`, now, new Date(now.getTime() + 2 * signedWithin)))) throw new Stated('key_invalid')
}

async function named({ parts, path }: AskOfCaller): Promise<VerificationRow> {
  const row = await parts.store.verifications.get(path('id'))
  if (!row) throw new Stated('not_found')
  return row
}

function describe({ id, account, state, reason, askedAt, decidedAt, papers }: VerificationRow): shapes.VerificationBody {
  return { id, object: 'verification', account, state, reason: reason ?? null, asked_at: askedAt.toISOString(), decided_at: decidedAt?.toISOString() ?? null, papers }
}
