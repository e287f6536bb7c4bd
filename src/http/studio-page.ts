// The studio's page as each visitor first sees it: in their language and theme, with what was drawn of it while it was built.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Caller } from '../core/callers.ts'
import { readPreferences, type Preferences } from '../core/preferences.ts'
import type { Ask } from './ask.ts'
import { describeSession } from './studio/session.ts'

type Look = 'first-here' | 'first' | 'back'

/** By language: the file with the words, and the markup of the first page for each kind of visitor; vite.config.ts writes it. */
type Looks = Partial<Record<'en' | 'zh', Record<Look | 'words', string>>>

/** What the first page asks for in any case; asked for beside its scripts rather than after them. */
const asked = ['/v1/preferences', '/v1/session', '/v1/models', '/v1/generations?limit=30']

export interface StudioPage {
  /** The whole page; of few kinds, none of which tells more of a caller than language, theme and whether they are new here. */
  write(ask: Ask, caller: Caller | undefined, path: string): Promise<string>
}

/** Undefined where the folder holds no page. */
export function openPage(folder: string): StudioPage | undefined {
  const file = join(folder, 'index.html')
  if (!existsSync(file)) return undefined
  const page = readFileSync(file, 'utf8')
  const drawnFile = join(folder, 'looks.json')
  const looks: Looks = existsSync(drawnFile) ? (JSON.parse(readFileSync(drawnFile, 'utf8')) as Looks) : {}
  return {
    async write(ask, caller, path) {
      const kept = caller ? await readPreferences(ask.parts, caller) : {}
      const language = languageFor(ask, kept)
      const theme = ['light', 'dark'].find((one) => one === (ask.query.get('theme') ?? kept.theme))
      const drawn = looks[language]
      // Addresses with a question lead somewhere in the page; what was drawn knows none.
      const look = path === '/' && ask.query.size === 0 ? await lookFor(ask, caller, kept) : undefined
      const head = [drawn && `<link rel="modulepreload" crossorigin href="${drawn.words}">`, ...(look ? asked.map((address) => `<link rel="preload" as="fetch" crossorigin href="${address}">`) : [])]
      return page
        .replace('<html>', `<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"${theme ? ` data-theme="${theme}"` : ''}>`)
        .replace('</head>', () => `${head.filter(Boolean).join('')}</head>`)
        .replace('<div id="studio"></div>', (empty) => (look && drawn ? `<div id="studio" data-look="${look}">${drawn[look]}</div>` : empty))
    },
  }
}

/** As the page itself decides it: see preferencesFrom in studio/shell/preferences.ts. */
function languageFor({ query, language }: Ask, kept: Preferences): 'en' | 'zh' {
  const wanted = query.get('lang') ?? kept.language ?? language
  return wanted.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

/** The look for somebody new shows the form at once; it is given only where nothing else will come between. */
async function lookFor(ask: Ask, caller: Caller | undefined, kept: Preferences): Promise<Look | undefined> {
  // Nobody who may make anything: the page tells them so, and what it then shows was not drawn.
  if (!caller) return undefined
  if (kept.notices_seen?.length || (await ask.parts.store.generations.listOf(caller.owner, { limit: 1 })).length > 0) return 'back'
  const { gate, demo, terms, ending, incident } = await describeSession(ask, caller)
  const isOpen = gate.region === 'served' && ['free', 'not-asked', 'guarded'].includes(gate.age)
  if (!isOpen || demo || ending || incident || terms.must_accept || terms.upcoming_at || terms.unread > 0) return 'back'
  const { charter, router } = ask.parts
  const isMadeHere = charter.access.who === 'owner' && router.cards().every(({ card }) => router.find(card.id)?.facts.sendsDataTo === 'here')
  return isMadeHere ? 'first-here' : 'first'
}
