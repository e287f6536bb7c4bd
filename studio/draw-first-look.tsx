// Draws the first page as plain markup while the studio is built, from the same components and words; never part of the page itself.

import i18next from 'i18next'
import { renderToString } from 'react-dom/server'
import { App } from './app.tsx'
import { queries } from './server-state.ts'
import { beginWith, looks, type Look } from './shell/first-look.ts'
import { changeWords, startWords, type Language } from './words/words.ts'

export { looks }

export async function draw(language: Language, look: Look): Promise<string> {
  await (i18next.isInitialized ? changeWords(language) : startWords(language))
  queries.clear()
  beginWith(look)
  return renderToString(<App />)
}
