// What fills the placeholders of a policy text: the enforced setting itself, or a word made from it.

import type { Charter } from '../charter/schema.ts'
import { labelsInForce } from '../core/profiles.ts'
import type { Language } from './compile.ts'
import { accountWords, featureWords, groundWords, languageWords } from './words.ts'

type Fact = (charter: Charter, language: Language) => string | number

/** Facts that are not one setting as it stands. */
const facts: Record<string, Fact> = {
  'mark.text': (charter) => labelsInForce(charter).text,
  'mark.percent': (charter) => Math.round(labelsInForce(charter).share * 1000) / 10,
  'account.needed': ({ access }, language) => listed(access.accountFor.map((what) => featureWords[what][language]), language),
  'notice.languages': ({ notices }, language) => listed(notices.languages.map((one) => languageWords[one][language]), language),
  'refusal.grounds': ({ rights }, language) => listed(rights.refusalGrounds.map((ground) => groundWords[ground][language]), language),
  'demo.collects': ({ access }, language) => listed((access.collects ?? []).map((one) => collectedWords[one][language]), language),
  'account.kinds': ({ accounts }, language) => listed(accounts.kinds.map((kind) => accountWords[kind][language]), language),
}

/** What visitors of a demonstration leave, in words. */
const collectedWords = {
  prompts: { en: 'prompts and settings', zh: '提示词与设置' },
  pictures: { en: 'pictures that are made or sent', zh: '生成或上传的图片' },
  session: { en: 'a session, known by a cookie', zh: '由 Cookie 识别的会话' },
  logs: { en: 'logs of codes and times', zh: '仅含代码与时间的日志' },
  statistics: { en: 'counts of visits without a name', zh: '不含姓名的访问计数' },
} as const

/** @throws when a placeholder names neither a fact nor a setting that has a value */
export function fillFact(text: string, charter: Charter, language: Language): string {
  return text.replace(/\{([\w.-]+)\}/g, (_, name: string) => String(valueOf(name, charter, language)))
}

function valueOf(name: string, charter: Charter, language: Language): string | number {
  const fact = facts[name]
  if (fact) return fact(charter, language)
  const value = name.split('.').reduce((at: unknown, part) => (at as Record<string, unknown> | undefined)?.[part], charter)
  if (typeof value === 'string' && value !== '') return value
  if (typeof value === 'number') return value
  if (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string')) return listed(value, language)
  throw new Error(`the placeholder {${name}} names no fact, and no setting with a value to print`)
}

export function listed(words: readonly string[], language: Language): string {
  return words.join(language === 'zh' ? '、' : ', ')
}
