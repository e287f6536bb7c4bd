// What the routes of published terms take and answer.

import { z } from '@hono/zod-openapi'
import { changeKinds } from '../../core/terms-tables.ts'
import type { RouteSchema } from '../route.ts'
import { time } from './image.ts'

const both = z.object({ en: z.string(), zh: z.string() })

export const changeSchema = z.object({
  path: z.string().openapi({ description: 'The setting that changed, or the document whose words alone changed.' }),
  kind: z.enum(changeKinds).openapi({ description: 'What it touches. Retention, purposes, recipients, rights, contacts and prices wait for their notice.' }),
  before: z.string(),
  after: z.string(),
})

const versionSchema = z.object({
  id: z.string(),
  charter: z.string().openapi({ description: 'The charter it was made from: what pictures carry from their birth.' }),
  announced_at: time('When it was announced'),
  effective_at: time('When it takes or took effect'),
  significant: z.boolean(),
  changes: z.array(changeSchema),
})

export const policiesSchema = z
  .object({
    object: z.literal('policies'),
    version: versionSchema,
    upcoming: versionSchema.nullable().openapi({ description: 'What is announced and not in effect yet.' }),
    documents: z.array(z.object({ id: z.string(), title: both })),
    versions: z.array(versionSchema).openapi({ description: 'All that can still be read, the newest first.' }),
  })
  .openapi('Policies')

export const blockSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), text: z.string() }),
  z.object({ kind: z.literal('paragraph'), text: z.string(), legal: z.boolean().openapi({ description: 'A clause that binds by contract; the others state settings of the program.' }) }),
  z.object({ kind: z.literal('list'), items: z.array(z.string()) }),
  z.object({ kind: z.literal('promise'), rule: z.string().openapi({ description: 'Leads to its evidence: /trust#<rule>.' }), sentences: z.array(z.string()) }),
  z.object({ kind: z.literal('table'), head: z.array(z.string()), rows: z.array(z.array(z.string())) }),
])

export const policySchema = z
  .object({
    object: z.literal('policy'),
    id: z.string(),
    language: z.enum(['en', 'zh']),
    version: z.string(),
    effective_at: time('When this version takes or took effect'),
    title: z.string(),
    blocks: z.array(blockSchema),
  })
  .openapi('Policy')

export const termsSchema = z
  .object({
    object: z.literal('terms'),
    version: z.string().nullable().openapi({ description: 'The version in force; null where the operator is alone with themselves.' }),
    effective_at: time('Since when').nullable(),
    accepted: z
      .object({ version: z.string(), at: time('When'), how: z.enum(['first-order', 'asked']), language: z.enum(['en', 'zh']) })
      .nullable()
      .openapi({ description: 'What you accepted last.' }),
    declined: z.object({ version: z.string(), at: time('When') }).nullable().openapi({ description: 'Your no to the version in force; gone with a later yes.' }),
    must_accept: z.boolean().openapi({ description: 'Whether nothing new is made for you before you accept the version in force.' }),
    new_controller: z.boolean().openapi({ description: 'Whether somebody else answers for this server since: nothing of yours is worked with before you accept.' }),
    changes: z.array(changeSchema).openapi({ description: 'What changed since the version that you accepted.' }),
  })
  .openapi('Terms')

export const acceptSchema = z
  .object({ version: z.string().max(60).openapi({ description: 'Id of the version that was shown.' }), accepted: z.boolean().default(true).openapi({ description: 'false = you decline it.' }), language: z.enum(['en', 'zh']).default('en') })
  .openapi('AcceptTerms')

export type PoliciesBody = z.output<typeof policiesSchema>
export type PolicyBody = z.output<typeof policySchema>
export type TermsBody = z.output<typeof termsSchema>

const which = z.object({
  language: z.enum(['en', 'zh']).optional().openapi({ description: 'Usual: by Accept-Language.' }),
  version: z.string().optional().openapi({ description: 'Usual: the version in force.' }),
})
const params = z.object({ id: z.string().openapi({ description: 'Name of the document, e.g. `privacy`.' }) })

export const listPolicies: RouteSchema = {
  summary: 'The published documents, their versions, and what is announced',
  answers: { 200: { description: 'The list.', schema: policiesSchema } },
}

export const readPolicy: RouteSchema = {
  summary: 'One document, as parts',
  params,
  query: which,
  answers: { 200: { description: 'The text.', schema: policySchema } },
  errors: ['not_found'],
}

export const readPolicyMarkdown: RouteSchema = {
  summary: 'One document, as Markdown',
  params,
  query: which,
  answers: { 200: { description: 'The text.', types: ['text/markdown; charset=utf-8'] } },
  errors: ['not_found'],
}

export const readTerms: RouteSchema = {
  summary: 'Where you stand with the terms',
  answers: { 200: { description: 'The version in force and what you accepted.', schema: termsSchema } },
}

export const answerTerms: RouteSchema = {
  summary: 'Accept or decline the terms in force',
  description: 'Written down with its time and the digest of the texts, and gone with your session or account. Without a yes everything of yours can still be seen, copied and erased.',
  body: acceptSchema,
  answers: { 200: { description: 'Where you stand now.', schema: termsSchema } },
  errors: ['terms_outdated', 'terms_by_people', 'field_invalid', 'body_not_json', 'body_not_text', 'content_type_unsupported', 'body_too_large'],
}
