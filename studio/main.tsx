// Starts the studio: language and theme first, then the page.

import i18next from 'i18next'
import { startTransition } from 'react'
import { createRoot, hydrateRoot } from 'react-dom/client'
import { App } from './app.tsx'
import './design/base.css'
import { queries } from './server-state.ts'
import { findDrawn } from './shell/first-look.ts'
import { browserLanguages, preferences, preferencesFrom, readPreferences } from './shell/preferences.ts'
import { changeWords, foresee, startWords } from './words/words.ts'

if (new URLSearchParams(location.search).has('sign-in')) {
  // Another site sent the browser back: what became of it is shown where people sign in.
  const failed = /sign-in=(failed|second-step)/.test(location.search)
  history.replaceState(history.state, '', failed ? `/sign-in${location.search}` : '/console')
}

const studio = document.querySelector<HTMLElement>('#studio')
const drawn = studio && findDrawn(studio)
foresee(preferencesFrom(location.search, {}, browserLanguages).language)
const longer = new URLSearchParams(location.search).get('lang') === 'longer'
await startWords((await readPreferences()).language, longer)

// The server's sentences come in the language of the page, so they are asked for again when it changes.
preferences.subscribe(() => {
  const { language } = preferences.get()
  if (language === i18next.language) return
  void changeWords(language).then(() => queries.invalidateQueries())
})

// In slices, so that what somebody types or presses meanwhile is never kept waiting.
if (drawn) startTransition(() => void hydrateRoot(drawn, <App />))
else if (studio) createRoot(studio).render(<App />)
