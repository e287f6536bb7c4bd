// Language and theme: from the browser, or chosen; a choice stands in the address and is stored nowhere.

import { createStore } from '../stores.ts'
import type { Language } from '../words/words.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export interface Preferences {
  language: Language
  theme: Theme
}

export function preferencesFrom(search: string, languages: readonly string[]): Preferences {
  const asked = new URLSearchParams(search)
  const first = languages.find((language) => /^(zh|en)\b/i.test(language)) ?? 'en'
  const wanted = asked.get('lang') ?? first
  const theme = themes.find((one) => one === asked.get('theme')) ?? 'system'
  return { language: wanted.toLowerCase().startsWith('zh') ? 'zh' : 'en', theme }
}

export const preferences = createStore<Preferences>({ language: 'en', theme: 'system' })

export function readPreferences(): Preferences {
  const read = preferencesFrom(location.search, navigator.languages)
  preferences.set(read)
  dress(read)
  return read
}

export function choose(change: Partial<Preferences>): void {
  const next = { ...preferences.get(), ...change }
  preferences.set(next)
  dress(next)
  const address = new URL(location.href)
  if (change.language) address.searchParams.set('lang', next.language)
  if (change.theme === 'system') address.searchParams.delete('theme')
  else if (change.theme) address.searchParams.set('theme', next.theme)
  history.replaceState(history.state, '', address)
}

function dress({ language, theme }: Preferences): void {
  const root = document.documentElement
  root.lang = language === 'zh' ? 'zh-CN' : 'en'
  if (theme === 'system') delete root.dataset['theme']
  else root.dataset['theme'] = theme
}
