// Who am I, visitors' sessions, the published promises, and whether the program is well.

import type { Caller } from '../../core/callers.ts'
import type { Parts, ReportRow } from '../../core/ports.ts'
import { endSession as end } from '../../identity/end-session.ts'
import { cookiePlaceOf } from '../../identity/identify.ts'
import { clearedCookie, startSession as start } from '../../identity/sessions.ts'
import { json, type Ask, type AskOfCaller, type PublishedPromise } from '../ask.ts'
import type { SessionBody, TrustBody } from '../schemas/session.ts'

export async function readSession(ask: Ask): Promise<Response> {
  return json(describe(ask, await ask.findCaller()))
}

export async function startSession(ask: Ask): Promise<Response> {
  const { caller, cookie } = await ensureSession(ask)
  return json(describe(ask, caller), 200, cookie ? { 'set-cookie': cookie } : {})
}

/** The caller there is; else, where visitors are let in, a new session. */
export async function ensureSession(ask: Ask): Promise<{ caller: Caller | undefined; cookie?: string }> {
  const caller = await ask.findCaller()
  if (caller || ask.parts.charter.access.who !== 'sessions') return { caller }
  return start(ask.parts, placeOf(ask))
}

export async function endSession(ask: AskOfCaller): Promise<Response> {
  await end(ask.parts, ask.caller)
  const headers = { 'set-cookie': clearedCookie(placeOf(ask)), 'clear-site-data': '"cookies", "storage"' }
  return new Response(null, { status: 204, headers })
}

export async function readTrust({ parts, options }: Ask): Promise<Response> {
  const reports = await parts.store.reports.newest()
  const reportOf = (rule: string, kind: ReportRow['kind']) => {
    const found = reports.find((report) => report.rule === rule && report.kind === kind)
    return found ? { at: found.at.toISOString(), holds: found.holds, numbers: found.numbers } : null
  }
  const promises = publishedBy(parts, options.promises)
  const body: TrustBody = {
    object: 'trust',
    charter: { name: parts.charter.name, version: parts.charter.version },
    promises: promises.map(({ id, sentences }) => ({ id, sentences, probe: reportOf(id, 'probe'), sweep: reportOf(id, 'sweep') })),
  }
  return json(body)
}

export async function readHealth(): Promise<Response> {
  return json({ status: 'ok' })
}

export async function readReadiness({ parts, options }: Ask): Promise<Response> {
  const ready = await (options.isReady?.() ?? parts.store.generations.countUnfinished().then(() => true)).catch(() => false)
  return ready ? json({ status: 'ok' }) : json({ status: 'starting' }, 503, { 'retry-after': '1' })
}

function describe({ parts, options }: Ask, caller: Caller | undefined): SessionBody {
  const { charter, clock } = parts
  const { limits, retention } = charter
  return {
    object: 'session',
    kind: caller?.kind ?? 'none',
    scopes: [...(caller?.scopes ?? [])],
    access: charter.access.who,
    charter: { name: charter.name, version: charter.version },
    model: charter.model,
    limits: { prompt_characters: limits.promptCharacters, pictures: limits.pictures, waiting: limits.waiting, body_bytes: limits.bodyBytes },
    retention: {
      image_days: retention.imageDays,
      session_idle_minutes: charter.sessions.idleMinutes,
      session_most_hours: charter.sessions.mostHours,
      link_minutes: charter.links.minutes,
    },
    promises: publishedBy(parts, options.promises).map(({ id }) => id),
    languages: ['en', 'zh'],
    server_time: clock.now().toISOString(),
  }
}

function publishedBy({ rules, charter }: Parts, given: readonly PublishedPromise[] | undefined): readonly PublishedPromise[] {
  const inForce = rules.filter((rule) => rule.appliesTo?.(charter) ?? true)
  return given ?? inForce.map((rule) => ({ id: rule.id, sentences: { en: [...rule.statements], zh: [] } }))
}

function placeOf({ connection, hostIsLoopback }: Ask) {
  return cookiePlaceOf({ remoteAddress: connection.remoteAddress, hostIsLoopback })
}
