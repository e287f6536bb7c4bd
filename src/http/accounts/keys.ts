// API keys, limits and end users over HTTP.

import { need } from '../../core/callers.ts'
import { giveChallenge } from '../../core/challenges.ts'
import { eraseEndUser as erase, listOfEndUser } from '../../core/end-users.ts'
import * as keys from '../../core/keys.ts'
import { describeLimits, secondsUntil } from '../../core/limits.ts'
import type { Parts } from '../../core/ports.ts'
import type { Caller } from '../../core/callers.ts'
import { json, type Ask, type AskOfCaller } from '../ask.ts'
import { readBody } from '../body.ts'
import { describeGeneration } from '../describe.ts'
import * as shapes from '../schemas/accounts.ts'

export async function listKeys({ parts, caller }: AskOfCaller): Promise<Response> {
  const all = await keys.listKeys(parts, caller)
  return json({ object: 'list', data: all.map((view) => describeKey(parts, view)) })
}

export async function createKey(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, shapes.newKeyWishSchema)
  const { key, ...view } = await keys.createKey(ask.parts, ask.caller, { ...wishOf(value), signedTokens: value.signed_tokens })
  return json({ ...describeKey(ask.parts, view), key }, 201)
}

export async function changeKey(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, shapes.keyWishSchema)
  return json(describeKey(ask.parts, await keys.changeKey(ask.parts, ask.caller, ask.path('id'), wishOf(value))))
}

export async function rotateKey(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, shapes.rotationSchema)
  const { key, old, ...view } = await keys.rotateKey(ask.parts, ask.caller, ask.path('id'), value.overlap_hours)
  return json({ ...describeKey(ask.parts, view), key, old: describeKey(ask.parts, { row: old, name: view.name }) }, 201)
}

export async function revokeKey({ parts, caller, path }: AskOfCaller): Promise<Response> {
  return json(describeKey(parts, { row: await keys.revokeKey(parts, caller, path('id')), name: '' }))
}

export async function reportLeak(ask: Ask): Promise<Response> {
  const { value } = await readBody(ask, shapes.leakSchema)
  return json({ object: 'leak_report', revoked: await keys.reportLeak(ask.parts, value.key, value.where) })
}

export async function readLimits({ parts, caller }: AskOfCaller): Promise<Response> {
  const { tier, concurrency, perMinute, pictures, freePictures, balance, key } = await describeLimits(parts, caller)
  const counted = (one: typeof pictures) => (one ? { most: one.most, used: one.used, until: one.until.toISOString() } : null)
  const body: shapes.LimitsBody = {
    object: 'limits',
    tier: tier ?? null,
    concurrency,
    requests: perMinute ? { per_minute: perMinute.most, left: perMinute.left, full_at: perMinute.fullAt.toISOString() } : null,
    pictures_today: counted(pictures),
    free_pictures_today: counted(freePictures),
    balance: balance === undefined ? null : Number(balance),
    key: key ? { per_minute: key.perMinute ?? null, concurrency: key.concurrency ?? null, money_per_day: key.moneyPerDay === undefined ? null : Number(key.moneyPerDay), spent_today: Number(key.spentToday) } : null,
  }
  return json(body)
}

/** The pace as OpenAI's clients read it; nothing for callers without one. */
export async function addLimitHeaders(parts: Parts, caller: Caller, headers: Headers): Promise<void> {
  const { perMinute } = await describeLimits(parts, caller)
  if (!perMinute) return
  headers.set('x-ratelimit-limit-requests', String(perMinute.most))
  headers.set('x-ratelimit-remaining-requests', String(perMinute.left))
  const now = parts.clock.now()
  headers.set('x-ratelimit-reset-requests', `${perMinute.fullAt > now ? secondsUntil(perMinute.fullAt, now) : 0}s`)
}

export async function readChallenge({ parts, caller }: AskOfCaller): Promise<Response> {
  const { needed, challenge } = await giveChallenge(parts, caller)
  return json({ object: 'challenge', needed: needed && caller.kind === 'session', challenge: challenge.challenge, bits: challenge.bits, expires_at: challenge.until.toISOString() })
}

export async function readEndUser({ parts, caller, path, language }: AskOfCaller): Promise<Response> {
  need(caller, 'images:read')
  const views = await listOfEndUser(parts, caller, path('id'))
  return json({ object: 'end_user', generations: await Promise.all(views.map((view) => describeGeneration(parts, view, language))) })
}

export async function eraseEndUser({ parts, caller, path }: AskOfCaller): Promise<Response> {
  return json({ object: 'end_user_erased', ...(await erase(parts, caller, path('id'))) })
}

function wishOf({ name, scopes, expires_at, per_minute, concurrency, money_per_day, addresses }: shapes.KeyWishBody): keys.KeyWish {
  return {
    name,
    scopes,
    expiresAt: typeof expires_at === 'string' ? new Date(expires_at) : expires_at,
    perMinute: per_minute,
    concurrency,
    moneyPerDay: typeof money_per_day === 'number' ? BigInt(money_per_day) : money_per_day,
    addresses,
  }
}

function describeKey({ clock }: Parts, { row, name }: keys.KeyView): shapes.KeyBody {
  const at = (time: Date | undefined): string | null => time?.toISOString() ?? null
  return {
    id: row.id,
    object: 'api_key',
    name,
    hint: row.hint ?? null,
    state: row.revokedAt ? 'revoked' : row.expiresAt && row.expiresAt <= clock.now() ? 'expired' : 'works',
    scopes: row.scopes as shapes.KeyBody['scopes'],
    created_at: row.createdAt.toISOString(),
    expires_at: at(row.expiresAt),
    revoked_at: at(row.revokedAt),
    last_used_at: at(row.lastUsedAt),
    per_minute: row.perMinute ?? null,
    concurrency: row.concurrency ?? null,
    money_per_day: row.moneyPerDay === undefined ? null : Number(row.moneyPerDay),
    addresses: row.addresses ?? null,
    successor: row.successor ?? null,
    signed_tokens: row.signing !== undefined,
  }
}
