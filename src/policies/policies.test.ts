// Tests of the policy compiler: every charter's texts are whole in both languages, every setting shows in them or is declared textless.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadCharter } from '../charter/load.ts'
import { charterSchema, type Charter } from '../charter/schema.ts'
import { settingsTable } from '../charter/settings.ts'
import { rules } from '../trust/index.ts'
import { classify, isClassified } from './classes.ts'
import { languages, printMarkdown, type Language } from './compile.ts'
import { documents } from './documents.ts'
import { compileAll, type Texts } from './drafts.ts'
import { parseTemplate } from './template.ts'
import { textless } from './textless.ts'

const charters = ['local', 'hosted', 'ephemeral', 'api', 'platform']
const folder = join(import.meta.dirname, 'texts')

describe.each(charters)('the texts of the charter %s', (name) => {
  it('are whole: no unfilled placeholder, both languages with the same parts', async () => {
    const texts = await compileAll(await loadCharter(name), rules)
    for (const id of Object.keys(texts.en)) {
      const { en, zh } = { en: texts.en[id], zh: texts.zh[id] }
      if (!en || !zh) throw new Error(`${id} is missing in a language`)
      expect(zh.blocks.map(({ kind }) => kind), id).toEqual(en.blocks.map(({ kind }) => kind))
      expect(printMarkdown(en, 'en') + printMarkdown(zh, 'zh')).not.toMatch(/\{[\w.-]+\}|undefined|\[object|\bnull\b|TBD|\[insert/i)
      expect(en.blocks.length, id).toBeGreaterThan(1)
      expect(en.title.length * zh.title.length, id).toBeGreaterThan(0)
    }
  })
})

it('has a text in both languages for each document, and no other file', async () => {
  for (const language of languages) {
    expect((await readdir(join(folder, language))).sort()).toEqual(documents.map(({ id }) => `${id}.md`).sort())
  }
})

it('states facts by settings only: whatever no placeholder fills is a marked legal clause', async () => {
  for (const language of languages) {
    for (const { id } of documents) {
      const parts = parseTemplate(await readFile(join(folder, language, `${id}.md`), 'utf8'), id)
      const facts = parts.flatMap(({ part }) => (part.kind === 'fact' ? [part.text] : part.kind === 'items' ? part.items : []))
      for (const fact of facts) expect(fact, `${language}/${id}`).toMatch(/\{[\w.-]+\}/)
    }
  }
})

it('publishes no promise whose rule does not apply', async () => {
  const hosted = await loadCharter('hosted')
  const cited = Object.values((await compileAll(hosted, rules)).en).flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'promise' ? [block.rule] : [])))
  const applying = rules.filter((rule) => rule.appliesTo?.(hosted) ?? true).map(({ id }) => id)
  expect(applying).toEqual(expect.arrayContaining(cited))
  const without = await compileAll(hosted, rules.filter(({ id }) => id !== 'images-expire'))
  expect(JSON.stringify(without)).not.toContain('images-expire')
})

it('says of a sentence that no rule keeps that it is not promised yet, at the end of its document and nowhere else', async () => {
  const texts = await compileAll(await loadCharter('platform'), rules)
  for (const [language, heading] of [['en', 'Not promised yet'], ['zh', '尚未承诺']] as const) {
    const { blocks } = texts[language]['top-up'] ?? { blocks: [] }
    expect(blocks.slice(-2)).toMatchObject([{ kind: 'heading', text: heading }, { kind: 'list', items: { length: 3 } }])
    const [last] = blocks.slice(-1)
    const rest = JSON.stringify(Object.values(texts[language]).map((text) => text.blocks.filter((block) => block !== last)))
    for (const sentence of last?.kind === 'list' ? last.items : []) expect(rest).not.toContain(sentence)
  }
})

describe('each setting', () => {
  const settings = settingsTable().map(({ path }) => path)

  it.each(settings)('%s has a class of change', (path) => {
    expect(isClassified(path)).toBe(true)
  })

  it.each(settings)('%s shows in the texts of both languages when it is moved, or is declared textless', async (path) => {
    const moved = moves(path)
    if (textless[path] !== undefined) return
    const seen: Record<Language, boolean> = { en: false, zh: false }
    for (const [before, after] of moved) {
      const texts = await Promise.all([compileAll(before, rules), compileAll(after, rules)])
      for (const language of languages) seen[language] ||= differs(texts, language)
    }
    expect(seen).toEqual({ en: true, zh: true })
  })
})

it('declares nothing textless that is no setting', () => {
  const paths = settingsTable().map(({ path }) => path)
  expect(Object.keys(textless).filter((path) => !paths.includes(path))).toEqual([])
})

it('calls longer keeping a change of retention, and a new limit none that people must accept', () => {
  const kinds = classify([{ path: 'retention.imageDays', before: '30', after: '60' }, { path: 'limits.pictures', before: '4', after: '5' }, { path: 'somethingNew.here', before: '1', after: '2' }])
  expect(kinds.map(({ kind }) => kind)).toEqual(['retention', 'limits', 'rights'])
})

function differs([before, after]: readonly Texts[], language: Language): boolean {
  return JSON.stringify(before?.[language]) !== JSON.stringify(after?.[language])
}

/** Pairs of charters that differ in this setting alone, over several worlds in which it may matter. */
function moves(path: string): Array<[Charter, Charter]> {
  const worlds: Array<Record<string, unknown>> = [
    { access: { who: 'sessions' }, retention: { imageDays: 30 }, sessions: { atEnd: 'keep-links' }, statistics: { counted: true }, sharing: { gallery: true }, rights: { reviewReason: 'A person looks at it first.' } },
    {
      access: { who: 'accounts' },
      retention: { imageDays: 30 },
      rights: { deletion: 'reviewed', reviewReason: 'A person looks at it first.' },
      sharing: { gallery: true },
      messages: { mail: { company }, sms: { company } },
      signIn: { password: true, mailCode: true },
      verification: { needed: 'before-keys' },
      age: { ask: true, least: 8, guardian: 14 },
      regions: { source: 'file', networksFile: 'networks.txt', refused: ['KP'], listDate: '2026-11-01' },
      engines: [far],
    },
    { access: { who: 'sessions', demo: true, collects: ['prompts'] }, retention: { imageDays: 30 }, rights: { reviewReason: 'A person looks at it first.' } },
    { access: { who: 'owner' }, retention: { imageDays: 'until-deleted' }, labels: { visible: { shown: false } }, rights: { reviewReason: 'A person looks at it first.' } },
  ]
  return worlds.flatMap((world) => {
    const before = charterSchema.parse({ name: 'test', ...world })
    const parent = path.split('.').slice(0, -1).join('.')
    if (parent && at(before, parent) === undefined) return []
    const possible = others(at(before, path), path).filter((value) => charterSchema.safeParse(set(structuredClone(before), path, value)).success)
    return possible.map((value): [Charter, Charter] => [
      { ...before, version: 'a' },
      { ...charterSchema.parse(set(structuredClone(before), path, value)), version: 'b' },
    ])
  })
}

const far = { id: 'far', driver: 'openai-compatible', url: 'https://api.test/v1', place: { name: 'Far Ltd', country: 'US' }, terms: 'https://api.test/terms', retention: '30 days', models: ['far-1'] }
const company = { name: 'Post Ltd', country: 'DE', policyUrl: 'https://post.test' }

const examples: Record<string, unknown[]> = {
  'access.accountFor': [['sharing']],
  'operator.region': ['DE'],
  'messages.mail.company.contact': ['privacy@post.test'],
  'messages.sms.company.contact': ['privacy@post.test'],
  'messages.mail.company.safeguard': ['contract clauses'],
  'messages.sms.company.safeguard': ['contract clauses'],
  'messages.mail.company.since': ['2026-01-01'],
  'messages.sms.company.since': ['2026-01-01'],
  'claims.disclaims': [['loss']],
  'claims.availabilityPercent': [99.9],
  'claims.staysIn': ['DE'],
  'notices.languages': [['de']],
  'support.hours': ['Monday to Friday, 9:30-18:00'],
  'terms.effective': ['when-posted'],
  'terms.acceptance': ['by-use'],
  'terms.refunds': ['none'],
  'training.from': [['people']],
  'statistics.counted': [true],
  'retention.imageDays': [31],
  'age.retryOf': ['network'],
  'regions.source': ['none'],
  'regions.served': [['DE']],
  'regions.refused': [['CU']],
  'regions.listDate': ['2026-11-02'],
  'regions.unknown': ['serve'],
  'access.who': ['sessions', 'owner'],
  'access.collects': [['prompts', 'logs']],
  'operator.contact': ['someone@studio.test'],
  'operator.dataOfficer': ['officer@studio.test'],
  'labels.timestampAuthority': ['https://time.test/stamp'],
  'labels.filings': [{ eu: 'EU-1' }],
  'labels.withoutMark': [[{ who: 'owner/ann', why: 'agreed for a film', agreedOn: '2026-01-01', until: '2027-01-01' }]],
  'labels.visible.text': ['made by AI'],
  'labels.visible.share': [0.07],
  'outbound.hosts': [['api.test']],
  'messages.mail.company.name': ['Other Ltd'],
  'messages.sms.company.name': ['Other Ltd'],
  'messages.mail.company.country': ['FR'],
  'messages.sms.company.country': ['FR'],
  'messages.mail.company.policyUrl': ['https://other.test'],
  'messages.sms.company.policyUrl': ['https://other.test'],
  'rights.refusalGrounds': [['law', 'harm']],
  engines: [[{ ...far, retention: '60 days' }]],
  'accounts.kinds': [['individual']],
  'keys.mostDays': [90],
  'tiers.paid.picturesPerDay': [77],
  'verification.needed': ['no', 'before-keys'],
  'verification.provider': ['webhook'],
  'routing.consent': ['terms'],
  'signIn.leakedPasswords': ['https://range.test'],
  'signIn.providers': [[{ id: 'uni', kind: 'oidc', name: 'The university', issuer: 'https://uni.test', clientId: 'gesso' }]],
}

/** Values unlike this one that the setting may have. */
function others(value: unknown, path: string): unknown[] {
  const example = examples[path]
  if (example) return example
  if (typeof value === 'boolean') return [!value]
  if (typeof value === 'number') return [value + 1, value - 1].filter((one) => allowed(path, one)).slice(0, 1)
  return ['some other words', 'reviewed', 'keep-links', 'erase', 'any', 'self-service'].filter((one) => one !== value && allowed(path, one))
}

function allowed(path: string, value: unknown): boolean {
  const before = charterSchema.parse({ name: 'test', access: { who: 'sessions' }, retention: { imageDays: 30 } })
  return charterSchema.safeParse(set(structuredClone(before), path, value)).success
}

const at = (charter: object, path: string): unknown => path.split('.').reduce((here: unknown, name) => (here as Record<string, unknown> | undefined)?.[name], charter)

function set(charter: object, path: string, value: unknown): object {
  const names = path.split('.')
  const last = names.pop() ?? ''
  let here = charter as Record<string, unknown>
  for (const name of names) here = (here[name] ??= {}) as Record<string, unknown>
  here[last] = value
  return charter
}
