// What the operator's files say today, compiled: the texts of every document in both languages, ready to be announced.

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readCharter } from '../charter/load.ts'
import type { Charter } from '../charter/schema.ts'
import { diffCharters } from '../charter/settings.ts'
import type { TrustRule } from '../core/rules.ts'
import { announce, type Draft } from '../core/terms.ts'
import type { PublishedTexts, TermsChange, VersionRow } from '../core/terms-tables.ts'
import type { Random, Store } from '../core/ports.ts'
import { publishedPromises } from '../published.ts'
import { classify } from './classes.ts'
import { compileText, languages, type PolicyText } from './compile.ts'
import { documentsOf } from './documents.ts'
import { parseTemplate } from './template.ts'

export type Texts = Record<'en' | 'zh', Record<string, PolicyText>>

const folder = join(import.meta.dirname, 'texts')

/** @throws when any text of this charter cannot be filled whole */
export async function compileAll(charter: Charter, rules: readonly TrustRule[]): Promise<Texts> {
  const promises = await publishedPromises(rules, charter)
  const texts: Texts = { en: {}, zh: {} }
  for (const { id } of documentsOf(charter)) {
    for (const language of languages) {
      const name = `${language}/${id}.md`
      const parts = parseTemplate(await readFile(join(folder, name), 'utf8'), name)
      texts[language][id] = compileText(parts, language, { charter, promises }, name)
    }
  }
  return texts
}

export async function draftOf(charter: Charter, rules: readonly TrustRule[]): Promise<Draft> {
  const texts = await compileAll(charter, rules)
  const { version, ...settings } = charter
  const digest = createHash('sha256').update(JSON.stringify({ settings, texts })).digest('hex')
  return { digest, charter: version, settings, texts: texts as PublishedTexts }
}

/**
 * Announces what the files say where it differs, and returns the charter that counts now: that of the files, or, while
 * a notice runs, the one before. @throws CharterInvalid when the settings in force mean nothing to this program any more
 */
export async function settleTerms(store: Store, random: Random, now: Date, charter: Charter, rules: readonly TrustRule[]): Promise<Charter> {
  const draft = await draftOf(charter, rules)
  const version = await announce({
    store,
    random,
    now,
    draft,
    compare: (current) => changesBetween(current, draft, charter),
    noticeDays: (current) => charterOf(current).terms.noticeDays,
    mails: (current) => rules.some((rule) => rule.givesNotice?.(charterOf(current)) ?? false),
    takesEffect: (changes, current) => latest(rules.map((rule) => rule.takesEffect?.(changes, charterOf(current), now) ?? now)),
  })
  return version.digest === draft.digest ? charter : charterOf(version)
}

export function charterOf({ settings, charter }: Pick<VersionRow, 'settings' | 'charter'>): Charter {
  return { ...readCharter(settings, charter), version: charter }
}

/** Settings first; a document whose words alone differ is a change of wording. */
function changesBetween(current: VersionRow, draft: Draft, charter: Charter): TermsChange[] {
  const settings = classify(diffCharters(charterOf(current), charter))
  if (settings.length > 0) return settings
  const names = new Set([...Object.keys(current.texts.en), ...Object.keys(draft.texts.en)])
  const differs = (id: string): boolean => languages.some((language) => JSON.stringify(current.texts[language][id]) !== JSON.stringify(draft.texts[language][id]))
  return [...names].filter(differs).map((path) => ({ path, kind: 'wording', before: '', after: '' }))
}

const latest = (times: readonly Date[]): Date => new Date(Math.max(...times.map(Number)))
