// Starts i18next, hands out the typed `t`, and brings the sentences of a page with the page.

import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'

export type Language = 'en' | 'zh'
export type Words = typeof import('./en.ts').en & typeof import('./en-data.ts') & typeof import('./en-library.ts') &
  typeof import('./en-console.ts') &
  typeof import('./en-operator.ts') & typeof import('./en-gates.ts') & typeof import('./en-incidents.ts') & typeof import('./en-policies.ts') & typeof import('./en-edit.ts') & typeof import('./en-better.ts') & typeof import('./en-own.ts') & typeof import('./en-engines.ts') & typeof import('./en-developers.ts')

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Words }
    returnNull: false
  }
}

/** Each is loaded in the language of the page: what every page says first, the rest with the pages that say it. */
const bundles = {
  every: { en: async () => (await import('./en.ts')).en, zh: async () => (await import('./zh.ts')).zh },
  console: { en: () => import('./en-console.ts'), zh: () => import('./zh-console.ts') },
  operator: { en: () => import('./en-operator.ts'), zh: () => import('./zh-operator.ts') },
  library: { en: () => import('./en-library.ts'), zh: () => import('./zh-library.ts') },
  policies: { en: () => import('./en-policies.ts'), zh: () => import('./zh-policies.ts') },
  own: { en: () => import('./en-own.ts'), zh: () => import('./zh-own.ts') },
  better: { en: () => import('./en-better.ts'), zh: () => import('./zh-better.ts') },
  engines: { en: () => import('./en-engines.ts'), zh: () => import('./zh-engines.ts') },
  developers: { en: () => import('./en-developers.ts'), zh: () => import('./zh-developers.ts') },
  edit: { en: () => import('./en-edit.ts'), zh: () => import('./zh-edit.ts') },
  incidents: { en: () => import('./en-incidents.ts'), zh: () => import('./zh-incidents.ts') },
  gates: { en: () => import('./en-gates.ts'), zh: () => import('./zh-gates.ts') },
  data: { en: () => import('./en-data.ts'), zh: () => import('./zh-data.ts') },
} as const
export type Bundle = keyof typeof bundles

const wanted = new Set<Bundle>(['every'])

/** Begins to load what every page says, where the language can be foreseen. */
export function foresee(language: Language): void {
  void bundles.every[language]()
}

/** `longer` = each word 40 % longer, to see whether a page has room for other languages. */
export async function startWords(language: Language, longer = false): Promise<void> {
  const [every, lengthening] = await Promise.all([bundles.every[language](), longer ? import('./longer.ts') : undefined])
  if (lengthening) i18next.use(lengthening.lengthening)
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: { ...every } } },
    postProcess: lengthening ? ['longer'] : false,
    interpolation: { escapeValue: false },
    initAsync: false,
    react: { bindI18nStore: 'added' },
  })
}

/** To be awaited before a page of the bundle is shown. */
export async function bringWords(bundle: Bundle): Promise<void> {
  wanted.add(bundle)
  await bring(bundle, i18next.language === 'zh' ? 'zh' : 'en')
}

/** With the sentences of all pages that were open so far. */
export async function changeWords(language: Language): Promise<void> {
  await Promise.all([...wanted].map((bundle) => bring(bundle, language)))
  await i18next.changeLanguage(language)
}

async function bring(bundle: Bundle, language: Language): Promise<void> {
  // A copy: a module itself cannot be written into.
  i18next.addResourceBundle(language, 'translation', { ...(await bundles[bundle][language]()) }, true)
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
