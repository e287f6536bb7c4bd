// Who am I, visitors' sessions, the published promises, and whether the program is well.

import { hasVisitors, type Caller } from '../../core/callers.ts'
import type { Parts, ReportRow } from '../../core/ports.ts'
import { Stated } from '../../core/errors.ts'
import { thirdPartiesOf } from '../../core/third-parties.ts'
import type { Receipt } from '../../core/receipts.ts'
import { endsOf, lifeOf, sessionIdOf } from '../../core/session-life.ts'
import { incidentNow } from '../../core/incidents.ts'
import { listNotices } from '../../core/notices.ts'
import { standingOf } from '../../core/terms.ts'
import { clearSession as clear, endSessionByHand } from '../../core/sessions.ts'
import { cookiePlaceOf } from '../../identity/identify.ts'
import { clearedCookie, startSession as start } from '../../identity/sessions.ts'
import { gateOf } from '../gates/age.ts'
import { json, type Ask, type AskOfCaller, type PublishedPromise } from '../ask.ts'
import { describeIncident } from '../operating/incidents.ts'
import type { SessionBody, TrustBody } from '../schemas/session.ts'
import { describeEnhancer } from './enhance.ts'
import { describeChoices } from './rights.ts'

export async function readSession(ask: Ask): Promise<Response> {
  return json(await describeSession(ask, await ask.findCaller()))
}

export async function startSession(ask: Ask): Promise<Response> {
  const { caller, cookie } = await ensureSession(ask)
  return json(await describeSession(ask, caller), 200, cookie ? { 'set-cookie': cookie } : {})
}

/** The caller there is; else, where visitors are let in, a new session. */
export async function ensureSession(ask: Ask): Promise<{ caller: Caller | undefined; cookie?: string }> {
  const caller = await ask.findCaller()
  if (caller || !hasVisitors(ask.parts.charter)) return { caller }
  return start(ask.parts, placeOf(ask))
}

export async function endSession(ask: AskOfCaller): Promise<Response> {
  const { receipt, headers } = await endByHand(ask)
  return json(receipt, 200, headers)
}

/** @throws Stated `session_missing` for a caller who is no session */
export async function endByHand(ask: AskOfCaller): Promise<{ receipt: Receipt; headers: Record<string, string> }> {
  const receipt = await endSessionByHand(ask.parts, sessionOf(ask))
  return { receipt, headers: { 'set-cookie': clearedCookie(placeOf(ask)), 'clear-site-data': '"cookies", "storage"' } }
}

export async function clearSession(ask: AskOfCaller): Promise<Response> {
  return json(await clear(ask.parts, sessionOf(ask)))
}

export async function resetSession(ask: AskOfCaller): Promise<Response> {
  const { receipt } = await endByHand(ask)
  const { caller, cookie } = await start(ask.parts, placeOf(ask))
  return json({ receipt, session: await describeSession(ask, caller) }, 200, { 'set-cookie': cookie, 'clear-site-data': '"storage"' })
}

function sessionOf({ caller }: AskOfCaller): string {
  const id = sessionIdOf(caller.owner)
  if (caller.kind !== 'session' || id === undefined) throw new Stated('session_missing')
  return id
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
    third_parties: thirdPartiesOf(parts.charter).map(({ name, country, policyUrl, purpose }) => ({ name, country, policy_url: policyUrl, purpose })),
    ending: (await options.ending?.()) ?? null,
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

/** What the studio is told of who asks and of this server. */
export async function describeSession(ask: Ask, caller: Caller | undefined): Promise<SessionBody> {
  const { parts, options } = ask
  const { charter, clock } = parts
  const { limits, retention } = charter
  const [ends, privacy, enhancer, ending, incident, gate, { terms, agreed }] = await Promise.all([
    endsOfCaller(ask, caller),
    describeChoices(ask, caller),
    describeEnhancer(parts, caller),
    options.ending?.(),
    describeIncidentNow(parts),
    gateOf(ask, caller),
    describeTerms(parts, caller),
  ])
  return {
    object: 'session',
    kind: caller?.kind ?? 'none',
    scopes: [...(caller?.scopes ?? [])],
    access: charter.access.who,
    visitors: hasVisitors(charter),
    charter: { name: charter.name, version: charter.version },
    model: charter.model,
    limits: { prompt_characters: limits.promptCharacters, pictures: limits.pictures, waiting: limits.waiting, body_bytes: limits.bodyBytes },
    retention: {
      image_days: retention.imageDays,
      session_idle_minutes: charter.sessions.idleMinutes,
      session_most_hours: charter.sessions.mostHours,
      link_minutes: charter.links.minutes,
    },
    ends,
    sharing: charter.sharing.enabled ? { most_days: charter.sharing.mostDays } : null,
    rights: { deletion: charter.rights.deletion, review_reason: charter.rights.reviewReason ?? null, undo_seconds: charter.rights.undoSeconds, offer_export: charter.sessions.offerExport },
    privacy,
    gallery: charter.sharing.gallery ? { days: charter.sharing.galleryDays } : null,
    imports: charter.imports.enabled ? { pictures: charter.imports.pictures, bytes: charter.imports.bytes } : null,
    enhancer,
    ending: ending ?? null,
    incident,
    gate,
    terms,
    promises: publishedBy(parts, options.promises).map(({ id }) => id),
    demo: charter.access.demo && caller && !agreed ? { collects: charter.access.collects ?? [] } : null,
    languages: ['en', 'zh'],
    server_time: clock.now().toISOString(),
  }
}

async function describeIncidentNow(parts: Parts): Promise<SessionBody['incident']> {
  const row = await incidentNow(parts)
  return row ? describeIncident(row, parts.clock.now()) : null
}

/** The versions of the terms are read once for both. */
async function describeTerms(parts: Parts, caller: Caller | undefined): Promise<{ terms: SessionBody['terms']; agreed: boolean }> {
  const versions = parts.store.versions.list()
  const [{ version, next, open, accepted }, notices] = await Promise.all([standingOf(parts, caller?.owner ?? '', versions), caller ? listNotices(parts, caller, versions) : []])
  const terms = {
    version: version?.id ?? null,
    must_accept: open.length > 0,
    new_controller: open.some(({ kind }) => kind === 'controller'),
    upcoming_at: next?.significant ? next.effectiveAt.toISOString() : null,
    unread: notices.filter(({ read }) => !read).length,
  }
  return { terms, agreed: accepted !== undefined }
}

async function endsOfCaller({ parts }: Ask, caller: Caller | undefined): Promise<SessionBody['ends']> {
  const id = caller && sessionIdOf(caller.owner)
  const row = id === undefined ? undefined : await parts.store.sessions.get(id)
  if (!row) return null
  const { idleAt, mostAt } = endsOf(parts.charter, row)
  return { idle_at: idleAt.toISOString(), most_at: mostAt.toISOString(), at_end: lifeOf(row, parts.charter.sessions).atEnd }
}

function publishedBy({ rules, charter }: Parts, given: readonly PublishedPromise[] | undefined): readonly PublishedPromise[] {
  const inForce = rules.filter((rule) => rule.appliesTo?.(charter) ?? true)
  return given ?? inForce.map((rule) => ({ id: rule.id, sentences: { en: [...rule.statements], zh: [] } }))
}

function placeOf({ connection, hostIsLoopback }: Ask) {
  return cookiePlaceOf({ remoteAddress: connection.remoteAddress, hostIsLoopback })
}
