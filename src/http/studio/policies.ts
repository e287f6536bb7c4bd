// The published terms over HTTP: documents by version and language, and where a caller stands with them.

import { answerTerms as answer, inForce, standingOf, upcoming, type BriefVersion, type Standing } from '../../core/terms.ts'
import { Stated } from '../../core/errors.ts'
import type { VersionRow } from '../../core/terms-tables.ts'
import type { PolicyText } from '../../policies/compile.ts'
import { printMarkdown } from '../../policies/compile.ts'
import { json, type Ask, type AskOfCaller } from '../ask.ts'
import { readBody } from '../body.ts'
import { acceptSchema, type PoliciesBody, type PolicyBody, type TermsBody } from '../schemas/policies.ts'

type Texts = Record<'en' | 'zh', Record<string, PolicyText>>

export async function listPolicies({ parts }: Ask): Promise<Response> {
  const now = parts.clock.now()
  const versions = await parts.store.versions.list()
  const version = await versionOf(parts.store, inForce(versions, now)?.id)
  const { en, zh } = version.texts as Texts
  const next = upcoming(versions, now)
  const body: PoliciesBody = {
    object: 'policies',
    version: describe(version),
    upcoming: next ? describe(next) : null,
    documents: Object.entries(en).map(([id, { title }]) => ({ id, title: { en: title, zh: zh[id]?.title ?? title } })),
    versions: versions.filter(({ effectiveAt }) => effectiveAt <= now).map(describe),
  }
  return json(body)
}

export async function readPolicy(ask: Ask): Promise<Response> {
  const { version, text, language } = await find(ask)
  const body: PolicyBody = { object: 'policy', id: ask.path('id'), language, version: version.id, effective_at: version.effectiveAt.toISOString(), ...text }
  return json(body)
}

export async function readPolicyMarkdown(ask: Ask): Promise<Response> {
  const { text, language } = await find(ask)
  return new Response(printMarkdown(text, language), { headers: { 'content-type': 'text/markdown; charset=utf-8', 'content-language': language } })
}

export async function readTerms({ parts, caller }: AskOfCaller): Promise<Response> {
  return json(describeStanding(await standingOf(parts, caller.owner)))
}

export async function answerTerms(ask: AskOfCaller): Promise<Response> {
  const { value } = await readBody(ask, acceptSchema)
  return json(describeStanding(await answer(ask.parts, ask.caller, value.version, value.accepted, value.language)))
}

/** A version that is only announced can be read too, so that people know what comes. @throws Stated `not_found` */
async function find({ parts, path, query, language: preferred }: Ask): Promise<{ version: VersionRow; text: PolicyText; language: 'en' | 'zh' }> {
  const asked = query.get('language')
  const language = asked === 'en' || asked === 'zh' ? asked : preferred
  const id = query.get('version') ?? inForce(await parts.store.versions.list(), parts.clock.now())?.id
  const version = await versionOf(parts.store, id)
  const texts = (version.texts as Texts)[language]
  const text = Object.hasOwn(texts, path('id')) ? texts[path('id')] : undefined
  if (!text) throw new Stated('not_found')
  return { version, text, language }
}

async function versionOf(store: Ask['parts']['store'], id: string | undefined): Promise<VersionRow> {
  const version = id === undefined ? undefined : await store.versions.get(id)
  if (!version) throw new Stated('not_found')
  return version
}

function describe({ id, charter, announcedAt, effectiveAt, significant, changes }: BriefVersion): PoliciesBody['version'] {
  return { id, charter, announced_at: announcedAt.toISOString(), effective_at: effectiveAt.toISOString(), significant, changes }
}

function describeStanding({ version, accepted, declined, open }: Standing): TermsBody {
  return {
    object: 'terms',
    version: version?.id ?? null,
    effective_at: version?.effectiveAt.toISOString() ?? null,
    accepted: accepted ? { version: accepted.version, at: accepted.at.toISOString(), how: accepted.how, language: accepted.language } : null,
    declined: declined ? { version: declined.version, at: declined.at.toISOString() } : null,
    must_accept: open.length > 0,
    new_controller: open.some(({ kind }) => kind === 'controller'),
    changes: open,
  }
}
