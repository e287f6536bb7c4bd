// Starts i18next with both languages and hands out the typed `t`.

import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { en } from './en.ts'
import { zh } from './zh.ts'

export type Language = 'en' | 'zh'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en }
    returnNull: false
  }
}

export function startWords(language: Language): void {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: en }, zh: { translation: zh } },
    interpolation: { escapeValue: false },
    initAsync: false,
  })
}

export function useWords() {
  const { t, i18n } = useTranslation()
  return { t, language: (i18n.language === 'zh' ? 'zh' : 'en') as Language }
}

export type Say = ReturnType<typeof useWords>['t']

/** What someone wrote may be in another language than the page: voices and glyphs need to know. */
export function languageOf(text: string): Language | undefined {
  if (/\p{Script=Han}/u.test(text)) return 'zh'
  return /[a-z]{3}/i.test(text) ? 'en' : undefined
}
