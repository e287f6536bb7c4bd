// Language, theme and the list of shortcuts: small controls for the rail and the top bar.

import { Keyboard, Monitor, Moon, Sun } from 'lucide-react'
import { useId } from 'react'
import { SignButton, Button } from '../design/button.tsx'
import { Choices } from '../design/choice.tsx'
import { useStore } from '../stores.ts'
import { useWords } from '../words/words.ts'
import { choose, preferences, themes, type Theme } from './preferences.ts'
import { listOpen } from './shortcuts.tsx'

const signs = { system: Monitor, light: Sun, dark: Moon } as const

export function LanguageButton() {
  const { t, language } = useWords()
  const other = language === 'en' ? 'zh' : 'en'
  return (
    <Button kind="quiet" className="px-1.5 font-medium" aria-label={`${t('app.otherLanguage')}, ${t('app.otherLanguageLong')}`} title={t('app.otherLanguageLong')} lang={other} onClick={() => choose({ language: other })}>
      {t('app.otherLanguage')}
    </Button>
  )
}

export function ThemeButton() {
  const { t } = useWords()
  const { theme } = useStore(preferences)
  const Sign = signs[theme]
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system'
  return (
    <SignButton label={t('app.theme', { theme: t(`app.themes.${theme}`) })} onClick={() => choose({ theme: next })}>
      <Sign size={20} strokeWidth={1.75} aria-hidden="true" />
    </SignButton>
  )
}

/** All three named, where there is room for words. */
export function ThemeChoice() {
  const { t } = useWords()
  const { theme } = useStore(preferences)
  const label = useId()
  return (
    <div className="grid gap-1">
      <span id={label} className="text-14 font-medium">
        {t('app.themeTitle')}
      </span>
      <Choices<Theme> labelledBy={label} value={theme} onChoose={(next) => choose({ theme: next })} choices={themes.map((one) => ({ value: one, label: t(`app.themes.${one}`) }))} />
    </div>
  )
}

export function ShortcutsButton() {
  const { t } = useWords()
  return (
    <SignButton label={t('app.shortcuts')} aria-keyshortcuts="?" onClick={() => listOpen.set(true)}>
      <Keyboard size={20} strokeWidth={1.75} aria-hidden="true" />
    </SignButton>
  )
}
