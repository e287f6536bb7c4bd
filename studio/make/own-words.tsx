// Suggestions from one's own history, for who asked for them: earlier prompts that go with what is being written.

import { useHistory } from '../server-state.ts'
import { languageOf, useWords } from '../words/words.ts'
import { fitting } from './fitting.ts'

export function OwnWords({ words, onTake }: { words: string; onTake: (words: string) => void }) {
  const { t } = useWords()
  const { generations } = useHistory()
  const found = fitting(generations.map(({ prompt }) => prompt), words)
  if (found.length === 0) return null
  return (
    <section aria-label={t('own.title')} className="grid gap-1" data-own={found.length}>
      <p className="text-12 text-ink-2">{t('own.title')}</p>
      <ul className="flex flex-wrap gap-2">
        {found.map((one) => (
          <li key={one} className="min-w-0">
            <button
              type="button"
              className="border-line bg-ground text-14 text-ink-2 hover:border-line-2 hover:text-ink max-w-full truncate rounded-full border px-3 py-1 coarse:min-h-11"
              lang={languageOf(one)}
              title={one}
              aria-label={t('own.fill', { words: one })}
              onClick={() => onTake(one)}
            >
              {one}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
