// Optional purposes that this server really serves, and what people say about them; a browser's signal says no to all.

import type { Belonging } from './belongings.ts'
import type { Caller } from './callers.ts'
import { appendConsent, digestOfText } from './consents.ts'
import { Stated, type Language } from './errors.ts'
import type { ChoiceRow, Parts } from './ports.ts'
import { allDoOptional, askAll } from './rules.ts'

/** `sharing` = words drawn by an engine of somebody else; `analytics` = being counted; `training` = use of what one makes for training. */
export const purposes = ['analytics', 'sharing', 'training'] as const
export type Purpose = (typeof purposes)[number]

/** What stands beside each switch, which nobody finds switched on: what is off until somebody allows it, or goes on until they object. */
export const purposeTexts: Record<Purpose, { en: string; zh: string }> = {
  analytics: { en: 'Do not count how I use this site', zh: '不要统计我对本站的使用' },
  sharing: { en: 'Do not have my words drawn by somebody else\'s engine', zh: '不要让他人的引擎绘制我的文字' },
  training: { en: 'Train models with my pictures and words', zh: '可用我的图片和文字训练模型' },
}

export interface Choice {
  purpose: Purpose
  allowed: boolean
  since?: Date
}

/** Those that a choice changes anything about. Where everybody is asked for each place anew, there is nothing to object to. */
export function offeredPurposes({ charter, router }: Pick<Parts, 'charter' | 'router'>, caller?: Pick<Caller, 'kind' | 'role'>): Purpose[] {
  const elsewhere = charter.routing.consent === 'terms' && router.cards().some(({ facts }) => facts.sendsDataTo !== 'here')
  const trains = charter.training.from.includes('people') && caller?.kind === 'person' && caller.role === 'owner'
  const offered: Record<Purpose, boolean> = { analytics: charter.statistics.counted, sharing: elsewhere, training: trains }
  return purposes.filter((purpose) => offered[purpose])
}

/** What counts until somebody says otherwise: training is off until it is switched on. */
export const usual: Record<Purpose, boolean> = { analytics: true, sharing: true, training: false }

/** A signal says no to everything, whatever was chosen before. What the terms allow is allowed until somebody objects. */
export async function readChoices(parts: Parts, caller: Caller | undefined, signal: boolean): Promise<Choice[]> {
  const offered = offeredPurposes(parts, caller)
  const never = offered.length > 0 && caller !== undefined && !(await allDoOptional(parts, caller))
  const rows = caller ? await parts.store.choices.listOf(caller.owner) : []
  return offered.map((purpose) => {
    const newest: ChoiceRow | undefined = rows.find((row) => row.purpose === purpose)
    return { purpose, allowed: !signal && !never && (newest?.allowed ?? usual[purpose]), since: newest?.at }
  })
}

/** Whether their words may be drawn here only. */
export async function objectsToSharing(parts: Parts, caller: Caller): Promise<boolean> {
  const choices = await readChoices(parts, caller, caller.objects ?? false)
  return choices.some(({ purpose, allowed }) => purpose === 'sharing' && !allowed)
}

/** What holds for somebody at this moment, whether they are here or not. */
export async function allows(parts: Parts, caller: Caller, purpose: 'analytics' | 'training'): Promise<boolean> {
  const { statistics, training } = parts.charter
  const served = purpose === 'analytics' ? statistics.counted : training.from.includes('people')
  if (!served || caller.objects || !(await allDoOptional(parts, caller))) return false
  const newest = (await parts.store.choices.listOf(caller.owner)).find((row) => row.purpose === purpose)
  return newest?.allowed ?? usual[purpose]
}

/** Written down with its time; earlier ones stay, so that it can be shown what held when. @throws Stated `field_invalid` */
export async function choose(parts: Parts, caller: Caller, purpose: Purpose, allowed: boolean, language: Language = 'en'): Promise<void> {
  if (!offeredPurposes(parts, caller).includes(purpose)) throw new Stated('field_invalid', { field: 'purpose', reason: 'this server does nothing for it.' }, 'purpose')
  if (allowed) await askAll(parts.rules, (rule) => rule.checkAct?.({ kind: 'optional', caller }, parts))
  await parts.store.choices.insert({ owner: caller.owner, purpose, allowed, at: parts.clock.now() })
  await appendConsent(parts, { owner: caller.owner, matter: purpose, allowed, digest: digestOfText(parts, purpose, purposeTexts[purpose]), language, how: 'asked' })
}

export function describeChoices(choices: readonly Choice[], signal: boolean) {
  const offered = choices.map(({ purpose, allowed, since }) => ({ purpose, allowed, since: since?.toISOString() ?? null, usual: usual[purpose], text: purposeTexts[purpose] }))
  return { global_privacy_control: signal, purposes: offered, never: purposes.filter((one) => !choices.some(({ purpose }) => purpose === one)) }
}

export const choicesHad: Belonging = {
  kind: 'choices',
  tables: ['choices'],
  why: 'you-said-so',
  until: 'you-erase-all',
  where: ['database'],
  readableByServer: true,
  staysWhenCleared: true,
  count: async ({ store }, owner) => ({ count: (await store.choices.listOf(owner)).length }),
  remove: (tables, { owner }) => tables.choices.removeOf(owner),
  async *copy(parts, caller) {
    yield { path: 'choices.json', content: describeChoices(await readChoices(parts, caller, false), false) }
  },
}
