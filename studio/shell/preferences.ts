// How somebody likes the studio: from the address, from what the server keeps sealed for them, or from the browser.

import { changePreferences, readPreferences as readKept, type Preferences as Kept } from '../api.ts'
import { createStore } from '../stores.ts'
import type { Language } from '../words/words.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export interface Preferences {
  language: Language
  theme: Theme
  /** Whether the drawer of fine settings is open. */
  advanced: boolean
  /** Whether single keys work as shortcuts. */
  singleKeys: boolean
  /** Whether earlier prompts of their own are suggested. */
  suggestions: boolean
  /** Whether a mail tells of pictures that go soon. */
  mailGoing: boolean
  /** What was read and put away. */
  noticesSeen: readonly string[]
}

/** An address may name language and theme, for links and for whom the server knows nobody. */
export function preferencesFrom(search: string, kept: Kept, languages: readonly string[]): Preferences {
  const asked = new URLSearchParams(search)
  const wanted = asked.get('lang') ?? kept.language ?? languages.find((language) => /^(zh|en)\b/i.test(language)) ?? 'en'
  return {
    language: wanted.toLowerCase().startsWith('zh') ? 'zh' : 'en',
    theme: themes.find((one) => one === asked.get('theme')) ?? kept.theme ?? 'system',
    advanced: kept.advanced ?? false,
    singleKeys: kept.single_keys ?? true,
    suggestions: kept.suggestions ?? false,
    mailGoing: kept.mail_going ?? false,
    noticesSeen: kept.notices_seen ?? [],
  }
}

/** The server has written into the page which language it came in; without that the browser's wishes stand. */
export const browserLanguages = [document.documentElement.lang, ...navigator.languages]

export const preferences = createStore<Preferences>(preferencesFrom('', {}, []))

/** Longest wait for the server before the page is shown as the browser would have it, in milliseconds. */
const patience = 1000

export async function readPreferences(): Promise<Preferences> {
  const late = new Promise<Kept>((resolve) => setTimeout(() => resolve({}), patience))
  const kept = await Promise.race([readKept().catch((): Kept => ({})), late])
  const read = preferencesFrom(location.search, kept, browserLanguages)
  preferences.set(read)
  dress(read)
  return read
}

/** Shown at once, kept by the server; where it knows nobody, language and theme stand in the address. */
export function choose(change: Partial<Omit<Preferences, 'noticesSeen'>> & { noticeSeen?: string }): void {
  const { noticeSeen, ...rest } = change
  const now = preferences.get()
  const next = { ...now, ...rest, noticesSeen: noticeSeen === undefined ? now.noticesSeen : [...now.noticesSeen, noticeSeen] }
  preferences.set(next)
  dress(next)
  const { language, theme, advanced, singleKeys, suggestions, mailGoing } = rest
  changePreferences({ language, theme, advanced, single_keys: singleKeys, suggestions, mail_going: mailGoing, ...(noticeSeen !== undefined && { notices_seen: [noticeSeen] }) }).then(
    () => writeAddress({ ...(language && { lang: undefined }), ...(theme && { theme: undefined }) }),
    () => writeAddress({ ...(language && { lang: language }), ...(theme && { theme: theme === 'system' ? undefined : theme }) }),
  )
}

function writeAddress(values: Record<string, string | undefined>): void {
  const address = new URL(location.href)
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) address.searchParams.delete(name)
    else address.searchParams.set(name, value)
  }
  if (address.href !== location.href) history.replaceState(history.state, '', address)
}

function dress({ language, theme }: Preferences): void {
  const root = document.documentElement
  root.lang = language === 'zh' ? 'zh-CN' : 'en'
  if (theme === 'system') delete root.dataset['theme']
  else root.dataset['theme'] = theme
}
