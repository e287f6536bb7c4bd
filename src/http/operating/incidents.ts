// Incidents and maintenance windows over HTTP.

import type { IncidentRow } from '../../core/incident-tables.ts'
import * as incidents from '../../core/incidents.ts'
import { json, type Ask, type AskOfCaller } from '../ask.ts'
import { readBody } from '../body.ts'
import { incidentUpdateSchema, newIncidentSchema, type IncidentBody } from '../schemas/operating.ts'

export async function listIncidents({ parts }: Ask): Promise<Response> {
  const now = parts.clock.now()
  const [rows, versions] = await Promise.all([incidents.listIncidents(parts), parts.store.versions.list()])
  // The first version of the terms was written when this instance first started.
  const since = versions.map(({ announcedAt }) => announcedAt).sort((a, b) => Number(a) - Number(b))[0]
  return json({ object: 'list', since: since?.toISOString() ?? null, data: rows.map((row) => describeIncident(row, now)) })
}

export async function openIncident(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, newIncidentSchema)
  const { kind, title, words, personal, starts_at: starts, ends_at: ends } = value
  const told = { title: said(title), words: said(words), personal, ...(starts === undefined ? {} : { startsAt: new Date(starts) }), ...(ends === undefined ? {} : { endsAt: new Date(ends) }) }
  const row = await (kind === 'incident' ? incidents.openIncident(ask.parts, told) : incidents.planMaintenance(ask.parts, told))
  return json(describeIncident(row, ask.parts.clock.now()), 201)
}

export async function tellMore(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, incidentUpdateSchema)
  const row = await incidents.tellMore(ask.parts, ask.path('id'), value.state, said(value.words))
  return json(describeIncident(row, ask.parts.clock.now()))
}

export function describeIncident(row: IncidentRow, now: Date): IncidentBody {
  const { id, kind, title, personal, announcedAt, startsAt, endsAt, overAt, updates } = row
  return {
    id,
    object: 'incident',
    kind,
    title,
    personal,
    state: stateOf(row, now),
    announced_at: announcedAt.toISOString(),
    starts_at: startsAt.toISOString(),
    ends_at: endsAt?.toISOString() ?? null,
    over_at: overAt?.toISOString() ?? null,
    updates,
  }
}

function stateOf(row: IncidentRow, now: Date): IncidentBody['state'] {
  if (row.kind === 'incident') return row.updates.at(-1)?.state ?? 'looking'
  if (incidents.goesOn(row, now)) return 'going-on'
  return row.overAt === undefined && row.startsAt > now ? 'planned' : 'over'
}

const said = ({ en, zh }: { en?: string | undefined; zh?: string | undefined }) => ({ ...(en ? { en } : {}), ...(zh ? { zh } : {}) })
