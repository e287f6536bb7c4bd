// The published sentences of a promise: taken from its Markdown and filled with the charter's settings.

import type { Charter } from '../charter/schema.ts'
import { labelsInForce } from '../core/profiles.ts'

export interface PromiseText {
  en: string[]
  zh: string[]
}

/** Sentences are the list items below `## en` and `## zh`. */
export function readPromiseText(markdown: string): PromiseText {
  const text: PromiseText = { en: [], zh: [] }
  let language: keyof PromiseText | undefined
  for (const line of markdown.split('\n')) {
    if (line.startsWith('#')) language = line === '## en' ? 'en' : line === '## zh' ? 'zh' : undefined
    else if (language && line.startsWith('- ')) text[language].push(line.slice(2).trim())
  }
  return text
}

/** Everything that a sentence may name, by its placeholder. */
export const placeholders: Record<string, (charter: Charter) => string | number> = {
  imageDays: (charter) => charter.retention.imageDays,
  logDays: (charter) => charter.retention.logDays,
  callDays: (charter) => charter.retention.callDays,
  idleMinutes: (charter) => charter.sessions.idleMinutes,
  mostHours: (charter) => charter.sessions.mostHours,
  openingMinutes: (charter) => charter.accounts.openingMinutes,
  paperDays: (charter) => charter.verification.paperDays,
  signInIdleDays: (charter) => charter.signIn.idleDays,
  signInMostDays: (charter) => charter.signIn.mostDays,
  codeMinutes: (charter) => charter.signIn.codeMinutes,
  messageLogDays: (charter) => charter.messages.logDays,
  shareDays: (charter) => charter.sharing.mostDays,
  galleryDays: (charter) => charter.sharing.galleryDays,
  linkMinutes: (charter) => charter.links.minutes,
  markText: (charter) => labelsInForce(charter).text,
  markPercent: (charter) => Math.round(labelsInForce(charter).share * 1000) / 10,
  leastAge: ({ age }) => age.least,
  guardianAge: ({ age }) => age.guardian,
  retryHours: ({ age }) => age.retryHours,
  guardianHours: ({ age }) => age.guardianHours,
  childImageDays: ({ age }) => age.childImageDays,
  regionListDate: ({ regions }) => regions.listDate ?? '',
  noticeDays: (charter) => charter.terms.noticeDays,
  threshold: (charter) => charter.statistics.threshold,
  hosts: (charter) => charter.outbound.hosts.join(', '),
}

/** @throws when a sentence names something that no setting fills */
export function fillSentence(sentence: string, charter: Charter): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = placeholders[name]
    if (!value) throw new Error(`the placeholder {${name}} is filled by no setting`)
    return String(value(charter))
  })
}
